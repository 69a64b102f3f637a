import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { ReaderParts } from '../../main/documents/document-reader.ts';
import { memoryBudget } from '../../main/documents/memory-watchdog.ts';
import { createOcrPool } from '../../main/documents/ocr-pool.ts';
import type { OcrJob } from '../../main/documents/ocr-protocol.ts';
import { systemTimers } from '../../main/documents/timers.ts';
import type { DocumentFields } from '../../main/extraction/field.ts';
import type { PageReading } from '../../main/extraction/page-reading.ts';
import { databaseFileName } from '../../main/storage/open-database.ts';
import { handTimers } from '../support/hand-timers.ts';
import { fixture, realPool } from '../support/ocr-host.ts';
import { noFields } from '../support/page-readings.ts';
import { isSettled, openReadingOffice, progressWhere } from '../support/reading-office.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { type Script, scriptedProcesses } from '../support/scripted-ocr-process.ts';
import { textPdf } from '../support/small-documents.ts';
import { tempFolder } from '../support/temp-folder.ts';

const MB = 1_000_000;

type OfficeParts = Partial<Pick<ReaderParts, 'timers' | 'extractFields'>> & { readonly dataFolder?: string };

/** An office whose processes follow a script: three pages a document. */
async function scriptedOffice(script: Script, { timers = systemTimers, dataFolder, ...parts }: OfficeParts = {}) {
  const processes = scriptedProcesses(script);
  const log = createRecordingLog();
  const pool = createOcrPool({
    startProcess: processes.start,
    modelPath: '/model.gz',
    budget: memoryBudget({ budgetBytes: 512 * MB, recognisers: 1, cores: 1 }),
    limits: { startMs: 10_000, silenceMs: 20_000, jobMs: 60_000 },
    probeMemory: async () => new Map(),
    mainBytes: () => 90 * MB,
    mainPid: 1,
    collectGarbage: () => {},
    now: Date.now,
    timers,
    log,
  });
  const office = await openReadingOffice(pool, { log, timers, ...parts }, dataFolder);
  const taken = await office.takeIn.takeInFile(fixture('trivial.pdf'));
  if (!taken.ok) throw new Error(taken.error.message);
  const { documentId } = taken.value;
  const pagesAsked = () =>
    processes.started.flatMap(({ jobs }) => jobs.flatMap((job) => (job.type === 'read-page' ? [job] : [])));
  return { ...office, documentId, pool, log, processes: processes.started, pagesAsked };
}

/** Makes SQLite refuse what is written about pages, as it does on a full disk; returns how to allow it again. */
/** The database refuses to change pages, or only to keep what was read of them. */
function refusePages(dataFolder: string, what: 'any change' | 'read' = 'any change'): () => void {
  const when = what === 'read' ? `WHEN NEW.state = 'read'` : '';
  const db = new Database(path.join(dataFolder, databaseFileName));
  db.exec(`CREATE TRIGGER full BEFORE UPDATE ON pages ${when} BEGIN SELECT raise(ABORT, 'disk full'); END`);
  return () => {
    db.exec('DROP TRIGGER full');
    db.close();
  };
}

/** The database refuses to keep fields; returns how to allow it again. */
function refuseFields(dataFolder: string): () => void {
  const db = new Database(path.join(dataFolder, databaseFileName));
  db.exec(`CREATE TRIGGER full BEFORE UPDATE OF fields ON documents BEGIN SELECT raise(ABORT, 'disk full'); END`);
  return () => {
    db.exec('DROP TRIGGER full');
    db.close();
  };
}

/** As another program would see them: what is written for good. */
function pagesOnDisk(dataFolder: string): readonly unknown[] {
  const db = new Database(path.join(dataFolder, databaseFileName), { readonly: true });
  const states = db.prepare('SELECT state FROM pages ORDER BY page_index').pluck().all();
  db.close();
  return states;
}

/** The fields tell from how many pages they come. */
const countingFields = (readings: readonly PageReading[]): DocumentFields => ({
  ...noFields,
  notices: [{ code: 'several-poids', poids: [`${readings.length} pages`] }],
});

const isPage = (job: OcrJob, pageIndex: number) => job.type === 'read-page' && job.pageIndex === pageIndex;

