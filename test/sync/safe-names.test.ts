import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName, folderName, numbered } from '../../main/sync/destinations/safe-names.ts';

const at = Date.parse('2026-03-11T02:00:00Z');
const nameOf = (accountName: string, utility = 'NYSEG') =>
  folderName({ submittedAt: at, accountName, utility }, 'America/New_York');

test('the folder is named by the office’s day, the account and the utility', () => {
  expect(nameOf('Example Dairy')).toBe('2026-03-10_Example Dairy_NYSEG');
  expect(nameOf('José & Söhne, Inc.', 'Orange & Rockland')).toBe('2026-03-10_José & Söhne, Inc_Orange & Rockland');
});

test('what Windows forbids in names is replaced', () => {
  expect(nameOf('A/B\\C:D*E?F"G<H>I|J')).toBe('2026-03-10_A-B-C-D-E-F-G-H-I-J_NYSEG');
  expect(nameOf('..\\..\\etc')).toBe('2026-03-10_etc_NYSEG');
  expect(nameOf('')).toBe('2026-03-10_Account_NYSEG');
  expect(nameOf('...')).toBe('2026-03-10_Account_NYSEG');
});

test('a file keeps its name, made safe, with an ending that fits its content', () => {
  expect(fileName('Bill March.PDF', 'pdf')).toBe('Bill March.PDF');
  expect(fileName('C:\\Users\\ann\\bill.pdf', 'pdf')).toBe('bill.pdf');
  expect(fileName('../../etc/passwd', 'pdf')).toBe('passwd.pdf');
  expect(fileName('scan.pdf', 'jpeg')).toBe('scan.jpg');
  expect(fileName('photo', 'heic')).toBe('photo.heic');
  expect(fileName('.pdf', 'pdf')).toBe('bill.pdf');
  expect(fileName('CON.pdf', 'pdf')).toBe('_CON.pdf');
  expect(fileName('con.electric bill.pdf', 'pdf')).toBe('_con.electric bill.pdf');
  expect(fileName('COM¹ .pdf', 'pdf')).toBe('_COM¹.pdf');
});

test('numbers go before the ending of a file', () => {
  expect(numbered('bill.pdf', 1, { ending: '.pdf' })).toBe('bill.pdf');
  expect(numbered('bill.pdf', 2, { ending: '.pdf' })).toBe('bill (2).pdf');
  expect(numbered('2026_A_B', 3)).toBe('2026_A_B (3)');
});

test('no text makes a name that Windows, macOS or Linux refuses', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 300, size: 'max' });
  const awkward = fc.string({
    unit: fc.constantFrom('.', ' ', '/', '\\', '-', '_', ':', 'con', 'é', '👩‍🌾', '\u202e'),
    maxLength: 80,
  });
  fc.assert(
    fc.property(fc.oneof(anyText, awkward), (text) => {
      for (const name of [nameOf(text, text), fileName(text, 'pdf')]) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]|^[. ]|[. ]$/);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect([...name].length).toBeLessThanOrEqual(120);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        expect(name.isWellFormed()).toBe(true);
      }
    }),
  );
});
