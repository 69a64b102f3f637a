import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNote, chromiumPath, launchChromium } from '../support/chromium.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { tempFolder } from '../support/temp-folder.ts';

const sampleBill = path.join(import.meta.dirname, '../../assets/sample-bill.pdf');
const pictures = path.join(import.meta.dirname, '../output');

describe.skipIf(chromiumPath === null)(`the main job${browserNote}`, () => {
  let browser: Browser;
  let app: RunningApp | null = null;
  beforeAll(async () => {
    browser = await launchChromium();
    await mkdir(pictures, { recursive: true });
  });
  afterAll(async () => {
    await app?.kill();
    await browser?.close();
  });

  test('a bill is dropped, read before the eye, submitted, and found in the folder with its row', async () => {
    const home = tempFolder();
    app = await startApp(home);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(app.link);

    await page.getByRole('link', { name: 'New intake' }).click();
    await page.getByLabel('Bill files').setInputFiles(sampleBill);
    await fillForm(page);
    await page.screenshot({ path: path.join(pictures, 'reading.png') });
    await page.getByText('2 pages read', { exact: true }).waitFor({ timeout: 110_000 });
    await expect.poll(() => page.getByLabel('Account number', { exact: true }).inputValue()).toBe('10052701270');
    expect(await page.getByLabel('POID', { exact: true }).inputValue()).toBe('N01959059512796');
    await confirmDoubtful(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.screenshot({ path: path.join(pictures, 'read.png') });

    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByText('Delivered', { exact: true }).first().waitFor({ timeout: 60_000 });
    await page.screenshot({ path: path.join(pictures, 'delivered.png') });

    const destination = path.join(home, 'Documents', 'GreenWatt Intake');
    const entries = await readdir(destination, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect(folders).toEqual([expect.stringMatching(/^\d{4}-\d{2}-\d{2}_Maple Grove Diner_NYSEG$/)]);
    expect(await readdir(path.join(destination, folders[0] ?? ''))).toEqual(
      expect.arrayContaining(['sample-bill.pdf', 'submission.json']),
    );
    const rows = parse(await readFile(path.join(destination, 'submissions.csv'), 'utf8'), { bom: true, columns: true });
    expect(rows).toEqual([
      expect.objectContaining({
        'Account Name': 'Maple Grove Diner',
        'Utility Provider (Form)': 'NYSEG',
        'Utility Name (OCR)': 'NYSEG',
        'Account Number (OCR)': expect.stringContaining('10052701270'),
        POID: 'N01959059512796',
        'Monthly Usage (OCR)': '1499',
      }),
    ]);
    expect(complaints).toEqual([]);
  });
});

async function fillForm(page: Page): Promise<void> {
  await page.getByLabel('Agent ID').fill('A-17');
  await page.getByLabel('Account Name', { exact: true }).fill('Maple Grove Diner');
  await page.getByLabel('Contact Full Name').fill('Dana Whitfield');
  await page.getByLabel('Title').fill('Owner');
  await page.getByLabel('Phone').fill('(607) 555-0142');
  await page.getByLabel('Email').fill('dana@example.com');
  await choose(page, 'form-utility', 'NYSEG');
  await choose(page, 'form-accountType', 'Small Demand <25 KW');
  await page.locator('#form-developer').fill('Hudson Solar');
  await page.getByLabel(/Terms & Conditions/).check();
}

async function choose(page: Page, inputId: string, option: string): Promise<void> {
  await page.locator(`#${inputId}`).fill(option);
  await page.getByRole('option', { name: option }).click();
}

/** What a clerk does with values the reading is not certain of. */
async function confirmDoubtful(page: Page): Promise<void> {
  const confirm = page.getByRole('button', { name: /^Confirm/ });
  while ((await confirm.count()) > 0) await confirm.first().click();
}
