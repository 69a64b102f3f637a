import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SubmissionState } from '../../main/ipc/contract/submissions.ts';
import { emptyDraft } from '../../renderer/capture/draft.ts';
import { browserNote, chromiumPath, launchChromium } from '../support/chromium.ts';
import { billFile, eventually, fits, openApp, startIntake } from '../support/ui-host/open-app.ts';
import type { UiHost } from '../support/ui-host/ui-host.ts';

describe.skipIf(chromiumPath === null)(`the screens${browserNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('a thousand submissions are searched and filtered at once; a row opens its submission', async () => {
    const { host, page } = await openApp(browser);
    await page.getByText('No submissions yet').waitFor();
    seed(host, 1000);
    await page.getByText('100 of 1,000 submissions').waitFor();
    await page.getByRole('button', { name: /^Delivered/ }).click();
    await page.getByText('100 of 500 submissions').waitFor();
    await page.getByLabel('Search submissions').fill('customer 421');
    await page.getByText('1 submission', { exact: true }).waitFor();
    await page.getByRole('row', { name: /Customer 421/ }).click();
    await page.getByRole('heading', { name: 'Customer 421' }).waitFor();
  });

  test('settings change when they are saved, and a refused one is told at its place', async () => {
    const { host, page } = await openApp(browser);
    await page.getByRole('link', { name: 'Settings' }).click();
    const folder = page.getByLabel('Destination folder');
    await folder.fill('/forbidden/place');
    expect(host.store.settings().destinationFolder).toBe('/home/ann/GreenWatt Intake');
    await page.getByRole('button', { name: 'Save folder' }).click();
    await page.getByText("This folder can't be used (EACCES).").waitFor();
    await page.getByRole('button', { name: 'Choose…' }).click();
    await eventually(() => folder.inputValue()).toBe('/home/ann/Shared/Intake');
    await page.getByRole('button', { name: 'Save folder' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'This computer' }).click();
    await page.getByLabel('Longest time for a page').fill('20');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(host.store.settings()).toMatchObject({
      destinationFolder: '/home/ann/Shared/Intake',
      pageTimeBudgetMs: 20_000,
    });
  });

  test('at 200 % zoom nothing is cut off sideways', async () => {
    const { host, page } = await openApp(browser, { width: 640, height: 400, pageMs: 50 });
    await page.getByText('No submissions yet').waitFor();
    await fits(page, 'the empty list');
    seed(host, 12);
    await page.getByRole('heading', { name: 'Submissions' }).waitFor();
    await fits(page, 'the list');
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Google Drive and Sheets' }).waitFor();
    await fits(page, 'where submissions go');
    await page.getByRole('link', { name: 'This computer' }).click();
    await page.getByText('366 MB of 512 MB').waitFor();
    await fits(page, 'the settings');
    await startIntake(page);
    await page
      .getByLabel('Bill files')
      .setInputFiles([billFile('photo.jpg'), billFile('damaged.pdf'), billFile('locked.pdf')]);
    await page.getByText('3 to check').waitFor();
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('Type your agent ID.').waitFor();
    await fits(page, 'an intake');
    await page.getByRole('button', { name: 'Show Account number on page 1' }).click();
    await page.locator('.page-highlight').waitFor();
    await fits(page, 'a picture');
    await page.keyboard.press('Escape');
    await eventually(() => page.locator('.page-highlight').count()).toBe(0);
  });
});

/** Half of them delivered, the rest drafts; newest first by number. Returns their ids. */
function seed(host: UiHost, amount: number): readonly string[] {
  const now = Date.now();
  const ids = Array.from({ length: amount }, () => randomUUID());
  for (const [index, id] of ids.entries()) {
    const state: SubmissionState = index % 2 ? { kind: 'delivered', deliveredAt: now } : { kind: 'draft' };
    host.store.submissions.set(id, {
      ...emptyDraft,
      form: { ...emptyDraft.form, accountName: `Customer ${index}`, utility: 'Orange & Rockland', agentId: 'A-104' },
      id,
      state,
      version: 1,
      documentIds: [],
      createdAt: now - index,
      updatedAt: now - index * 1000,
      submittedAt: null,
      settled: null,
      hasUnsentEdits: false,
    });
  }
  host.store.announce();
  return ids;
}