test('a page that kills its process twice is left out with a reason, and the rest goes on', async () => {
  const office = await scriptedOffice((job) => (isPage(job, 1) ? 'die' : 'answer'));
  const done = await progressWhere(office.reader, office.documentId, isSettled);

  expect(done.state).toEqual({ kind: 'read' });
  expect(done.pages.map(({ kind }) => kind)).toEqual(['read', 'quarantined', 'read']);
  expect(done.pages[1]).toMatchObject({ reason: expect.stringMatching(/failed twice.*other pages/) });
  expect(office.pagesAsked().filter(({ pageIndex }) => pageIndex === 1)).toHaveLength(2);
});

test('a page left out is tried again on request, with its kills forgiven', async () => {
  let deadly = true;
  const office = await scriptedOffice((job) => (isPage(job, 1) && deadly ? 'die' : 'answer'));
  await progressWhere(office.reader, office.documentId, isSettled);
  deadly = false;
  office.reader.resume(office.documentId);
  const done = await progressWhere(office.reader, office.documentId, ({ pages }) => pages[1]?.kind === 'read');
  expect(done.state).toEqual({ kind: 'read' });
  expect(office.pagesAsked().filter(({ pageIndex }) => pageIndex === 0)).toHaveLength(1);
});

test('a page whose process grew too large is read again, alone and at a lower resolution', async () => {
  const office = await scriptedOffice((job) =>
    isPage(job, 1) && job.type === 'read-page' && job.maxDpi === null ? 'hang' : 'answer',
  );
  await expect.poll(() => office.pagesAsked().some(({ pageIndex }) => pageIndex === 1)).toBe(true);
  office.processes.at(-1)?.report(450);
  const done = await progressWhere(office.reader, office.documentId, isSettled);

  expect(done.pages.map(({ kind }) => kind)).toEqual(['read', 'read', 'read']);
  expect(
    office
      .pagesAsked()
      .filter(({ pageIndex }) => pageIndex === 1)
      .map(({ maxDpi }) => maxDpi),
  ).toEqual([null, 140]);
});

test('a file that ends every process that looks into it fails in words', async () => {
  const office = await scriptedOffice((job) => (job.type === 'inspect' ? 'die' : 'answer'));
  const done = await progressWhere(office.reader, office.documentId, isSettled);
  expect(done.state).toMatchObject({ kind: 'failed', problem: { code: 'damaged-file' } });
});

test('cancelling a document that hangs frees its process for the next one', async () => {
  let hang = true;
  const office = await scriptedOffice((job) => (job.type === 'read-page' && hang ? 'hang' : 'answer'));
  await expect.poll(() => office.pagesAsked()).toHaveLength(1);
  expect(office.reader.progress(office.documentId)?.pages[0]).toEqual({ kind: 'reading' });
  hang = false;
  office.reader.cancel(office.documentId);
  expect(office.reader.progress(office.documentId)?.state).toEqual({ kind: 'cancelled' });

  const next = await office.takeIn.takeInFile(await textPdf());
  if (!next.ok) throw new Error(next.error.message);
  expect((await progressWhere(office.reader, next.value.documentId, isSettled)).state).toEqual({ kind: 'read' });
  expect(office.reader.progress(office.documentId)?.pages.map(({ kind }) => kind)).toEqual([
    'waiting',
    'waiting',
    'waiting',
  ]);
});

test('a bill that failed or was cancelled is read when it is dropped again', async () => {
  let broken = true;
  const office = await scriptedOffice((job) => (job.type === 'inspect' && broken ? 'die' : 'answer'));
  await progressWhere(office.reader, office.documentId, ({ state }) => state.kind === 'failed');
  broken = false;
  const dropAgain = () => office.takeIn.takeInFile(fixture('trivial.pdf'));
  expect(await dropAgain()).toMatchObject({ value: { documentId: office.documentId } });
  expect((await progressWhere(office.reader, office.documentId, isSettled)).state).toEqual({ kind: 'read' });

  office.storage.documents.setState(office.documentId, { kind: 'cancelled' });
  await dropAgain();
  expect((await progressWhere(office.reader, office.documentId, isSettled)).state).toEqual({ kind: 'read' });
});

