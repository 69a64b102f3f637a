import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { arch, availableParallelism, platform, release, totalmem } from 'node:os';
import path from 'node:path';
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { Host } from '../host.ts';
import type { Result } from '../result.ts';
import type { Settings } from '../settings.ts';
import type { Storage } from '../storage/storage.ts';
import type { StorageProblem } from '../storage/storage-problem.ts';

export type LogsExportParts = {
  readonly host: Pick<Host, 'version' | 'kind' | 'paths' | 'now'>;
  /** What keeps the database closed is told in its place. */
  readonly database: Result<{ readonly storage: Storage; readonly settings: Settings }, StorageProblem>;
};

export type LogsExport = { readonly fileName: string; readonly zip: Uint8Array<ArrayBuffer> };

/**
 * What support needs to see what happened on this computer, as one zip: the logs of every host, versions, settings, how
 * many submissions and deliveries are in which state, a week of memory, and whether the database is whole. No customer's
 * value, name of a file, folder, account or secret: the logs were redacted as they were written, the rest is figures.
 * Logs are read and packed a piece at a time. Throws when the disk refuses.
 */
export async function exportLogs({ host, database }: LogsExportParts): Promise<LogsExport> {
  const at = new Date(host.now());
  const pieces: Uint8Array[] = [];
  const packed = Promise.withResolvers<void>();
  const zip = new Zip((error, piece, final) => {
    if (error) packed.reject(error);
    pieces.push(piece);
    if (final) packed.resolve();
  });
  const addText = (name: string, text: string) => {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(strToU8(text), true);
  };

  addText('about.json', asJson({ ...describeComputer(host), exportedAt: at.toISOString() }));
  if (database.ok) {
    const { storage, settings } = database.value;
    addText('settings.json', asJson(describeSettings(settings)));
    addText('queue.json', asJson(countQueue(storage)));
    addText('memory.csv', memoryTable(storage));
    addText('database.txt', `${storage.integrityFault() ?? 'ok'}\n`);
  } else {
    addText('database.txt', `not opened: ${database.error.code}\n`);
  }
  for (const name of await logNames(host.paths.logs)) {
    const entry = new ZipDeflate(`logs/${name}`);
    zip.add(entry);
    await pour(path.join(host.paths.logs, name), entry);
  }
  zip.end();
  await packed.promise;
  return { fileName: `greenwatt-logs-${at.toISOString().slice(0, 16).replace(/[-:]/g, '')}.zip`, zip: joined(pieces) };
}

function describeComputer({ version, kind }: LogsExportParts['host']) {
  return {
    version,
    host: kind,
    platform: platform(),
    release: release(),
    arch: arch(),
    cores: availableParallelism(),
    memoryMb: Math.round(totalmem() / 1e6),
    node: process.versions.node,
    electron: process.versions.electron ?? null,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** Figures and switches; folders and Google's ids would tell who the office is. */
function describeSettings(settings: Settings) {
  const { memoryBudgetMb, recognisers, pageTimeBudgetMs, deliverToFolder, deliverToGoogle, googleClientId } = settings;
  const hasGoogleClient = googleClientId !== '';
  return { memoryBudgetMb, recognisers, pageTimeBudgetMs, deliverToFolder, deliverToGoogle, hasGoogleClient };
}

function countQueue(storage: Storage) {
  return {
    submissions: Object.fromEntries(storage.submissions.countByState()),
    deliveries: Object.fromEntries(storage.outbox.countByState()),
  };
}

function memoryTable({ memoryHistory }: Storage): string {
  const rows = memoryHistory
    .since(0)
    .map(({ minuteAt, peakBytes, meanBytes, processes }) =>
      [new Date(minuteAt).toISOString(), peakBytes, meanBytes, processes].join(','),
    );
  return `${['minute,peak_bytes,mean_bytes,processes', ...rows].join('\n')}\n`;
}

/** Newest first by name: `desktop.log`, `desktop.1.log`. */
async function logNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.log')).sort();
}

/** As much of the file as there is now: it is being written to. */
async function pour(file: string, entry: ZipDeflate): Promise<void> {
  const { size } = await stat(file);
  if (size > 0) {
    for await (const piece of createReadStream(file, { end: size - 1 })) entry.push(piece);
  }
  entry.push(new Uint8Array(), true);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
