import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { diskProblem } from '../../main/documents/disk-problem.ts';
import type { DocumentProblemCode } from '../../main/documents/document.ts';
import { createDocumentStore } from '../../main/documents/document-store.ts';
import { createTakeIn } from '../../main/documents/take-in.ts';
import type { Result } from '../../main/result.ts';
import { openStorage } from '../../main/storage/storage.ts';
import { fixture, root } from '../support/ocr-host.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function openTakeIn({ dataFolder = tempFolder(), maxBytes = 100_000_000 } = {}) {
  const opened = openStorage({ dataFolder });
  if (!opened.ok) throw new Error(opened.error.message);
  const storage = opened.value;
  const store = createDocumentStore({ dataFolder, limits: { maxBytes, maxPages: 1000 } });
  await store.open();
  let ids = 0;
  const told: string[] = [];
  const takeIn = createTakeIn({
    store,
    documents: storage.documents,
    onTakenIn: (documentId) => told.push(documentId),
    now: () => 1_000 + ids,
    newId: () => `id-${++ids}`,
  });
  onTestFinished(async () => {
    await store.close();
    storage.close();
  });
  return { dataFolder, storage, store, takeIn, told, close: storage.close };
}

function value<T>(result: Result<T, { message: string }>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function codeOf(result: Result<unknown, { code: DocumentProblemCode }>): DocumentProblemCode | 'none' {
  return result.ok ? 'none' : result.error.code;
}

/** Everything kept, relative to the documents folder; the folder for unfinished files must be empty. */
function kept(dataFolder: string): readonly string[] {
  return readdirSync(path.join(dataFolder, 'documents'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

const pdf = readFileSync(fixture('trivial.pdf'));
const sha256 = createHash('sha256').update(pdf).digest('hex');

test('a file that arrives in pieces is kept under the hash of its bytes', async () => {
  const { takeIn, store, storage, dataFolder, told } = await openTakeIn();
  const { takeInId } = value(await takeIn.begin({ fileName: 'C:\\bills\\June bill.pdf', sizeBytes: pdf.length }));
  for (let offset = 0; offset < pdf.length; offset += 100) {
    expect(value(await takeIn.append(takeInId, offset, pdf.subarray(offset, offset + 100)))).toBe(
      Math.min(offset + 100, pdf.length),
    );
  }
  const taken = value(await takeIn.finish(takeInId));

  expect(taken.fileName).toBe(path.basename('C:\\bills\\June bill.pdf'));
  expect(readFileSync(store.pathOf(sha256, 'pdf'))).toEqual(pdf);
  expect(kept(dataFolder)).toEqual([`${sha256}.pdf`]);
  expect(storage.documents.get(taken.documentId)).toMatchObject({ sha256, kind: 'pdf', sizeBytes: pdf.length });
  expect(told).toEqual([taken.documentId]);
});

test('the same bytes under another name are one document, told under either name', async () => {
  const { takeIn, dataFolder } = await openTakeIn();
  const other = path.join(tempFolder(), 'again.jpg');
  writeFileSync(other, pdf);
  const first = value(await takeIn.takeInFile(fixture('trivial.pdf')));
  const second = value(await takeIn.takeInFile(other));

  expect(second).toEqual({ documentId: first.documentId, fileName: 'again.jpg' });
  expect(kept(dataFolder)).toHaveLength(1);
});

test('pieces sent at the same time, and one sent twice, give the same file', async () => {
  const { takeIn, store } = await openTakeIn();
  const { takeInId } = value(await takeIn.begin({ fileName: 'a.pdf', sizeBytes: pdf.length }));
  const [head, tail] = [pdf.subarray(0, 200), pdf.subarray(200)];
  await Promise.all([takeIn.append(takeInId, 0, head), takeIn.append(takeInId, 200, tail)]);
  expect(value(await takeIn.append(takeInId, 200, tail))).toBe(pdf.length);
  value(await takeIn.finish(takeInId));

  expect(readFileSync(store.pathOf(sha256, 'pdf'))).toEqual(pdf);
});

test.each([
  ['an empty file', new Uint8Array(0), 'empty-file'],
  ['a text file called .pdf', Buffer.from('Dear customer, here is your bill'), 'not-a-document'],
  ['a program', Buffer.from('MZ\x90\x00 This program cannot be run in DOS mode'), 'not-a-document'],
] as const)('%s is refused and leaves nothing behind', async (_, bytes, code) => {
  const { takeIn, dataFolder, storage } = await openTakeIn();
  const file = path.join(tempFolder(), 'bill.pdf');
  writeFileSync(file, bytes);

  expect(codeOf(await takeIn.takeInFile(file))).toBe(code);
  expect(kept(dataFolder)).toEqual([]);
  expect(storage.documents.list(10)).toEqual([]);
});

test('a file over the limit is refused before a byte of it is sent', async () => {
  const { takeIn } = await openTakeIn({ maxBytes: 1000 });
  const refused = await takeIn.begin({ fileName: 'a.pdf', sizeBytes: 1001 });
  expect(codeOf(refused)).toBe('file-too-large');
});

test('a file that is not there, and a folder, are refused in words', async () => {
  const { takeIn } = await openTakeIn();
  expect(codeOf(await takeIn.takeInFile(path.join(tempFolder(), 'gone.pdf')))).toBe('file-unreadable');
  expect(codeOf(await takeIn.takeInFile(tempFolder()))).not.toBe('none');
});

test('a file with a piece missing is refused and leaves nothing behind', async () => {
  const { takeIn, dataFolder } = await openTakeIn();
  const short = value(await takeIn.begin({ fileName: 'a.pdf', sizeBytes: pdf.length }));
  value(await takeIn.append(short.takeInId, 0, pdf.subarray(0, 100)));
  expect(codeOf(await takeIn.finish(short.takeInId))).toBe('upload-incomplete');

  const gap = value(await takeIn.begin({ fileName: 'a.pdf', sizeBytes: pdf.length }));
  value(await takeIn.append(gap.takeInId, 0, pdf.subarray(0, 100)));
  expect(codeOf(await takeIn.append(gap.takeInId, 200, pdf.subarray(200)))).toBe('upload-incomplete');
  expect(codeOf(await takeIn.finish(gap.takeInId))).toBe('upload-incomplete');
  expect(kept(dataFolder)).toEqual([]);
});

test('what an upload left behind when the app was killed is swept at the next start', async () => {
  const first = await openTakeIn();
  const taken = value(await first.takeIn.takeInFile(fixture('trivial.pdf')));
  first.close();
  writeFileSync(path.join(first.store.scratchFolder, 'id-9.part'), pdf.subarray(0, 100));

  const second = await openTakeIn({ dataFolder: first.dataFolder });
  expect(kept(first.dataFolder)).toEqual([`${sha256}.pdf`]);
  expect(second.storage.documents.get(taken.documentId)).not.toBeNull();
});

test('a stored file that a crash cut short is replaced by the whole one', async () => {
  const { takeIn, store } = await openTakeIn();
  value(await takeIn.takeInFile(fixture('trivial.pdf')));
  writeFileSync(store.pathOf(sha256, 'pdf'), pdf.subarray(0, 10));
  value(await takeIn.takeInFile(fixture('trivial.pdf')));
  expect(readFileSync(store.pathOf(sha256, 'pdf'))).toEqual(pdf);
});

test('a stored file whose bytes were changed since is replaced by the same file dropped anew', async () => {
  const { takeIn, store } = await openTakeIn();
  value(await takeIn.takeInFile(fixture('trivial.pdf')));
  writeFileSync(store.pathOf(sha256, 'pdf'), Buffer.alloc(pdf.length, 'x'));
  value(await takeIn.takeInFile(fixture('trivial.pdf')));
  expect(readFileSync(store.pathOf(sha256, 'pdf'))).toEqual(pdf);
});

test.skipIf(process.platform === 'win32')('a disk that takes only a part of a file keeps none of it', async () => {
  const dataFolder = tempFolder();
  const file = path.join(tempFolder(), 'bill.pdf');
  writeFileSync(file, Buffer.concat([pdf, Buffer.alloc(1_900_000)]));
  // No file may grow beyond 1,700 KiB: the write that gets there is cut short, as on a disk that fills up.
  const alone = [process.execPath, path.join(root, 'test/support/take-in-alone.ts'), dataFolder, file];
  const { stdout } = await promisify(execFile)('bash', ['-c', 'ulimit -f 1700; exec "$@"', '-', ...alone]);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'disk-full' } });
  expect(kept(dataFolder)).toEqual([]);
});

test('more uploads than are held at once push out the one that waited longest', async () => {
  const { takeIn, store, dataFolder } = await openTakeIn();
  const begun = [];
  for (let count = 0; count < 33; count++) {
    begun.push(value(await takeIn.begin({ fileName: 'a.pdf', sizeBytes: pdf.length })).takeInId);
  }
  expect(codeOf(await takeIn.append(begun[0] ?? '', 0, pdf))).toBe('upload-incomplete');
  expect(codeOf(await takeIn.append(begun[32] ?? '', 0, pdf))).toBe('none');
  await store.close();
  expect(kept(dataFolder)).toEqual([]);
});

test('a disk that refuses to write is told as full', () => {
  // Linux keeps a device that is always full; elsewhere there is no honest way to fill a disk in a test.
  const full = existsSync('/dev/full')
    ? failureOf(() => writeFileSync('/dev/full', 'x'))
    : Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' });
  expect(diskProblem(full)).toBe('disk-full');
  expect(diskProblem(failureOf(() => readFileSync(path.join(tempFolder(), 'gone'))))).toBe('file-unreadable');
  expect(diskProblem(new TypeError('a mistake of ours'))).toBeNull();
});

function failureOf(work: () => void): unknown {
  try {
    work();
    return null;
  } catch (cause) {
    return cause;
  }
}
