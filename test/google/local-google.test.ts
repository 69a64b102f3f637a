import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalGoogle, startLocalGoogle } from '../support/google/local-google.ts';
import { CLERK, OFFICE_CLIENT, placeFile, placeSpreadsheet, registerOfficeClient } from '../support/google/office.ts';
import { actAsStaff, rowsOfTab } from '../support/google/staff.ts';

const DRIVE = 'https://www.googleapis.com/auth/drive';
const FILE = 'https://www.googleapis.com/auth/drive.file';
const SHEETS = 'https://www.googleapis.com/auth/spreadsheets';

let google: LocalGoogle;
let clock = 0;

beforeEach(async () => {
  clock = 1_800_000_000_000;
  google = await startLocalGoogle({ now: () => clock });
  registerOfficeClient(google);
});
afterEach(() => google.close());

function accessTo(scopes: readonly string[], account = CLERK): string {
  const token = `test ${scopes.join(' ')} ${account}`;
  const { clientId } = OFFICE_CLIENT;
  google.state.accessTokens.set(token, {
    account,
    clientId,
    scopes: [...scopes],
    expiresAt: clock + 3_600_000,
    grant: null,
  });
  return token;
}

function call(
  verb: string,
  path: string,
  {
    body,
    headers = {},
    token = accessTo([DRIVE, SHEETS]),
  }: {
    body?: object;
    headers?: Record<string, string>;
    token?: string;
  } = {},
): Promise<Response> {
  const payload = body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
  return fetch(google.url + path, {
    method: verb,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(payload === undefined ? {} : { body: payload }),
    redirect: 'manual',
  });
}

async function reserveId(): Promise<string> {
  const { ids } = await (await call('GET', '/drive/v3/files/generateIds?count=1')).json();
  return ids[0];
}

