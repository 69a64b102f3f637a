import { describe, expect, it } from 'vitest';
import { extractFields } from '../../main/extraction/extract-fields.ts';
import { typedPage } from '../support/bills/typed-page.ts';

const read = (...pages: string[]) => extractFields(pages.map((text, pageIndex) => typedPage(text, { pageIndex })));
const ocr = (...pages: string[]) =>
  extractFields(pages.map((text, pageIndex) => typedPage(text, { pageIndex, confidence: 0.9 })));
const nyseg = 'NYSEG DETAILED ACCOUNT ACTIVITY\nMake checks payable to NYSEG\n\n';
const grid = 'nationalgridus.com\n300 Erie Blvd West\n\n';

describe('account numbers', () => {
  it('stand behind their label, in digits only', () => {
    expect(read(`${nyseg}Account Number: 1001-2345-678`).fields.accountNumber).toMatchObject({ value: '10012345678' });
  });

  it('stand below their label', () => {
    expect(
      read(`${grid}ACCOUNT NUMBER      PLEASE PAY BY\n01234-56789         Mar 5, 2025`).fields.accountNumber?.value,
    ).toBe('0123456789');
  });

  it('are repaired where digits are asked for', () => {
    expect(read(`${nyseg}Account Number: 1OO1-23S5-67B`).fields.accountNumber?.value).toBe('10012355678');
  });

  it('are found by their own form when the label is lost', () => {
    expect(read(`${nyseg}xxxx yyyy: 1001-2345-678`).fields.accountNumber?.value).toBe('10012345678');
  });

  it('grow certain where the stub and the scan line say the same', () => {
    const head = `${nyseg}Account Number: 1001-2345-678`;
    const alone = ocr(head).fields.accountNumber?.confidence ?? 0;
    const stub =
      ocr(`${head}\n\n\n\nAccount Number\n10012345678\n\n\n1010012345678000001536180000153618`).fields.accountNumber
        ?.confidence ?? 0;
    expect(stub).toBeGreaterThan(alone);
    expect(stub).toBeGreaterThanOrEqual(0.9);
  });

  it("are never the supplier's", () => {
    const text = `${grid}SUPPLIER BRIGHTWATER ENERGY LLC\nACCOUNT NO 98765-43210`;
    expect(read(text).fields.accountNumber).toBeNull();
    expect(
      read(`${grid}ACCOUNT NUMBER\n01234-56789\n\n\n\nSUPPLIER BRIGHTWATER ENERGY LLC\nACCOUNT NO 98765-43210`),
    ).toMatchObject({
      fields: { accountNumber: { value: '0123456789' } },
      notices: [],
    });
  });

  it.each(['Acct #10012345678', 'Account: 1001-2345-678', 'Account No. 1001 2345 678', 'Account ID 10012345678'])(
    'stand behind other labels, too: %s',
    (line) => {
      expect(read(`${nyseg}${line}`).fields.accountNumber?.value).toBe('10012345678');
    },
  );

  it.each([
    'Balance transferred from account number 1000-7734-120',
    'CDG Host Account Number: 1000-7734-120',
    'Your previous account number was 1000-7734-120',
    'Credits of host 1000-7734-120',
  ])('are none that the bill only mentions: %s', (line) => {
    expect(read(`${nyseg}Account Number: 1001-2345-678\n\n\n${line}`)).toMatchObject({
      fields: { accountNumber: { value: '10012345678', alternatives: [] } },
      notices: [],
    });
  });

  it('are read beside a column that begins with such a word', () => {
    const text = `${nyseg}Previous balance   $81.10        Account Number: 1001-2345-678`;
    expect(read(text).fields.accountNumber?.value).toBe('10012345678');
  });

  it("are the customer's when only the customer sounds like a supplier", () => {
    expect(read(`${nyseg}SAMPLE ENERGY LLC\nAccount Number: 1001-2345-678`).fields.accountNumber?.value).toBe(
      '10012345678',
    );
    expect(read(`${nyseg}FRESCO FOODS\nAccount Number: 1001-2345-678`).fields.accountNumber?.value).toBe('10012345678');
  });

  it('are no meter number, phone number or zip code', () => {
    expect(read(`${grid}METER NUMBER 12345678\n1-800-642-4272\nALBANY NY 12203-4567`).fields.accountNumber).toBeNull();
  });

  it("are not certain when they don't start as the utility's do", () => {
    expect(read(`${nyseg}Account Number: 5602-8331-361`).fields.accountNumber?.confidence ?? 0).toBeLessThan(0.9);
  });

  it('of another form than the utility is known to use are read from a text layer only, and doubted', () => {
    const line = `${grid}ACCOUNT NUMBER 8123456789012`;
    expect(read(line).fields.accountNumber?.value).toBe('8123456789012');
    expect(read(line).fields.accountNumber?.confidence).toBeLessThan(0.9);
    expect(ocr(line).fields.accountNumber).toBeNull();
  });

  it('of two customers in one file are told, and none is certain', () => {
    const { fields, notices } = read(`${nyseg}Account Number: 1001-2345-678`, `${nyseg}Account Number: 1004-8765-912`);
    expect(notices).toEqual([{ code: 'several-bills', accountNumbers: ['10012345678', '10048765912'] }]);
    expect(fields.accountNumber?.confidence).toBeLessThan(0.9);
    expect(fields.accountNumber?.alternatives).toHaveLength(1);
  });

  it('of two sheets in one picture are told and not guessed, unless one is seen more often', () => {
    const [one, other] = ['Account Number: 1001-2345-678', 'Account Number: 1004-8765-912'];
    const { fields, notices } = ocr(`${nyseg}${one}\n\n\n\n${other}`);
    expect(notices).toEqual([{ code: 'several-bills', accountNumbers: ['10012345678', '10048765912'] }]);
    expect(fields.accountNumber).toBeNull();
    const stub = ocr(
      `${nyseg}${one}\n\n\n\n${other}\n\n\n\n\n10012345678\n\n\n100123456780000122340099887766000012234`,
    );
    expect(stub.fields.accountNumber?.value).toBe('10012345678');
  });

  it("are no supplier's, by the words above and, read by OCR, by the form", () => {
    const supplier = 'Account Number: 55566677881';
    expect(
      read(`${nyseg}CONSTELLATION NEWENERGY - Electricity Supply Charges\n${supplier}`).fields.accountNumber,
    ).toBeNull();
    expect(ocr(`${nyseg}${supplier}`).fields.accountNumber).toBeNull();
    expect(ocr(`${nyseg}Account Number: 10066677881`).fields.accountNumber?.value).toBe('10066677881');
  });

  it('read differently in one digit are one account', () => {
    const { notices } = ocr(`${nyseg}Account Number: 1001-2345-678`, `${nyseg}Account Number: 1001-2845-678`);
    expect(notices).toEqual([]);
  });
});
