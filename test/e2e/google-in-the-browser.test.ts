import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../../main/browser/serve.ts';
import { silentLog } from '../../main/diagnostics/log.ts';
import { listRendererFiles } from '../../main/hosting/renderer-files.ts';
import { browserNote, chromiumPath, launchChromium } from '../support/chromium.ts';
import { clientFolder } from '../support/client-build.ts';
import { foldersUnder, sheetRows } from '../support/google/delivery-rig.ts';
import { type LocalGoogle, startLocalGoogle } from '../support/google/local-google.ts';
import { revokeGrants } from '../support/google/oauth-api.ts';
import {
  makeServiceAccountKey,
  OFFICE_CLIENT,
  placeFile,
  placeSpreadsheet,
  ROBOT,
  registerOfficeClient,
} from '../support/google/office.ts';
import { eventually } from '../support/ui-host/open-app.ts';
import { handHost, type RunningApp, runApp, submitInApp } from '../support/whole-app.ts';

const patience = { timeout: 60_000 };

/** The whole app beside a Local Google, served to browsers; what it opens in the system's browser is held for the test. */
async function openBeside(google: LocalGoogle, browser: Browser) {
  const hand = handHost();
  const opened: string[] = [];
  const host = { ...hand.host, openLink: async (url: string) => void opened.push(url) };
  const first = await runApp(host);
  await first.client.google.setApiRoot({ apiRoot: google.url });
  await first.stop();
  const app = await runApp(host);
  const files = await listRendererFiles(await clientFolder());
  const served = await serve({ router: app.router, files, port: 0, linkKey: 'key', log: silentLog, now: Date.now });
  if (!served.ok) throw new Error(served.error.message);
  onTestFinished(served.value.stop);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(patience.timeout);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(served.value.newLink());

  /** What a person does when Google's page comes up: the Local Google agrees, and leads back to the app. */
  async function answerGoogle(asked: number): Promise<void> {
    await expect.poll(() => opened.length, patience).toBe(asked);
    const consent = await context.newPage();
    await consent.goto(opened.at(-1) ?? '');
    await consent.getByRole('heading', { name: 'You are signed in' }).waitFor();
    await consent.close();
  }

  return { app, page, complaints, answerGoogle };
}

const target = (app: RunningApp) => {
  const chosen = app.rooms.google.place.target();
  if (chosen === null) throw new Error('not set up');
  return chosen;
};

async function go(page: Page, screen: 'Submissions' | 'Deliveries' | 'Settings'): Promise<void> {
  await page.getByRole('link', { name: screen, exact: true }).click();
}