describe('Drive', () => {
  it('creates a file once under a reserved id and answers 409 to every repeat', async () => {
    const id = await reserveId();
    const create = () => call('POST', '/drive/v3/files', { body: { id, name: 'A', mimeType: 'text/plain' } });
    expect((await create()).status).toBe(200);
    const repeat = await create();
    expect(repeat.status).toBe(409);
    expect((await repeat.json()).error.errors[0].reason).toBe('fileIdInUse');
  });

  it('refuses an id that it never gave out', async () => {
    const reply = await call('POST', '/drive/v3/files', { body: { id: 'made-up', name: 'A' } });
    expect(reply.status).toBe(400);
  });

  it('shows a new file by id at once and in a listing only later', async () => {
    google.listingDelayMs = 5_000;
    const { id } = await (await call('POST', '/drive/v3/files', { body: { name: "O'Hara" } })).json();
    const query = encodeURIComponent("name = 'O\\'Hara' and trashed = false");
    const list = async () => (await (await call('GET', `/drive/v3/files?q=${query}`)).json()).files;
    expect((await call('GET', `/drive/v3/files/${id}`)).status).toBe(200);
    expect(await list()).toEqual([]);
    clock += 5_000;
    expect(await list()).toHaveLength(1);
  });

  it('lets drive.file see only what the app made, and shared drives only callers that support them', async () => {
    const byHand = placeFile(google);
    const shared = placeFile(google, { driveId: '0Ashared' });
    const narrow = accessTo([FILE]);
    expect((await call('GET', `/drive/v3/files/${byHand.id}`, { token: narrow })).status).toBe(404);
    expect((await call('GET', `/drive/v3/files/${byHand.id}`)).status).toBe(200);
    expect((await call('GET', `/drive/v3/files/${shared.id}`)).status).toBe(404);
    expect((await call('GET', `/drive/v3/files/${shared.id}?supportsAllDrives=true`)).status).toBe(200);
  });

  it('keeps what arrived of a broken upload and goes on from there', async () => {
    const bytes = new Uint8Array(600 * 1024).map((_, index) => index % 251);
    const start = await call('POST', '/upload/drive/v3/files?uploadType=resumable&fields=id,md5Checksum', {
      body: { name: 'bill.pdf' },
      headers: { 'x-upload-content-length': String(bytes.length) },
    });
    const session = (start.headers.get('location') ?? '').replace(google.url, '');
    const put = (from: number) =>
      call('PUT', session, {
        body: bytes.subarray(from),
        headers: { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` },
      });
    google.faults.once('drive.upload.put', { kind: 'reset', when: 'mid-request' });
    await expect(put(0)).rejects.toThrow();
    const status = await call('PUT', session, { headers: { 'content-range': `bytes */${bytes.length}` } });
    expect(status.status).toBe(308);
    const kept = Number(/bytes=0-(\d+)/.exec(status.headers.get('range') ?? '')?.[1]) + 1;
    expect(kept % (256 * 1024)).toBe(0);
    const finished = await put(kept);
    expect(finished.status).toBe(200);
    expect((await finished.json()).md5Checksum).toBe(createHash('md5').update(bytes).digest('hex'));
  });
});

describe('Sheets', () => {
  const append = (id: string, range: string, values: unknown) =>
    call(
      'POST',
      `/v4/spreadsheets/${id}/values/${encodeURIComponent(range)}:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS`,
      {
        body: { values },
      },
    );

  // The example of Google's own guide: https://developers.google.com/workspace/sheets/api/guides/values#append_values
  it.each([
    ['Sheet1', 'B7'],
    ['Sheet1!B4', 'B7'],
    ['Sheet1!C5:D5', 'B7'],
    ['Sheet1!B2:D4', 'B7'],
    ['Sheet1!A3:G10', 'B7'],
    ['Sheet1!A1', 'A3'],
    ['Sheet1!E4', 'E4'],
  ])('appends to the table found in %s at %s', async (range, cell) => {
    const sheet = placeSpreadsheet(google, {
      Sheet1: [['x', 'y', 'z'], ['x', 'y', 'z'], [], ['', 'x', 'y', 'z'], ['', 'x', 'y', 'z'], ['', 'x', 'y', 'z']],
    });
    const reply = await (await append(sheet.id, range, [['new']])).json();
    expect(reply.updates.updatedRange).toBe(`Sheet1!${cell}:${cell}`);
  });

  it('pushes what lies below a table down instead of overwriting it', async () => {
    const sheet = placeSpreadsheet(google, { Sheet1: [['id'], ['1'], [], ['a note']] });
    await append(sheet.id, 'Sheet1!A1', [['2'], ['3']]);
    expect(rowsOfTab(google.state, sheet.id)).toEqual([['id'], ['1'], ['2'], ['3'], [], ['a note']]);
  });

  it('answers 429 to the 61st write of a user in a minute and goes on in the next', async () => {
    const sheet = placeSpreadsheet(google, { Sheet1: [['id']] });
    const statuses: number[] = [];
    for (let index = 0; index < 61; index += 1) statuses.push((await append(sheet.id, 'A1', [['x']])).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.at(-1)).toBe(429);
    clock += 60_000;
    expect((await append(sheet.id, 'A1', [['x']])).status).toBe(200);
  });

  it('no longer knows a tab by its old name', async () => {
    const sheet = placeSpreadsheet(google, { Sheet1: [['id']] });
    actAsStaff(google.state, 'rename-tab', () => 0.5);
    const reply = await append(sheet.id, 'Sheet1!A1', [['x']]);
    expect(reply.status).toBe(400);
    expect((await reply.json()).error.message).toContain('Unable to parse range');
  });
});

describe('faults', () => {
  it('has its effect before an answer that never comes', async () => {
    const sheet = placeSpreadsheet(google, { Sheet1: [['id']] });
    const write = (signal?: AbortSignal) =>
      fetch(`${google.url}/v4/spreadsheets/${sheet.id}/values/A1:append?valueInputOption=RAW`, {
        method: 'POST',
        headers: { authorization: `Bearer ${accessTo([SHEETS])}` },
        body: JSON.stringify({ values: [['x']] }),
        ...(signal ? { signal } : {}),
      });
    google.faults.once('sheets.values.append', { kind: 'silence', when: 'before' });
    await expect(write(AbortSignal.timeout(200))).rejects.toThrow();
    expect(rowsOfTab(google.state, sheet.id)).toEqual([['id']]);
    google.faults.once('sheets.values.append', { kind: 'silence', when: 'after' });
    await expect(write(AbortSignal.timeout(200))).rejects.toThrow();
    expect(rowsOfTab(google.state, sheet.id)).toEqual([['id'], ['x']]);
    google.faults.once('sheets.values.append', { kind: 'reset', when: 'mid-response' });
    await expect(write().then((reply) => reply.json())).rejects.toThrow();
    expect(rowsOfTab(google.state, sheet.id)).toEqual([['id'], ['x'], ['x']]);
  });

  it('draws the same faults from the same seed', () => {
    const draw = () => {
      google.faults.clear();
      google.faults.schedule({ seed: 7, rate: 0.3 });
      return Array.from({ length: 50 }, () => google.faults.draw('drive.files.get')?.kind ?? 'none');
    };
    const first = draw();
    expect(draw()).toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(3);
  });
});
