import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNote, chromiumPath, launchChromium } from '../../support/chromium.ts';
import { clerk, setUp } from '../../support/ui-host/deliveries.ts';
import { eventually, fits, isNamed, openApp } from '../../support/ui-host/open-app.ts';

const ended = {
  ...setUp,
  connection: { kind: 'ended', account: clerk, message: 'The sign-in with Google has ended.' },
} as const;
const unset = { ...setUp, place: null };

describe.skipIf(chromiumPath === null)(`Google in the settings${browserNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('an ended sign-in shows one banner with one button on every screen, and goes away by itself', async () => {
    const { host, page } = await openApp(browser);
    host.store.setDelivery({ google: ended });
    const banner = page.locator('.line-banner');
    for (const screen of ['Submissions', 'Deliveries', 'Settings']) {
      await page.getByRole('link', { name: screen, exact: true }).click();
      await banner.getByText('The sign-in with Google has ended.').waitFor();
      expect(await banner.getByRole('button').count()).toBe(1);
    }
    await banner.getByRole('button', { name: 'Sign in again' }).click();
    await eventually(() => host.store.delivery.asked).toEqual(['google.signIn']);
    host.store.setDelivery({
      google: { ...setUp, connection: { kind: 'signing-in', link: null, endsAt: Date.now() + 240_000 } },
    });
    await page.getByText('This ends by itself in about 4 min.').waitFor();
    expect(await banner.count()).toBe(0);
    await page.getByRole('link', { name: 'Submissions', exact: true }).click();
    await banner.getByRole('button', { name: 'Cancel' }).click();
    await eventually(() => host.store.delivery.asked).toEqual(['google.signIn', 'google.cancelSignIn']);
    host.store.setDelivery({ google: setUp });
    await eventually(() => banner.count()).toBe(0);
  });

  test('a link of something made by hand asks for wider access, and is still there after the sign-in', async () => {
    const { host, page } = await openApp(browser, { hash: '#/settings' });
    host.store.setDelivery({ google: unset });
    const sheet = page.getByLabel('Link of the sheet');
    await sheet.fill('https://docs.google.com/spreadsheets/d/abc/edit');
    await page.getByRole('button', { name: 'Use these' }).click();
    await page.getByRole('button', { name: 'Sign in again and allow it' }).click();
    await eventually(() => host.store.delivery.asked).toEqual([
      'google.signIn {"sheetMadeByHand":true,"folderMadeByHand":false}',
    ]);
    host.store.setDelivery({
      google: { ...unset, connection: { kind: 'signing-in', link: null, endsAt: Date.now() + 1_000 } },
    });
    await eventually(() => sheet.count()).toBe(0);
    host.store.setDelivery({ google: unset });
    await eventually(() => sheet.inputValue()).toBe('https://docs.google.com/spreadsheets/d/abc/edit');
  });

  test('the test says line by line what works and what does not', async () => {
    const { host, page } = await openApp(browser, { hash: '#/settings' });
    host.store.setDelivery({ google: setUp });
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByText('One thing has to be put right first.').waitFor();
    const lines = page.getByRole('status').getByRole('listitem');
    expect(await lines.count()).toBe(3);
    await lines.filter({ hasText: 'no column "Unique ID"' }).getByLabel('Does not work').waitFor();
  });

  test('a file that is no key is told at its place; signing out is asked twice', async () => {
    const { host, page } = await openApp(browser, { hash: '#/settings' });
    await page
      .getByLabel('Key file')
      .setInputFiles({ name: 'holiday.json', mimeType: 'application/json', buffer: Buffer.alloc(90_000, 'x') });
    await page.getByText('This is not a key file.').waitFor();
    host.store.setDelivery({ google: setUp });
    await page.getByRole('button', { name: 'Sign out' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign out of Google?' });
    await dialog.getByRole('button', { name: 'Stay signed in' }).click();
    await eventually(() => dialog.count()).toBe(0);
    await eventually(() =>
      page.getByRole('button', { name: 'Sign out' }).evaluate((button) => button === document.activeElement),
    ).toBe(true);
    expect(host.store.delivery.asked).toEqual([]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await dialog.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText(/Google could not be told/).waitFor();
  });

  test('a destination that can’t be switched says why', async () => {
    const { host, page } = await openApp(browser, { hash: '#/settings' });
    const google = page.getByRole('switch', { name: /Google Drive and Sheets/ });
    expect(await google.isDisabled()).toBe(true);
    await page.getByText('Set Google up first: sign in, then choose a folder and a sheet.').waitFor();
    host.store.setDelivery({
      destinations: [
        { destination: 'folder', isOn: true, locked: null },
        { destination: 'google', isOn: false, locked: null },
      ],
    });
    await eventually(() => google.isEnabled()).toBe(true);
    await google.press('Space');
    await eventually(() => google.isChecked()).toBe(true);
    expect(host.store.delivery.destinations).toMatchObject([{ isOn: true }, { destination: 'google', isOn: true }]);
  });

  test.each([
    { state: 'signed out', google: { ...unset, clientId: null, connection: { kind: 'signed-out' } } },
    {
      state: 'signing in',
      google: { ...unset, connection: { kind: 'signing-in', link: 'https://x.example', endsAt: 0 } },
    },
    { state: 'to be set up', google: unset },
    { state: 'set up', google: { ...setUp, neverSent: 7, notices: [{ code: 'sheet-nearly-full', message: '93 %.' }] } },
    { state: 'ended', google: ended },
  ] as const)('$state: it fits at 200 % zoom, and everything has a name', async ({ state, google }) => {
    const { host, page } = await openApp(browser, { hash: '#/settings', width: 640, height: 400 });
    host.store.setDelivery({ google });
    await page.getByRole('heading', { name: 'Account' }).waitFor();
    await fits(page, state);
    await isNamed(page, state);
  });
});
