import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { type Log, silentLog } from '../../main/diagnostics/log.ts';
import type { DocumentState } from '../../main/documents/document.ts';
import type { DocumentFields, FieldName } from '../../main/extraction/field.ts';
import { createIntake } from '../../main/intake/create-intake.ts';
import { agentName, currentLists } from '../../main/intake/current-lists.ts';
import { emptyForm, type IntakeForm } from '../../main/intake/submission.ts';
import { createSubmissionMoves } from '../../main/intake/submission-moves.ts';
import type { DocumentView } from '../../main/intake/submit-submission.ts';
import { openStorage } from '../../main/storage/storage.ts';
import { createDeliveryLoop } from '../../main/sync/delivery-loop.ts';
import { createDescriber, createSubmissionDescriber, type DescriberParts } from '../../main/sync/describe-delivery.ts';
import type { Destination } from '../../main/sync/destination.ts';
import { createFolderDestination } from '../../main/sync/destinations/folder.ts';
import { createOutbox } from '../../main/sync/outbox.ts';
import { createDeliveryQueue } from '../../main/sync/queue.ts';

export const officeTimeZone = 'America/New_York';

/** A form that nothing is wrong with. */
export const filledForm: IntakeForm = {
  ...emptyForm,
  agentId: 'A-17',
  accountName: 'Example Dairy',
  contactName: 'Pat Example',
  title: 'Owner',
  phone: '(607) 555-0123',
  email: 'pat@example.com',
  utility: 'NYSEG',
  accountType: 'small-demand',
  developer: 'To be assigned',
  consentTerms: true,
};

/** What a bill read without doubt says. */
export const certainFields: { readonly [Name in FieldName]: string } = {
  utility: 'NYSEG',
  customerName: 'EXAMPLE DAIRY',
  serviceAddress: '1 Sample Road, ITHACA NY 14850',
  accountNumber: '10012345678',
  poid: 'N01000000000001',
  monthlyUsageKwh: '812',
  annualUsageKwh: '9744',
};

export function readingOf(
  values: Partial<Record<FieldName, string | { value: string; confidence: number }>>,
  notices: DocumentFields['notices'] = [],
): DocumentFields {
  const field = (name: FieldName) => {
    const value = values[name];
    if (value === undefined) return null;
    const { value: text, confidence } = typeof value === 'string' ? { value, confidence: 0.99 } : value;
    return { value: text, confidence, pageIndex: 0, box: null, estimated: false, alternatives: [] };
  };
  return {
    fields: {
      utility: field('utility'),
      customerName: field('customerName'),
      serviceAddress: field('serviceAddress'),
      accountNumber: field('accountNumber'),
      poid: field('poid'),
      monthlyUsageKwh: field('monthlyUsageKwh'),
      annualUsageKwh: field('annualUsageKwh'),
    },
    notices,
  };
}

