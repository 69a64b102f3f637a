import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../result.ts';
import type { Delivery, DeliveryDocument, Destination } from '../destination.ts';
import type { Outcome } from '../outcome.ts';
import { documentOfItem, fileItem } from '../receipt-items.ts';
import { submissionRow } from '../submission-row.ts';
import {
  folderMissing,
  folderProblem,
  interrupted,
  isMissing,
  listProblem,
  originalDamaged,
} from './folder-problems.ts';
import { placeFile, sha256Of, sizeOf } from './place-file.ts';
import { rowIn, rowReceipts } from './row-in-list.ts';
import { fileName } from './safe-names.ts';
import { ensureSubmissionFolder, findFolder } from './submission-folder.ts';
import { listName, writeList } from './write-list.ts';

export const folderDestinationName = 'folder';

/**
 * Delivers to a folder on disk: one folder per submission with its bills and `submission.json`, and one row each in
 * `submissions.csv`. Every step first looks whether it was done, so any of them may be repeated at any time. Several
 * desktops may deliver to the same folder.
 */
export function createFolderDestination({
  folder,
  usedBefore,
  timeZone,
}: {
  /** Absolute path; asked for each attempt, so that a change of settings counts at once. */
  folder: () => string;
  /** Whether anything was delivered to that path already: then its absence is a fault, not a first start. */
  usedBefore: (folder: string) => boolean;
  timeZone: string;
}): Destination {
  async function deliverFolder(root: string, delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
    const name = await ensureSubmissionFolder(root, delivery, timeZone);
    const removed = await removeTakenOff(root, name, delivery, signal);
    const forgotten = Object.fromEntries(removed.map((item) => [item, null]));
    return { kind: 'delivered', receipts: { ...forgotten, folder: { root, name } } };
  }

  async function deliverFile(root: string, delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
    const document = documentOf(delivery);
    const item = fileItem(document.documentId);
    // Made again when somebody has deleted it since the folder's own step.
    const inFolder =
      (await findFolder(root, delivery, timeZone)) ?? (await ensureSubmissionFolder(root, delivery, timeZone));
    const earlier = delivery.receipts.get(item)?.name;
    const wanted = typeof earlier === 'string' ? earlier : fileName(document.fileName, document.kind);
    const placed = await placeFile(document, path.join(root, inFolder), wanted, signal);
    if (!placed.ok) return originalDamaged(document.fileName);
    const { sha256, sizeBytes } = document;
    return {
      kind: 'delivered',
      receipts: { folder: { root, name: inFolder }, [item]: { root, name: placed.value, sha256, sizeBytes } },
    };
  }

  /** All rows in one go; they stand or fall together, because it is one file. */
  async function deliverRows(
    root: string,
    deliveries: readonly Delivery[],
    signal: AbortSignal,
  ): Promise<readonly Outcome[]> {
    const rows = deliveries.map((delivery) => ({
      row: submissionRow(delivery.submission, { timeZone, billLink: billLink(delivery) }),
      lastWritten: rowIn(root, delivery.receipts),
      receipts: delivery.receipts,
    }));
    const written = await writeList(root, rows, { signal });
    return rows.map(({ row, receipts }) =>
      written.ok
        ? { kind: 'delivered', receipts: rowReceipts(root, row, receipts) }
        : listProblem(written.error, path.join(root, listName)),
    );
  }

  return {
    name: folderDestinationName,
    // One at a time and kind: a disk gains nothing from more. Batches save commits, and rewrites of the list.
    lanes: [
      { kind: 'folder', batch: 10, parallel: 1, timeLimitMs: 60_000 },
      { kind: 'file', batch: 10, parallel: 1, timeLimitMs: 600_000 },
      { kind: 'row', batch: 200, parallel: 1, timeLimitMs: 120_000 },
    ],

    async attempt(deliveries, signal) {
      const root = folder();
      const problem = await rootProblem(root, usedBefore);
      if (problem) return deliveries.map(() => problem);
      switch (deliveries[0]?.payload.kind) {
        case undefined:
          return [];
        case 'folder':
          return oneByOne(deliveries, (delivery) => deliverFolder(root, delivery, signal), root, signal);
        case 'file':
          return oneByOne(deliveries, (delivery) => deliverFile(root, delivery, signal), root, signal);
        case 'row': {
          const outcomes = await guarded(() => deliverRows(root, deliveries, signal), root, listName, signal);
          return outcomes.ok ? outcomes.value : deliveries.map(() => outcomes.error);
        }
      }
    },
  };
}

async function oneByOne(
  deliveries: readonly Delivery[],
  deliver: (delivery: Delivery) => Promise<Outcome>,
  root: string,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const delivery of deliveries) {
    const outcome = await guarded(() => deliver(delivery), root, "The submission's folder", signal);
    outcomes.push(outcome.ok ? outcome.value : outcome.error);
  }
  return outcomes;
}

/** Turns what the file system throws into an outcome. A step cut short is simply repeated: each looks before it acts. */
async function guarded<T>(
  work: () => Promise<T>,
  root: string,
  name: string,
  signal: AbortSignal,
): Promise<Result<T, Outcome>> {
  if (signal.aborted) return err(interrupted);
  try {
    return ok(await work());
  } catch (cause) {
    if (signal.aborted) return err(interrupted);
    const problem = folderProblem(cause, root, name);
    if (problem) return err(problem);
    throw cause;
  }
}

/** Makes the folder at the first delivery. Later its absence is told: an unplugged disk must not be replaced by an empty folder. */
async function rootProblem(root: string, usedBefore: (folder: string) => boolean): Promise<Outcome | null> {
  try {
    if ((await stat(root)).isDirectory()) return null;
    return folderMissing(root);
  } catch (cause) {
    if (!isMissing(cause)) return folderProblem(cause, root, root) ?? folderMissing(root);
  }
  if (usedBefore(root)) return folderMissing(root);
  try {
    await mkdir(root, { recursive: true });
    return null;
  } catch (cause) {
    return folderProblem(cause, root, root) ?? folderMissing(root);
  }
}

/** Files of earlier versions that the clerk has taken off leave the folder, unless the office has changed them. */
async function removeTakenOff(
  root: string,
  inFolder: string,
  { submission, receipts }: Delivery,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const wanted = new Set(submission.documents.map((document) => fileItem(document.documentId)));
  const takenOff = [...receipts].filter(([item]) => documentOfItem(item) !== null && !wanted.has(item));
  for (const [, { name, sha256, root: deliveredTo }] of takenOff) {
    if (typeof name !== 'string' || deliveredTo !== root) continue;
    const file = path.join(root, inFolder, name);
    if ((await sizeOf(file)) !== null && (await sha256Of(file, signal)) === sha256) await rm(file);
  }
  return takenOff.map(([item]) => item);
}

/** Relative to the list, so that it holds wherever the folder is synced or moved to. Several bills: one after another. */
function billLink({ submission, receipts }: Delivery): string {
  const folderOf = receipts.get('folder')?.name;
  return submission.documents
    .flatMap((document) => {
      const name = receipts.get(fileItem(document.documentId))?.name;
      return typeof name === 'string' && typeof folderOf === 'string' ? [`${folderOf}/${name}`] : [];
    })
    .join('; ');
}

function documentOf({ payload, submission }: Delivery): DeliveryDocument {
  const document = submission.documents.find(
    (each) => payload.kind === 'file' && each.documentId === payload.documentId,
  );
  if (!document) throw new Error('A file entry names a document that its version does not hold');
  return document;
}
