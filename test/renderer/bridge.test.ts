import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNote, chromiumPath, launchChromium } from '../support/chromium.ts';
import { billFile, eventually, openApp, startIntake } from '../support/ui-host/open-app.ts';

describe.skipIf(chromiumPath === null)(`the line to main${browserNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('what is typed while it is down is saved when it is back, and progress goes on', async () => {
    const { host, page } = await openApp(browser, { pageMs: 'by-hand' });
    await startIntake(page);
    const name = page.getByLabel('Account Name', { exact: true });
    await name.fill('Maple');
    await page.getByLabel('Bill files').setInputFiles(billFile('bill 9p.pdf'));
    await host.store.readPages(1);
    await page.getByText('1 of 9 pages read').waitFor();

    host.disconnect();
    await name.pressSequentially(' Grove');
    await page.getByText('Reconnecting…').waitFor();
    await page.getByText('Not saved – retrying').waitFor();

    await host.store.readPages(8);
    host.reconnect();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect([...host.store.submissions.values()][0]?.form.accountName).toBe('Maple Grove');
    await page.getByText(/^9 pages read/).waitFor();
    await eventually(() => page.getByText('Reconnecting…').count()).toBe(0);
  });

  test('a reload while it is down loses no key', async () => {
    const { host, page } = await openApp(browser);
    await startIntake(page);
    const name = page.getByLabel('Account Name', { exact: true });
    await name.fill('Maple');
    await page.getByText('Saved', { exact: true }).waitFor();
    host.disconnect();
    await name.pressSequentially(' Grove');
    await page.reload();
    host.reconnect();
    await eventually(() => name.inputValue()).toBe('Maple Grove');
    await eventually(() => [...host.store.submissions.values()][0]?.form.accountName).toBe('Maple Grove');
  });

  test('a window closed in the middle of a word has saved it', async () => {
    const { host, page } = await openApp(browser);
    await startIntake(page);
    await page.getByLabel('Account Name', { exact: true }).fill('Maple');
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByLabel('Account Name', { exact: true }).pressSequentially(' Gr');
    await page.close({ runBeforeUnload: true });
    await eventually(() => [...host.store.submissions.values()][0]?.form.accountName).toBe('Maple Gr');
  });

  test('leaving a screen frees its streams', async () => {
    const { host, page } = await openApp(browser);
    await page.getByText('No submissions yet').waitFor();
    // Submissions, the queue, Google.
    await eventually(() => host.store.listeners()).toBe(3);
    await startIntake(page);
    await page.getByLabel('Account Name', { exact: true }).fill('Maple');
    // And the documents and the lists.
    await eventually(() => host.store.listeners()).toBe(5);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'This computer' }).click();
    await page.getByText('366 MB of 512 MB').waitFor();
    await eventually(() => host.store.listeners()).toBe(3);
    await page.close();
    await eventually(() => host.store.listeners()).toBe(0);
  });
});