test('a result that the database refuses is not lost: the page is read again a little later', async () => {
  const clock = handTimers();
  const office = await scriptedOffice((job) => (isPage(job, 1) ? 'hang' : 'answer'), { timers: clock.timers });
  await expect.poll(() => office.pagesAsked().some(({ pageIndex }) => pageIndex === 1)).toBe(true);
  const allowAgain = refusePages(office.dataFolder);
  office.processes.at(-1)?.answerNow();
  await expect.poll(() => office.log.lines.map(({ event }) => event)).toContain('documents: result not kept');
  allowAgain();
  expect(office.reader.progress(office.documentId)?.pages[1]?.kind).toBe('waiting');
  clock.turn(5_000);
  await expect.poll(() => office.pagesAsked().filter(({ pageIndex }) => pageIndex === 1)).toHaveLength(2);
  office.processes.at(-1)?.answerNow();
  await expect.poll(() => office.reader.progress(office.documentId)?.pages[1]?.kind).toBe('read');
});

test('a page is kept before its fields are looked for, however long that takes', async () => {
  const dataFolder = tempFolder();
  const onDisk: unknown[] = [];
  const extractFields = () => {
    onDisk.push(pagesOnDisk(dataFolder)[0]);
    return noFields;
  };
  const office = await scriptedOffice(() => 'answer', { dataFolder, extractFields });
  await progressWhere(office.reader, office.documentId, isSettled);
  expect(onDisk[0]).toBe('read');
});

test('fields that the database refused are there a little later, and no page is read again', async () => {
  const clock = handTimers();
  const dataFolder = tempFolder();
  const office = await scriptedOffice((job) => (isPage(job, 2) ? 'hang' : 'answer'), {
    timers: clock.timers,
    dataFolder,
  });
  await expect.poll(() => office.pagesAsked()).toHaveLength(3);
  const allowAgain = refuseFields(dataFolder);
  office.processes.at(-1)?.answerNow();
  await expect.poll(() => office.log.lines.map(({ event }) => event)).toContain('documents: document not settled');
  expect(pagesOnDisk(dataFolder)).toEqual(['read', 'read', 'read']);
  expect(office.reader.progress(office.documentId)?.state.kind).toBe('reading');
  allowAgain();
  clock.turn(5_000);
  expect(office.reader.progress(office.documentId)).toMatchObject({
    state: { kind: 'read' },
    reading: { fields: noFields.fields },
  });
  expect(office.pagesAsked()).toHaveLength(3);
});

test('a document cancelled before its last fields were kept has them when it is resumed', async () => {
  const clock = handTimers();
  const dataFolder = tempFolder();
  const hangsLast: Script = (job) => (isPage(job, 2) ? 'hang' : 'answer');
  const office = await scriptedOffice(hangsLast, { timers: clock.timers, dataFolder, extractFields: countingFields });
  await expect.poll(() => office.pagesAsked()).toHaveLength(3);
  const allowAgain = refuseFields(dataFolder);
  office.processes.at(-1)?.answerNow();
  await expect.poll(() => office.log.lines.map(({ event }) => event)).toContain('documents: document not settled');
  office.reader.cancel(office.documentId);
  allowAgain();
  clock.turn(5_000);
  office.reader.resume(office.documentId);
  expect(office.reader.progress(office.documentId)).toMatchObject({
    state: { kind: 'read' },
    reading: { notices: [{ poids: ['3 pages'] }] },
  });
});

test('an app that ended between a document’s last page and its fields has them after the next start', async () => {
  const dataFolder = tempFolder();
  const before = await scriptedOffice((job) => (isPage(job, 2) ? 'hang' : 'answer'), { dataFolder });
  await expect.poll(() => before.pagesAsked()).toHaveLength(3);
  const allowAgain = refuseFields(dataFolder);
  before.processes.at(-1)?.answerNow();
  await expect.poll(() => before.log.lines.map(({ event }) => event)).toContain('documents: document not settled');
  before.close();
  allowAgain();

  const given: number[] = [];
  const extractFields = (readings: readonly PageReading[]) => {
    given.push(readings.length);
    return noFields;
  };
  const after = await scriptedOffice(() => 'answer', { dataFolder, extractFields });
  expect(after.reader.progress(before.documentId)).toMatchObject({ state: { kind: 'read' }, reading: noFields });
  expect(given).toEqual([3]);
  expect(after.pagesAsked()).toEqual([]);
});

