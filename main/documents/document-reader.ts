import type { PageReading } from '../extraction/page-reading.ts';
import { err, ok, type Result } from '../result.ts';
import { createCoalescer } from './coalesce.ts';
import type { DocumentProblem, DocumentProgress, DocumentRecord } from './document.ts';
import { documentProblem } from './document-problem.ts';
import { documentProgress } from './document-progress.ts';
import { createDocumentStates, isUnfinished } from './document-states.ts';
import type { DocumentStore } from './document-store.ts';
import { failureProblem } from './failure-problem.ts';
import { createFieldKeeper, type FieldKeeperParts } from './field-keeper.ts';
import type { DocumentSource } from './ocr-protocol.ts';
import { createPageQueue, type QueueParts } from './page-queue.ts';

export type NoSuchDocument = { readonly code: 'not-found' };

export type DocumentReader = {
  /** Goes on with everything unfinished. Nothing is read before this. */
  readonly start: () => void;
  /** To be called when a document was taken in; one that had failed or was cancelled before is read after all. */
  readonly wake: (documentId: string) => void;
  /** Null for a document that isn't there. */
  readonly progress: (documentId: string) => DocumentProgress | null;
  /** Calls the listener with the documents as they are, at once and then after changes, at most 20 times a second. */
  readonly watch: (
    documentIds: readonly string[],
    listener: (documents: readonly DocumentProgress[]) => void,
  ) => () => void;
  /** Told of every change, as often as it comes; returns how to stop. */
  readonly onChange: (listener: (documentId: string) => void) => () => void;
  /** Told when a document is read, failed or was cancelled, and again when it throws; returns how to stop. */
  readonly onSettled: (listener: (documentId: string) => void) => () => void;
  /** Stops reading it, at once; what was read stays. False for a document that isn't there. */
  readonly cancel: (documentId: string) => boolean;
  /** Goes on with a cancelled or failed document, and tries quarantined pages again. False for one that isn't there. */
  readonly resume: (documentId: string) => boolean;
  /** Kept in memory until the app ends, never written. A wrong one changes nothing. */
  readonly providePassword: (
    documentId: string,
    password: string,
  ) => Promise<Result<null, DocumentProblem | NoSuchDocument>>;
  /** What a job about this document needs; null for one that isn't there. */
  readonly source: (documentId: string) => DocumentSource | null;
  /** The readings of a range of pages, both ends included. Ask for few: a page has some 700 words. */
  readonly pageReadings: (documentId: string, fromIndex: number, toIndex: number) => readonly PageReading[];
  /** Hands out no more work and forgets what is running: it is read again after the next start. Stop the pool next. */
  readonly stop: () => void;
};

export type ReaderParts = Omit<QueueParts, 'states' | 'source' | 'fields'> & {
  readonly store: Pick<DocumentStore, 'pathOf'>;
  readonly extractFields: FieldKeeperParts['extractFields'];
};

/** Passwords remembered; the oldest is forgotten first and asked for again. */
const MAX_PASSWORDS = 100;

/** Reads documents page by page, from the day they are taken in until every page is settled, across restarts. */
export function createDocumentReader(parts: ReaderParts): DocumentReader {
  const { storage, store, pool, timers } = parts;
  const { documents, pages } = storage;
  const passwords = new Map<string, string>();
  const stops = new Set<() => void>();
  const states = createDocumentStates({ documents, pages, timers, log: parts.log });
  const sourceOf = ({ id, sha256, kind }: DocumentRecord): DocumentSource => ({
    path: store.pathOf(sha256, kind),
    kind,
    password: passwords.get(id) ?? null,
  });
  const fields = createFieldKeeper({ ...parts, documents, pages });
  const queue = createPageQueue({ ...parts, states, fields, source: sourceOf });
  stops.add(pool.onRoom(queue.pump));
  stops.add(states.stop);

  const progress = (documentId: string) =>
    documentProgress({ ...queue, ...fields, documents, pages, processes: pool.capacity }, documentId);

  const reopen = (documentId: string) => {
    storage.transaction(() => states.reopen(documentId));
    fields.markBehind(documentId);
    states.changed(documentId);
    queue.pump();
    queue.catchUp();
  };

  const remember = (documentId: string, password: string) => {
    const [oldest] = passwords.keys();
    if (passwords.size >= MAX_PASSWORDS && oldest !== undefined) passwords.delete(oldest);
    passwords.set(documentId, password);
  };

  return {
    start: queue.start,
    wake: (documentId) => {
      const state = documents.get(documentId)?.state.kind;
      if (state === 'failed' || state === 'cancelled') return reopen(documentId);
      states.changed(documentId);
      queue.pump();
    },
    progress,
    watch: (documentIds, listener) => {
      const watched = new Set(documentIds);
      const tell = () => listener(documentIds.flatMap((id) => progress(id) ?? []));
      const coalescer = createCoalescer(tell, timers);
      const stopListening = states.onChange((documentId) => {
        if (watched.has(documentId)) coalescer.changed();
      });
      const stop = () => {
        stops.delete(stop);
        stopListening();
        coalescer.stop();
      };
      stops.add(stop);
      coalescer.changed();
      return stop;
    },
    onChange: states.onChange,
    onSettled: states.onSettled,
    cancel: (documentId) => {
      if (!documents.get(documentId)) return false;
      if (states.cancel(documentId)) {
        pool.cancel(documentId);
        states.changed(documentId);
      }
      return true;
    },
    resume: (documentId) => {
      const record = documents.get(documentId);
      if (record && !isUnfinished(record.state)) reopen(documentId);
      return record !== null;
    },
    providePassword: async (documentId, password) => {
      const record = documents.get(documentId);
      if (!record) return err({ code: 'not-found' });
      const job = { type: 'inspect', source: { ...sourceOf(record), password } } as const;
      const outcome = await pool.run(job, { priority: 'at-once', owner: `password of ${documentId}` });
      if (outcome.kind !== 'answered' || outcome.answer.type !== 'inspected') {
        return err(documentProblem('file-unreadable'));
      }
      const { result } = outcome.answer;
      if (!result.ok) return err(failureProblem(result.error));
      remember(documentId, password);
      if (documents.get(documentId)?.state.kind === 'failed') reopen(documentId);
      return ok(null);
    },
    source: (documentId) => {
      const record = documents.get(documentId);
      return record && sourceOf(record);
    },
    pageReadings: pages.readings,
    stop: () => {
      queue.stop();
      for (const stop of [...stops]) stop();
    },
  };
}
