import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../main/diagnostics/redact.ts';

const HOME = '/home/jane.clerk';
const clean = (text: string, homeFolders: readonly string[] = [HOME]) => redact(text, { homeFolders });

describe('redact removes', () => {
  const removed: readonly (readonly [what: string, text: string, mustGo: readonly string[]])[] = [
    ['an e-mail', 'mail to john.q+bill@example.co.uk failed', ['john', 'example']],
    ['an escaped e-mail', 'GET /find?who=john%40example.com', ['john', 'example.com']],
    ['an e-mail with a quoted name', '"john doe"@example.com', ['john', 'doe']],
    ['an e-mail spelled around a filter', 'john.doe(at)example.com', ['john', 'example']],
    ['an e-mail outside ASCII', 'jürgen@müller.de wrote', ['jürgen', 'müller']],
    ['a phone', 'call (607) 555-0143 x12', ['555', '0143', '607']],
    ['a phone with dots', 'call 607.555.0143', ['0143']],
    ['a phone with a country code', 'call +1 607 555 0143', ['0143', '607']],
    ['a foreign phone', 'call +44 20 7946 0958', ['7946', '0958']],
    ['a short phone', 'call 555-0143', ['0143']],
    ['a NYSEG account', 'account 1001-2345-678 not found', ['1001', '2345', '678']],
    ['an account without dashes', 'row for 10012345678 rejected', ['10012345678']],
    ['an account in blanks', 'row for 1001 2345 678 rejected', ['2345']],
    ['an account in odd dashes', 'row for 1001\u20112345\u2013678', ['2345']],
    ['an account in no-break blanks', 'row for 1001\u00a02345\u00a0678', ['2345']],
    ['an account in full-width digits', 'row for １００１２３４５６７８', ['1001', '１００１']],
    ['an account with invisible characters', 'row for 1001\u200b2345\u200b678', ['2345']],
    ['an account as OCR misread it', 'row for 1OO1-2345-67891', ['2345', '67891']],
    ['a Con Edison account', 'row for 49-4105-0512-0001-3', ['4105', '0512']],
    ['an account glued to a word', 'acct10012345678x', ['10012345678']],
    ['a point of delivery', 'PoD N01000012345678 unknown', ['01000012345678', 'N0100']],
    ['a point of delivery in groups', 'PoD R01 0000 1234 5678', ['1234', '5678']],
    ['an address', 'at 123 Main St, Apt 4B, Ithaca, NY 14850-1234 there', ['123', 'Main', 'Ithaca', '14850', '4B']],
    ['an address in capitals', '123 N MAIN ST ITHACA NY 14850', ['MAIN', 'ITHACA', '14850']],
    ['an address in small letters', '123 main st, ithaca ny 14850', ['main', 'ithaca', '14850']],
    ['an address over two lines', '123 Main St\nIthaca, NY 14850', ['Main', 'Ithaca', '14850']],
    ['an address without a town', 'meter at 4578 State Route 13', ['4578', 'State Route']],
    ['a street with a number', '12 West 42nd Street', ['West', '42nd']],
    ['a post box', 'PO Box 5240, Binghamton, NY 13902', ['5240', 'Binghamton']],
    ['a town', 'Saratoga Springs, NY 12866', ['Saratoga', '12866']],
    ['a bearer token', 'Authorization: Bearer abc.def-ghi_jkl0123', ['abc.def']],
    ['a bearer token in a sentence', 'sent bearer abcdef123456', ['abcdef123456']],
    ['basic credentials', 'authorization=Basic am9objpzZWNyZXQ=', ['am9obj']],
    ['cookies', 'Cookie: a=1; greenwatt-4000=Zm9vYmFy', ['Zm9vYmFy', 'a=1']],
    ['a one-time link', 'open http://127.0.0.1:4000/?token=Zm9vYmFyMTIz', ['Zm9vYmFyMTIz']],
    ['an authorisation code', 'GET /?state=xyz123&code=4/0AbCdEfGh HTTP', ['xyz123', '0AbCdEfGh']],
    ['a refresh token', 'got 1//0gAbCdEfGhIjKl', ['0gAbCdEfGhIjKl']],
    ['an access token', 'got ya29.a0AfH6SMBx_y-z', ['a0AfH6SMB']],
    ['a signed token', 'got eyJhbGciOiJSUzI1.eyJpc3MiOiJh.c2ln', ['eyJ']],
    [
      'a private key',
      '{"private_key":"-----BEGIN PRIVATE KEY-----\\nMIIEvQ\\n-----END PRIVATE KEY-----\\n"}',
      ['MIIEvQ'],
    ],
    ['a cut private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADAN', ['MIIEvQ']],
    ['a password', 'unlock password=hunter2 attempt=2', ['hunter2']],
    ['a password with blanks', 'unlock password="correct horse" attempt=2', ['correct', 'horse']],
    ['a password without quotes', 'password: correct horse battery', ['correct', 'horse', 'battery']],
    ['a password in JSON', '{"documentId":"d","password":"hunter2"}', ['hunter2']],
    ['a password in JSON in a string', '"{\\"password\\":\\"hunter2\\"}"', ['hunter2']],
    ['credentials in an address', 'proxy http://jane:s3cret@proxy.local:8080', ['jane', 's3cret']],
    ['a random key', 'key Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4f', ['Ab3dEf6h']],
    ['a hex key', 'id 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c', ['9f86d081']],
    ['a named customer', 'stored customerName="John Q. Smith" pages=3', ['John', 'Smith']],
    ['a named customer without quotes', 'stored accountName=John Smith pages=3', ['John', 'Smith']],
    ['a named customer in JSON', '{"contactName":"John Smith","pages":3}', ['John', 'Smith']],
    ['a file name', "ENOENT: no such file, open '/srv/in/John Smith bill.pdf'", ['John', 'Smith']],
    ['a delivery folder', 'EEXIST: mkdir "/srv/out/2026-11-22_John Smith_NYSEG"', ['John', 'Smith']],
    ['the home folder', `open ${HOME}/Documents/x.db`, ['jane']],
    ["another user's home", 'open /Users/jim.boss/Library/x.db', ['jim']],
    ["a Windows user's home", 'open C:\\Users\\Jim Boss\\AppData\\x.db', ['Jim', 'Boss']],
    ["a Windows user's home in JSON", '"C:\\\\Users\\\\Jim Boss\\\\AppData\\\\x.db"', ['Jim', 'Boss']],
  ];
  it.each(removed)('%s', (_what, text, mustGo) => {
    const answer = clean(text);
    for (const part of mustGo) expect(answer).not.toContain(part);
  });

  it('the home folder however it is written', () => {
    const home = 'D:\\People\\Zoë Clerk';
    expect(clean('a D:\\People\\Zoë Clerk\\x b', [home])).toBe('a ~\\x b');
    expect(clean('a D:/people/Zoë Clerk/x b', [home])).toBe('a ~/x b');
    expect(clean('a D:\\\\People\\\\Zoë Clerk\\\\x b', [home])).toBe('a ~\\\\x b');
    expect(clean('at file:///D:/People/Zo%C3%AB%20Clerk/x.js:1:2', [home])).toBe('at file:///~/x.js:1:2');
  });

  it('every account number, wherever it stands in a line', () => {
    const words = fc.string({ unit: fc.constantFrom(...'abc xyz,.:;=/"\'()[]{}_-\n\t'), maxLength: 20 });
    const account = fc.stringMatching(/^[12]00\d-\d{4}-\d{3}$/);
    fc.assert(
      fc.property(words, account, words, (before, number, after) => {
        const answer = clean(`${before} ${number} ${after}`);
        expect(answer).not.toContain(number);
        expect(answer).not.toContain(number.slice(5, 9));
      }),
    );
  });
});

