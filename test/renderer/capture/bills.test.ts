import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNote, chromiumPath, launchChromium } from '../../support/chromium.ts';
import { valuePlaces } from '../../support/ui-host/bill-picture.ts';
import { billFile, eventually, fillForm, openApp, startIntake } from '../../support/ui-host/open-app.ts';

describe.skipIf(chromiumPath === null)(`the bills of an intake${browserNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('a locked one asks for its password in place; others go on', async () => {
    const { page } = await openApp(browser, { pageMs: 50 });
    await startIntake(page);
    await page
      .getByLabel('Bill files')
      .setInputFiles([billFile('locked.pdf'), billFile('damaged.pdf'), billFile('bill.pdf')]);
    await page.getByText(/^4 pages read/).waitFor();
    await page.getByText('This file is damaged').waitFor();
    await page.getByLabel('Password of locked.pdf').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('That password does not open this PDF').waitFor();
    await page.getByLabel('Password of locked.pdf').fill('secret');
    await page.keyboard.press('Enter');
    await eventually(() => page.getByText(/^4 pages read/).count()).toBe(2);
  });

  test('of a file of many pages it is said which ones the values are from', async () => {
    const { page } = await openApp(browser, { pageMs: 5 });
    await startIntake(page);
    await page.getByLabel('Bill files').setInputFiles(billFile('bill 13p.pdf'));
    await page.getByText(/^13 pages read.*\. The values below are from the first 12$/).waitFor();
  });

  test('a pasted picture is taken in; pasted text goes where the keyboard is', async () => {
    const { page } = await openApp(browser, { pageMs: 50 });
    await startIntake(page);
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array(5_000)], 'photo.png'));
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    });
    await page.getByText('3 to check').waitFor();
    const isLeftAlone = await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'A-104');
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      return document.activeElement?.dispatchEvent(paste);
    });
    expect(isLeftAlone).toBe(true);
  });

  test('reading can be stopped and taken up again', async () => {
    const { host, page } = await openApp(browser, { pageMs: 'by-hand' });
    await startIntake(page);
    await page.getByLabel('Bill files').setInputFiles(billFile('bill 8p.pdf'));
    await host.store.readPages(1);
    await page.getByText('1 of 8 pages read').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped after 1 of 8 pages').waitFor();
    await host.store.readPages(1);
    await page.getByRole('button', { name: 'Go on reading' }).click();
    await host.store.readPages(7);
    await page.getByText(/^8 pages read/).waitFor();
  });

  test('one that is elsewhere already is told, with the way there', async () => {
    const { page } = await openApp(browser, { pageMs: 50 });
    await startIntake(page);
    await page.getByLabel('Account Name', { exact: true }).fill('First');
    await page.getByLabel('Bill files').setInputFiles(billFile('bill.pdf'));
    await page.getByText(/^4 pages read/).waitFor();
    await startIntake(page);
    await page.getByLabel('Bill files').setInputFiles(billFile('bill.pdf'));
    await page.getByText('This bill is already in').getByRole('link', { name: 'First' }).click();
    await page.getByRole('heading', { name: 'First' }).waitFor();

    await page.getByLabel('Bill files').setInputFiles(billFile('bill.pdf'));
    await page.getByText('This file is already attached here.').waitFor();
  });

  test('one removed by mistake comes back with Undo, and so does a deleted draft', async () => {
    const { page } = await openApp(browser, { pageMs: 50 });
    await startIntake(page);
    await page.getByLabel('Account Name', { exact: true }).fill('Maple');
    await page.getByLabel('Bill files').setInputFiles(billFile('bill.pdf'));
    await page.getByRole('button', { name: 'Remove bill.pdf' }).click();
    await page.getByText('Drop the utility bill here').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/^4 pages read/).waitFor();

    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete draft' }).click();
    await page.getByText('No submissions yet').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/^4 pages read/).waitFor();
  });

  test('nothing is submitted while a bill is still on its way', async () => {
    const { host, page } = await openApp(browser, { pageMs: 50 });
    await startIntake(page);
    await page.getByLabel('Bill files').setInputFiles([billFile('bill.pdf'), billFile('slow second.pdf')]);
    await page.getByText(/^4 pages read/).waitFor();
    await fillForm(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText('A bill is still being added').waitFor();
    expect([...host.store.submissions.values()]).toMatchObject([{ state: { kind: 'draft' } }]);

    host.store.slowFiles.resolve();
    await eventually(() => page.getByText(/^4 pages read/).count()).toBe(2);
    await page.keyboard.press('Control+Enter');
    await page.getByText('It is being delivered').waitFor();
    expect([...host.store.submissions.values()][0]?.documentIds).toHaveLength(2);
  });

  test('one that fails after its page was left is told, and waits there', async () => {
    const { host, page } = await openApp(browser, { pageMs: 50 });
    await startIntake(page);
    await page.getByLabel('Account Name', { exact: true }).fill('Maple');
    await page.getByLabel('Bill files').setInputFiles(billFile('slow damaged.pdf'));
    await page.getByRole('progressbar').waitFor({ state: 'attached' });
    const address = page.url();
    await startIntake(page);
    host.store.slowFiles.resolve();
    await page.getByText('slow damaged.pdf was not added to its submission').waitFor();
    await page.evaluate((url) => location.assign(url), address);
    await page.getByRole('heading', { name: 'Maple' }).waitFor();
    await page.getByText('This file is damaged').first().waitFor();
    await page.getByRole('button', { name: 'Dismiss slow damaged.pdf' }).waitFor();
  });

  test('the picture of a page taken sideways stands upright, with the mark on the printed value', async () => {
    const { page } = await openApp(browser, { pageMs: 50 });
    await startIntake(page);
    await page.getByLabel('Bill files').setInputFiles(billFile('photo.jpg'));
    await page.getByRole('button', { name: 'Show Account number on page 1' }).click();
    await page.locator('.page-highlight').waitFor();
    const [sheet, mark] = [
      await page.locator('.page-sheet').boundingBox(),
      await page.locator('.page-highlight').boundingBox(),
    ];
    if (!sheet || !mark) throw new Error('nothing to measure');
    const scale = sheet.width / 612;
    const printed = valuePlaces.accountNumber;
    expect((mark.x - sheet.x) / scale).toBeCloseTo(printed.left, 0);
    expect((mark.y - sheet.y) / scale).toBeCloseTo(printed.top, 0);
    expect(mark.width / scale).toBeCloseTo(printed.width, 0);

    // The picture follows the field that has the focus.
    await page.getByLabel('Service address', { exact: true }).focus();
    await page.locator('.page-mark', { hasText: 'Service address' }).waitFor();

    const url = await page.locator('.page-sheet img').getAttribute('src');
    await page.keyboard.press('Escape');
    await eventually(() => page.locator('.page-sheet').count()).toBe(0);
    const isGone = (address: string | null) =>
      fetch(address ?? '').then(
        () => false,
        () => true,
      );
    expect(await page.evaluate(isGone, url)).toBe(true);
  });
});