describe.skipIf(chromiumPath === null)(`Google in the browser${browserNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('signed in, set up, delivered, checked; revoked, the banner asks, and what waited is delivered', async () => {
    const google = await startLocalGoogle();
    onTestFinished(() => google.close());
    registerOfficeClient(google);
    const { app, page, complaints, answerGoogle } = await openBeside(google, browser);

    await go(page, 'Settings');
    await page.getByLabel('Client ID', { exact: true }).fill('not an id');
    await page.getByLabel('Client secret', { exact: true }).fill(OFFICE_CLIENT.clientSecret);
    await page.getByRole('button', { name: 'Save and sign in' }).click();
    await page.getByText(/A client ID ends with/).waitFor();
    await page.getByLabel('Client ID', { exact: true }).fill(OFFICE_CLIENT.clientId);
    await page.getByRole('button', { name: 'Save and sign in' }).click();
    await page.getByText(/This ends by itself in/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Sign-in was cancelled. Nothing was changed.').waitFor();
    await page.getByRole('button', { name: 'Sign in with Google' }).click();
    await answerGoogle(2);
    await page.getByText('Signed in as clerk@office.example').waitFor();

    await page.getByRole('button', { name: 'Create the spreadsheet and the Drive folder for me' }).click();
    await page.getByText('Everything that delivery needs works.').waitFor();
    expect(await page.getByRole('switch', { name: /Google Drive and Sheets/ }).isChecked()).toBe(true);

    const first = await submitInApp(app, 'Maple Grove Diner');
    await go(page, 'Submissions');
    await page.getByRole('row', { name: /Maple Grove Diner.*Delivered/ }).click();
    const receipts = page.getByRole('region', { name: 'Receipts' });
    const [folder] = foldersUnder(google, target(app));
    if (!folder) throw new Error('no folder');
    await receipts.getByRole('link', { name: folder.name }).waitFor();
    await receipts.getByRole('link', { name: 'Row in the sheet' }).waitFor();
    await receipts.getByRole('button', { name: 'Check now' }).click();
    await receipts.getByText('Everything is there as it was sent.').waitFor();
    folder.trashed = true;
    await receipts.getByRole('button', { name: 'Check now' }).click();
    await receipts.getByRole('button', { name: /^Repair/ }).click();
    await receipts.getByText('Everything is there as it was sent.').waitFor();
    expect(folder.trashed).toBe(false);

    revokeGrants(google.state, () => true);
    const second = await submitInApp(app, 'Harbor Bakery');
    const banner = page.locator('.line-banner');
    await banner.getByText('The sign-in with Google has ended.').waitFor();
    await go(page, 'Deliveries');
    const waiting = page.getByRole('article', { name: 'Waiting for a sign-in' });
    await waiting.getByRole('link', { name: 'Harbor Bakery' }).waitFor();
    await banner.getByRole('button', { name: 'Sign in again' }).click();
    await answerGoogle(3);
    await page.getByText('Nothing is waiting to be delivered.').waitFor();
    expect(await banner.count()).toBe(0);

    const ids = sheetRows(google, target(app)).map((row) => row['Unique ID']);
    expect(ids.toSorted()).toEqual([first, second].toSorted());
    expect(foldersUnder(google, target(app))).toHaveLength(2);
    expect(complaints).toEqual([]);
  });

  test('a key file and pasted links; the sheet’s lists are shown with their bad row, and the form knows the agents', async () => {
    const google = await startLocalGoogle();
    onTestFinished(() => google.close());
    const shared = { driveId: 'drive-1', access: { [ROBOT]: 'writer' } } as const;
    const folder = placeFile(google, shared);
    const lists = {
      Agents: [
        ['ID', 'Name'],
        ['A-104', 'Dana Whitfield'],
        ['', 'Luis Romero'],
      ],
      Utilities: [['Name', 'Active'], ['NYSEG']],
      Developers: [['Name'], ['Meadow Solar']],
    };
    const sheet = placeSpreadsheet(google, { Submissions: [], ...lists }, { name: 'Office', ...shared });
    const { page, complaints } = await openBeside(google, browser);

    await go(page, 'Settings');
    const key = { name: 'key.json', mimeType: 'application/json' };
    await page.getByLabel('Key file').setInputFiles({ ...key, buffer: Buffer.from('{"type":"service_account"}') });
    await page.getByRole('alert').filter({ hasText: /key/ }).waitFor();
    await page.getByLabel('Key file').setInputFiles({ ...key, buffer: Buffer.from(makeServiceAccountKey(google)) });
    await page.getByText(`Signed in as the service account ${ROBOT}`).waitFor();

    await page.getByLabel('Link of the sheet').fill('https://example.com/sheet');
    await page.getByRole('button', { name: 'Use these' }).click();
    await eventually(() => page.getByLabel('Link of the sheet').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Link of the sheet').fill(`https://docs.google.com/spreadsheets/d/${sheet.id}/edit#gid=0`);
    await page.getByLabel('Link of the folder').fill(`https://drive.google.com/drive/folders/${folder.id}`);
    await page.getByRole('button', { name: 'Use these' }).click();
    await page.getByText('Everything that delivery needs works.').waitFor();

    await page.getByRole('link', { name: 'Lists' }).click();
    await page.getByText('Read just now.').waitFor();
    await page.getByRole('row', { name: /^Agents 3 / }).waitFor();
    await page.getByRole('row', { name: 'Agents 1 agent' }).waitFor();
    await page.getByRole('link', { name: 'New intake' }).click();
    await page.getByLabel('Agent ID').fill('A-105');
    await page.getByText('The agent ID A-105 is not on the list.').waitFor();
    await page.getByLabel('Agent ID').fill('a-104');
    await page.getByText('Dana Whitfield').first().waitFor();
    await eventually(() => page.getByText('is not on the list').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