/** The app's rooms from storage to delivery on a real data folder; the reading of documents is told by hand. */
export function openOffice({
  root,
  destinationFolder = path.join(root, 'delivered'),
  now = Date.now,
  random = Math.random,
  destinations,
  on,
  start = false,
  onDelivered = () => {},
  wrap = (destination) => destination,
}: {
  root: string;
  destinationFolder?: string;
  now?: () => number;
  random?: () => number;
  destinations?: readonly Destination[];
  /** Names of those that get what is submitted; all unless told otherwise. */
  on?: () => readonly string[];
  start?: boolean;
  /** Called after each delivered entry was recorded. */
  onDelivered?: () => void;
  /** Puts something between the delivery loop and the destination. */
  wrap?: (destination: Destination) => Destination;
}) {
  const dataFolder = path.join(root, 'data');
  const opened = openStorage({ dataFolder });
  if (!opened.ok) throw new Error(opened.error.message);
  const storage = opened.value;
  // A second connection, only to put documents there without the room that reads them.
  const db = new Database(path.join(dataFolder, 'intake.db'));
  const views = new Map<string, DocumentView>();
  const moves = createSubmissionMoves({ storage });
  const toFolder = createFolderDestination({
    folder: () => destinationFolder,
    usedBefore: (folder) => storage.receipts.anyHolds('folder', 'folder', 'root', folder),
    timeZone: officeTimeZone,
  });
  const places = (destinations ?? [toFolder]).map(wrap);
  const outbox = createOutbox({
    storage,
    follow: moves.follow,
    destinations: on ?? (() => places.map((place) => place.name)),
    now,
    newId: randomUUID,
    random,
  });
  const intake = createIntake({
    storage,
    moves,
    outbox,
    documentView: (id) => views.get(id) ?? null,
    lists: () => currentLists(storage),
    now,
    log: silentLog,
  });
  const describing: DescriberParts = {
    storage,
    documentFile(documentId) {
      const row = db
        .prepare<[string], { sha256: string; size_bytes: number }>(
          'SELECT sha256, size_bytes FROM documents WHERE id = ?',
        )
        .get(documentId);
      if (!row) return null;
      return { kind: 'pdf', sha256: row.sha256, sizeBytes: row.size_bytes, path: originalPath(row.sha256) };
    },
    agentName: (id) => agentName(currentLists(storage), id),
  };
  const describe = createDescriber({ ...describing, now });
  const errors: unknown[] = [];
  const log: Log = {
    ...silentLog,
    info: (event) => event === 'sync: delivered' && onDelivered(),
    error: (_event, cause) => errors.push(cause),
  };
  const loop = createDeliveryLoop({ outbox, destinations: places, describe, now, random, log });
  const queue = createDeliveryQueue({ storage, outbox, delivery: loop, follow: moves.follow, now });
  if (start) loop.start();

  function originalPath(sha256: string): string {
    return path.join(dataFolder, 'originals', sha256);
  }

  return {
    storage,
    db,
    moves,
    outbox,
    intake,
    describe,
    submissionOf: createSubmissionDescriber(describing),
    loop,
    queue,
    /** What was logged as an error. */
    errors,
    dataFolder,
    destinationFolder,
    originalPath,
    /** Puts a file into the store as a document that is read, unless told otherwise; answers its id. */
    putDocument(
      bytes: string,
      {
        fileName = 'bill.pdf',
        reading = readingOf(certainFields),
        state = { kind: 'read' },
      }: {
        fileName?: string;
        reading?: DocumentFields | null;
        state?: DocumentState;
      } = {},
    ): string {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const id = `doc-${sha256.slice(0, 12)}`;
      mkdirSync(path.join(dataFolder, 'originals'), { recursive: true });
      writeFileSync(originalPath(sha256), bytes);
      db.prepare(
        `INSERT INTO documents (id, sha256, file_name, kind, size_bytes, taken_in_at, state)
         VALUES (?, ?, ?, 'pdf', ?, ?, 'read') ON CONFLICT DO NOTHING`,
      ).run(id, sha256, fileName, Buffer.byteLength(bytes), now());
      views.set(id, { state, reading, fileName });
      return id;
    },
    /** Tells how the reading of a document goes on. */
    setReading(documentId: string, state: DocumentState, reading: DocumentFields | null): void {
      views.set(documentId, { state, reading, fileName: 'bill.pdf' });
    },
    /** Creates, fills and submits; answers the id. */
    submit(change: Partial<IntakeForm> = {}, documentIds: readonly string[] = [], id: string = randomUUID()): string {
      intake.create(id);
      for (const documentId of documentIds) intake.attachDocument({ submissionId: id, documentId });
      const submitted = intake.submit({ submissionId: id, form: { ...filledForm, ...change }, decisions: {} });
      if (!submitted.ok) throw new Error(JSON.stringify(submitted.error));
      return id;
    },
    async close(): Promise<void> {
      await loop.stop();
      db.close();
      storage.close();
    },
  };
}

export type Office = ReturnType<typeof openOffice>;
