import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { drawBill } from '../support/bills/draw-bill.ts';
import { fixture } from '../support/ocr-host.ts';
import { runCli } from '../support/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const lines = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('prints one object per file, also for those that can not be read, and exits with 3', async () => {
  const bill = await drawBill({ seed: 11, utility: 'national-grid', variant: 'residential' });
  const digital = path.join(tempFolder(), 'bill.pdf');
  writeFileSync(digital, bill.pdf);

  const run = await runCli(
    'extract',
    '--json',
    digital,
    fixture('invalid.pdf'),
    fixture('acroform.pdf'),
    '/no/such.pdf',
  );

  expect(run.code).toBe(3);
  const [read, damaged, small, missing] = lines(run.stdout);
  expect(read).toMatchObject({
    file: digital,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    fields: {
      utility: { value: 'National Grid', page: expect.any(Number), box: expect.any(Object) },
      accountNumber: { value: bill.truth.accountNumber },
      monthlyUsageKwh: { value: Number(bill.truth.monthlyUsageKwh) },
    },
  });
  expect(read.pages[0]).toMatchObject({ page: 1, source: 'text-layer', rotation: 0, confidence: 1 });
  expect(read.pages).toHaveLength(bill.pages.length);
  expect(damaged).toEqual({
    file: fixture('invalid.pdf'),
    error: { code: 'damaged-file', message: expect.stringMatching(/damaged/) },
  });
  expect(small.pages[0]).toMatchObject({ source: 'ocr', text: 'Covfefe is a perfectly cromulent word.' });
  expect(missing.error.code).toBe('file-unreadable');
});

test('opens a protected PDF with its password, and says what to do without one', async () => {
  const pdf = await PDFDocument.load((await drawBill({ seed: 3, utility: 'nyseg', variant: 'residential' })).pdf);
  pdf.encrypt({ userPassword: 'sesame', ownerPassword: 'owner' });
  const file = path.join(tempFolder(), 'protected.pdf');
  writeFileSync(file, await pdf.save());

  const without = await runCli('extract', '--json', file);
  expect(without.code).toBe(3);
  expect(lines(without.stdout)[0].error).toMatchObject({ code: 'password-needed' });

  const wrong = await runCli('extract', '--json', '--password', 'open', file);
  expect(lines(wrong.stdout)[0].error).toMatchObject({ code: 'password-wrong' });

  const right = await runCli('extract', '--json', '--password', 'sesame', file);
  expect(right.code).toBe(0);
  expect(lines(right.stdout)[0].fields.utility.value).toBe('NYSEG');
});

test('wrong usage is told, and exits with 2', async () => {
  for (const args of [
    ['extract'],
    ['extract', '--workers', '0', 'a.pdf'],
    ['extract', '--frobnicate', 'a.pdf'],
    ['nonsense'],
  ]) {
    const run = await runCli(...args);
    expect({ args, code: run.code }).toEqual({ args, code: 2 });
    expect(run.stderr).toMatch(/error:/);
    expect(run.stdout).toBe('');
  }
});

test('tells a person what the values are from, and what must be decided', async () => {
  const both = await PDFDocument.create();
  for (const seed of [21, 22, 23]) {
    const bill = await PDFDocument.load((await drawBill({ seed, utility: 'nyseg', variant: 'residential' })).pdf);
    for (const page of await both.copyPages(bill, bill.getPageIndices())) both.addPage(page);
  }
  while (both.getPageCount() <= 12) both.addPage();
  const file = path.join(tempFolder(), 'three bills.pdf');
  writeFileSync(file, await both.save());

  const run = await runCli('extract', file);
  expect(run.code).toBe(0);
  expect(run.stdout).toContain('The values below are from the first 12 pages.');
  expect(run.stdout).toMatch(/This file holds several bills \(accounts [\d-]+, [\d-]+, [\d-]+\)\./);
  expect(run.stdout.indexOf('several bills')).toBeLessThan(run.stdout.indexOf('Account number'));
});