test('a page read while another program holds the database is kept when it lets go, and is not read again', async () => {
  const clock = handTimers();
  const office = await scriptedOffice((job) => (isPage(job, 1) ? 'hang' : 'answer'), { timers: clock.timers });
  await expect.poll(() => office.pagesAsked().some(({ pageIndex }) => pageIndex === 1)).toBe(true);
  const other = new Database(path.join(office.dataFolder, databaseFileName));
  other.exec('BEGIN IMMEDIATE');
  office.processes.at(-1)?.answerNow();
  const keptYet = () => office.log.lines.filter(({ event }) => event === 'documents: result not kept yet');
  await expect.poll(keptYet, { timeout: 10_000 }).toHaveLength(1);
  expect(office.reader.progress(office.documentId)?.pages[1]?.kind).toBe('reading');
  other.exec('ROLLBACK');
  other.close();
  clock.turn(10_000);
  await expect.poll(() => office.reader.progress(office.documentId)?.pages[1]?.kind).toBe('read');
  expect(office.pagesAsked().filter(({ pageIndex }) => pageIndex === 1)).toHaveLength(1);
});

test('who could not take the end of a document is told again, and the next document is read meanwhile', async () => {
  const clock = handTimers();
  const office = await scriptedOffice((job) => (isPage(job, 2) ? 'hang' : 'answer'), { timers: clock.timers });
  let diskIsFull = true;
  const heard: string[] = [];
  office.reader.onSettled((documentId) => {
    if (diskIsFull) throw new Error('disk full');
    heard.push(documentId);
  });
  await expect.poll(() => office.pagesAsked()).toHaveLength(3);
  const next = await office.takeIn.takeInFile(await textPdf());
  if (!next.ok) throw new Error(next.error.message);
  office.processes.at(-1)?.answerNow();

  // Its last page hangs as well.
  await expect.poll(() => office.pagesAsked()).toHaveLength(6);
  expect(office.reader.progress(office.documentId)?.state.kind).toBe('read');
  expect(heard).toEqual([]);
  diskIsFull = false;
  clock.turn(5_000);
  expect(heard).toEqual([office.documentId]);
});

test('a page that can never be kept is left out in the end, and the document is finished', async () => {
  const clock = handTimers();
  const office = await scriptedOffice((job) => (isPage(job, 1) ? 'hang' : 'answer'), { timers: clock.timers });
  const notKept = 'documents: result not kept';
  const asked = () => office.pagesAsked().filter(({ pageIndex }) => pageIndex === 1).length;
  await expect.poll(asked).toBe(1);
  const allowAgain = refusePages(office.dataFolder, 'read');
  for (let attempt = 1; attempt <= 5; attempt++) {
    await expect.poll(asked).toBe(attempt);
    office.processes.at(-1)?.answerNow();
    await expect
      .poll(() => office.log.lines.filter(({ event, facts }) => event === notKept && facts?.pageIndex === 1))
      .toHaveLength(attempt);
    clock.turn(5_000);
  }
  await expect.poll(() => office.reader.progress(office.documentId)?.pages[1]?.kind).toBe('quarantined');
  expect(office.reader.progress(office.documentId)?.pages[1]).toMatchObject({
    reason: expect.stringMatching(/could not be kept.*not affected/),
  });
  allowAgain();
});

test('a locked document that was half read asks for its password after a restart, and keeps its pages', async () => {
  const file = await textPdf({ pages: 2, password: 'sunny side' });
  const before = await openReadingOffice(realPool());
  const taken = await before.takeIn.takeInFile(file);
  if (!taken.ok) throw new Error(taken.error.message);
  const { documentId } = taken.value;
  await progressWhere(before.reader, documentId, isSettled);
  await before.reader.providePassword(documentId, 'sunny side');
  await progressWhere(before.reader, documentId, ({ pages }) => pages[0]?.kind === 'read');
  before.reader.cancel(documentId);
  const readBefore = before.reader.progress(documentId)?.pages.filter(({ kind }) => kind === 'read').length ?? 0;
  before.close();

  const after = await openReadingOffice(realPool(), {}, before.dataFolder);
  // Whether or not the second page was read in time, pictures of this file need its password again.
  after.storage.pages.quarantine(documentId, 1, 0, 'to be read again');
  after.reader.resume(documentId);
  const asked = await progressWhere(after.reader, documentId, ({ state }) => state.kind === 'failed');
  expect(asked).toMatchObject({
    state: { problem: { code: 'password-needed' } },
    pages: [{ kind: 'read' }, { kind: 'waiting' }],
  });
  expect(readBefore).toBeGreaterThan(0);
  await after.reader.providePassword(documentId, 'sunny side');
  expect((await progressWhere(after.reader, documentId, isSettled)).state).toEqual({ kind: 'read' });
});