describe('redact keeps', () => {
  const kept: readonly string[] = [
    'pool: page read pages=12 pid=48213 attempt=2 elapsedMs=1234567 dpi=300',
    'memory: over budget totalBytes=536870912 budgetBytes=536870912 pid=4194304',
    'outbox: retry entry=3f2b8c1e-9a4d-4c6b-8e1f-0123456789ab state=waiting retryAt=1763775480123',
    '2026-11-22T01:38:00.123Z info start',
    '2026-11-22 01:38:00 backup made of 2026-11-21',
    'read 10485760 bytes in 1500 ms',
    'documents: stored sha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'Chrome/142.0.7444.52 Electron/45.4.1 better-sqlite3@13.2.0 v24.21.0',
    'field: read confidence=0.9134567891234 code=not-a-bill',
    'serving on http://127.0.0.1:52731/',
    'Error: x\n    at experimental_ServerPeerWithoutCodec (node_modules/@orpc/server/dist/index.mjs:1204:33)',
    'SqliteError: UNIQUE constraint failed: outbox.idempotency_key',
    'sent 3 files to Google Drive, 20 rows to Sheets',
    'failed with 0x80070005',
    'worker exited code=137 signal=SIGKILL',
  ];
  it.each(kept)('%s', (line) => {
    expect(clean(line)).toBe(line);
  });

  it('the facts beside what it removes', () => {
    expect(clean('sync: rejected accountName="John Smith" attempt=3 code=too-large')).toBe(
      'sync: rejected accountName=[private] attempt=3 code=too-large',
    );
  });
});

describe('redact ends', () => {
  it.each([
    'a@'.repeat(50_000),
    '1 '.repeat(50_000),
    '123 Main '.repeat(9_000),
    '-'.repeat(100_000),
    '"'.repeat(80_000),
  ])('on a line made to be slow (%#)', (line) => {
    expect(clean(line).length).toBeLessThanOrEqual(70_000);
  });

  it('changes nothing when it runs twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const once = clean(text);
        expect(clean(once)).toBe(once);
      }),
    );
  });
});
