import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNote, chromiumPath, launchChromium } from '../../support/chromium.ts';
import { billFile, eventually, fillForm, openApp, startIntake } from '../../support/ui-host/open-app.ts';

describe.skipIf(chromiumPath === null)(`an intake${browserNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  const bills = (page: Page) => page.getByLabel('Bill files');
  const only = <T>(items: Iterable<T>): T | undefined => [...items][0];

  test('stores nothing until the first key; then the address leads to it, also after a reload', async () => {
    const { host, page } = await openApp(browser);
    await startIntake(page);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('form-agentId');
    for (let step = 0; step < 12; step += 1) await page.keyboard.press('Tab');
    expect(host.store.submissions.size).toBe(0);

    await page.getByLabel('Account Name', { exact: true }).pressSequentially('Maple');
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(host.store.submissions.size).toBe(1);
    expect(only(host.store.submissions.values())?.form).toMatchObject({ accountName: 'Maple', utility: '' });

    await page.reload();
    await eventually(() => page.getByLabel('Account Name', { exact: true }).inputValue()).toBe('Maple');
  });

  test('reads a dropped bill before the eyes, and what was typed wins', async () => {
    const { page } = await openApp(browser, { pageMs: 150 });
    await startIntake(page);
    await page.getByLabel('Account number', { exact: true }).fill('999');
    await drop(page, 'bill 5p.pdf');

    await page.getByText(/^5 pages read/).waitFor();
    expect(await page.getByLabel('POID', { exact: true }).inputValue()).toBe('N01000012345678');
    expect(await page.getByLabel('Account number', { exact: true }).inputValue()).toBe('999');
    await page.getByText('On the bill: 10045012345').getByRole('button', { name: 'Use this' }).click();
    expect(await page.getByLabel('Account number', { exact: true }).inputValue()).toBe('10045012345');

    await page.getByRole('button', { name: 'Use MAPLE GROVE DINER LLC from the bill' }).click();
    expect(await page.getByLabel('Account Name', { exact: true }).inputValue()).toBe('MAPLE GROVE DINER LLC');
  });

  test('puts what is missing at its place, and the keyboard at the first', async () => {
    const { page } = await openApp(browser);
    await startIntake(page);
    await page.getByLabel('Agent ID').fill('A-104');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Type the name on the account.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('form-accountName');
    await page.getByText('Add the utility bill: drop the PDF or a photo of it.').waitFor();

    await page.keyboard.type('Maple');
    await eventually(() => page.getByText('Type the name on the account.').count()).toBe(0);
    expect(await page.getByText('Type a phone number.').count()).toBe(1);
  });

  test('submitted while the bill is being read, it goes out by itself', async () => {
    const { host, page } = await openApp(browser, { pageMs: 'by-hand' });
    await startIntake(page);
    await bills(page).setInputFiles(billFile('bill 6p.pdf'));
    await host.store.readPages(1);
    await fillForm(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText('It goes out by itself once the bill has been read').waitFor();
    await page.getByLabel('Title').fill('Manager');
    await page.getByText('Your changes go out with it.').waitFor();
    await page.getByText('Saved', { exact: true }).waitFor();
    await host.store.readPages(5);
    await page.getByText('It is being delivered').waitFor();
    await eventually(() => page.getByText('Your changes go out').count()).toBe(0);
    const submission = only(host.store.submissions.values());
    expect(submission).toMatchObject({ version: 1, form: { utility: 'NYSEG', accountType: 'small-demand' } });
    await page.getByRole('link', { name: 'Start the next intake' }).click();
    await page.getByRole('heading', { name: 'New intake' }).waitFor();
    expect(await page.getByLabel('Account Name', { exact: true }).inputValue()).toBe('');
  });

  test('changes of a delivered one that were not sent are told in the list and on the page, until they are undone or sent', async () => {
    const { host, page } = await openApp(browser, { pageMs: 5 });
    await startIntake(page);
    await bills(page).setInputFiles(billFile('bill 2p.pdf'));
    await page.getByText(/^2 pages read/).waitFor();
    await fillForm(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText('It is being delivered').waitFor();
    const id = only(host.store.submissions.keys()) ?? '';
    host.store.update(id, { state: { kind: 'delivered', deliveredAt: Date.now() } });

    const list = page.getByRole('link', { name: 'Submissions' });
    const stateInList = () => page.locator('table.submissions .state').textContent();
    const told = page.locator('.submit-message', { hasText: 'Changes not sent: they go out when you submit them.' });
    await page.getByLabel('Title').fill('Manager');
    await list.click();
    await eventually(stateInList).toBe('Delivered, changes not sent');
    await page.getByRole('link', { name: 'Maple Grove Diner' }).click();
    await told.waitFor();
    await page.getByLabel('Title').fill('Owner');
    await eventually(() => told.count()).toBe(0);

    await page.getByRole('button', { name: 'Remove bill 2p.pdf' }).click();
    await told.waitFor();
    await list.click();
    await eventually(stateInList).toBe('Delivered, changes not sent');
    await page.getByRole('link', { name: 'Maple Grove Diner' }).click();
    await bills(page).setInputFiles(billFile('bill 2p.pdf'));
    await eventually(() => told.count()).toBe(0);
    await page.getByLabel('Title').fill('Manager');
    await told.waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('It is being delivered').waitFor();
    await eventually(() => told.count()).toBe(0);
    await list.click();
    await eventually(stateInList).toBe('Waiting to be delivered');
  });

  test('a bill of another utility than chosen is told at its field, and Enter there confirms it', async () => {
    const { host, page } = await openApp(browser, { pageMs: 10 });
    await startIntake(page);
    await bills(page).setInputFiles(billFile('bill 4p.pdf'));
    await page.getByText(/^4 pages read/).waitFor();
    await fillForm(page);
    await page.locator('#form-utility').fill('National Grid');
    await page.getByRole('option', { name: 'National Grid' }).click();
    await page.keyboard.press('Control+Enter');
    await page.getByText('The bill has been read.').waitFor();
    // Told before anybody asks, also to whoever opens it later.
    await page.getByText('The bill is of NYSEG, but the form says National Grid.').waitFor();
    await page.reload();
    await page.getByText('The bill is of NYSEG, but the form says National Grid.').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('One field is left to check').waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('bill-utility');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.getByText('It is being delivered').waitFor();
    expect(only(host.store.submissions.values())).toMatchObject({
      form: { utility: 'National Grid' },
      decisions: { utility: { kind: 'confirmed', value: 'NYSEG' } },
    });
  });

  test('asks for a look at doubtful fields, which Enter confirms one by one', async () => {
    const { host, page } = await openApp(browser, { pageMs: 50 });
    await startIntake(page);
    await bills(page).setInputFiles(billFile('photo.jpg'));
    await page.getByText('3 to check').waitFor();
    await fillForm(page);
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('Check the marked fields, then submit').waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe('bill-customerName');
    // "Please check" says it; reasons follow only when it is submitted as it is.
    expect(await page.getByText('was hard to read').count()).toBe(0);

    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('The account number was hard to read').waitFor();
    await page.getByText('3 fields are left to check').waitFor();
    await page.getByLabel('Customer name', { exact: true }).focus();
    for (let field = 0; field < 3; field += 1) await page.keyboard.press('Enter');
    await eventually(() => page.getByText('Confirmed').count()).toBe(3);
    await page.keyboard.press('Control+Enter');
    await page.getByText('It is being delivered').waitFor();
    expect(only(host.store.submissions.values())?.decisions.accountNumber).toEqual({
      kind: 'confirmed',
      value: '10045012345',
    });
  });
});

/** A real drop anywhere on the window, with all the events of one. */
async function drop(page: Page, fileName: string): Promise<void> {
  await page.evaluate((name) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(2_500_000)], name));
    const fire = (target: Element, kind: string) =>
      target.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    fire(document.body, 'dragenter');
    const target = document.querySelector('.drop-anywhere .mantine-Dropzone-root') ?? document.body;
    fire(target, 'dragenter');
    fire(target, 'dragover');
    fire(target, 'drop');
  }, fileName);
}
