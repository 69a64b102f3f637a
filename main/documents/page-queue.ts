import type { Log } from '../diagnostics/log.ts';
import type { PageReading } from '../extraction/page-reading.ts';
import type { DocumentsTable } from '../storage/documents.ts';
import type { PagesTable, WaitingPage } from '../storage/pages.ts';
import { saysBusy, saysUnusable } from '../storage/sqlite-error.ts';
import { afterLoss, type LossReason, quarantineReason } from './after-loss.ts';
import type { DocumentRecord } from './document.ts';
import type { DocumentLimits } from './document-limits.ts';
import { documentProblem } from './document-problem.ts';
import { type DocumentStates, isUnfinished } from './document-states.ts';
import { failureProblem } from './failure-problem.ts';
import type { FieldKeeper } from './field-keeper.ts';
import type { OcrPool } from './ocr-pool.ts';
import type { DocumentSource, OcrFailure } from './ocr-protocol.ts';
import { createPatientWrite } from './patient-write.ts';
import type { Timers } from './timers.ts';

export type PageQueue = {
  /** Hands out what there is to do. Cheap when there is nothing or no room. */
  readonly pump: () => void;
  /** Brings documents to their end of which no page is left to read. To be called when one was taken up again. */
  readonly catchUp: () => void;
  readonly start: () => void;
  readonly stop: () => void;
  /** True while a process has the page. */
  readonly isReading: (documentId: string, pageIndex: number) => boolean;
  /** Mean time of the last pages, of any document; null before the first. */
  readonly recentPageMs: () => number | null;
};

export type QueueParts = {
  readonly storage: {
    readonly documents: DocumentsTable;
    readonly pages: PagesTable;
    readonly transaction: <T>(work: () => T) => T;
  };
  readonly states: DocumentStates;
  readonly source: (record: DocumentRecord) => DocumentSource;
  readonly pool: OcrPool;
  readonly fields: FieldKeeper;
  readonly limits: DocumentLimits;
  /** For all passes over one page. */
  readonly pageTimeBudgetMs: () => number;
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: Log;
};

/** A page whose process was ended once gets so many times longer: the machine may just have been busy. */
const PATIENCE_AFTER_LOSS = 4;
/** Rest after the database refused a write or no process would start, so that neither is tried in a tight loop. */
const REST_MS = 5_000;
/** Processes an inspection may cost before the file counts as damaged. */
const MAX_INSPECTION_KILLS = 2;
/** Times in a row that keeping a page may fail for reasons other than the disk before it is left out: a fault of ours would go on for ever. */
const MAX_FAULTS = 5;
/** How much the newest page counts in the mean of recent pages. */
const RECENT_WEIGHT = 0.2;

/** In place of a page index: the file is being looked into. */
const INSPECTION = -1;

/** Gives pages to the pool and keeps what comes back. SQLite is the queue; what runs is known here alone. */
export function createPageQueue(parts: QueueParts): PageQueue {
  const { storage, states, pool, limits, now, timers, log } = parts;
  const { documents, pages } = storage;
  /** `<document id>/<page index>` of the jobs given to the pool; at most one more than there are processes. */
  const running = new Set<string>();
  const inspectionKills = new Map<string, number>();
  /** By the same keys as `running`. */
  const faults = new Map<string, number>();
  let recentPageMs: number | null = null;
  let phase: 'new' | 'working' | 'resting' | 'stopped' = 'new';
  const write = createPatientWrite({ isStopped: () => phase === 'stopped', timers, log });

  const pump = () => orRest(handOut);

  const handOut = () => {
    // One more than can work, so that a process never waits for a page to be committed.
    while (phase === 'working' && running.size < pool.capacity() + 1) {
      const asked = running.size + 1;
      const record = documents.uninspected(asked).find(({ id }) => !running.has(key(id, INSPECTION)));
      const page = record
        ? null
        : pages.waiting(asked).find((each) => !running.has(key(each.documentId, each.pageIndex)));
      if (record) track(record.id, INSPECTION, () => inspect(record));
      else if (page) track(page.documentId, page.pageIndex, () => read(page));
      else return;
    }
  };

  const track = (documentId: string, pageIndex: number, work: () => Promise<void>) => {
    running.add(key(documentId, pageIndex));
    states.changed(documentId);
    work()
      .then(() => faults.delete(key(documentId, pageIndex)))
      .catch((cause: unknown) => {
        // The page is still waiting in the database, which refused to hear what became of it.
        log.error('documents: result not kept', cause, { documentId, pageIndex });
        if (!saysUnusable(cause) && !saysBusy(cause)) countFault(documentId, pageIndex);
        rest();
      })
      .finally(() => {
        running.delete(key(documentId, pageIndex));
        if (phase === 'stopped') return;
        orRest(() => parts.fields.forgetGlimpse(documentId, pageIndex));
        states.changed(documentId);
        pump();
      });
  };

  const countFault = (documentId: string, pageIndex: number) => {
    const counted = (faults.get(key(documentId, pageIndex)) ?? 0) + 1;
    faults.set(key(documentId, pageIndex), counted);
    if (counted < MAX_FAULTS || pageIndex === INSPECTION) return;
    faults.delete(key(documentId, pageIndex));
    orRest(() => quarantine({ documentId, pageIndex }, 0, quarantineReason('not-kept')));
  };

  const rest = () => {
    if (phase !== 'working') return;
    phase = 'resting';
    timers.after(REST_MS, () => {
      if (phase === 'resting') goOn();
    });
  };

  const goOn = () => {
    phase = 'working';
    pump();
    catchUp();
  };

  /** For work that nobody waits for: where the database refuses it, all goes on after a rest. */
  const orRest = (work: () => void) => {
    try {
      work();
    } catch (cause) {
      log.error('documents: resting', cause);
      rest();
    }
  };

  /** A cancelled job of a document that is still to be read means that the pool is closing. */
  const afterCancel = (documentId: string) => {
    const record = documents.get(documentId);
    if (record && isUnfinished(record.state)) rest();
  };

  const fail = (record: DocumentRecord, failure: OcrFailure) => {
    // Its other pages would only fail the same way.
    if (states.fail(record.id, failureProblem(failure))) pool.cancel(record.id);
  };

  // ---- Looking into a file -------------------------------------------------------------------------------------

  const inspect = async (record: DocumentRecord) => {
    const job = { type: 'inspect', source: parts.source(record) } as const;
    const outcome = await pool.run(job, { priority: 'at-once', owner: record.id });
    if (phase === 'stopped') return;
    if (outcome.kind === 'cancelled') afterCancel(record.id);
    else if (outcome.kind === 'lost') inspectionLost(record, outcome.reason);
    else if (outcome.answer.type === 'inspected') {
      const { result } = outcome.answer;
      inspectionKills.delete(record.id);
      if (result.ok) inspected(record, result.value.pageCount);
      else fail(record, result.error);
    }
  };

  const inspected = (record: DocumentRecord, pageCount: number) => {
    if (pageCount > limits.maxPages) {
      states.fail(record.id, documentProblem('too-many-pages', { ...limits, pageCount }));
      return;
    }
    storage.transaction(() => {
      documents.setPageCount(record.id, pageCount);
      pages.create(record.id, pageCount);
      states.settle(record.id);
    });
  };

  const inspectionLost = (record: DocumentRecord, reason: LossReason) => {
    if (reason === 'no-start') return rest();
    const kills = (inspectionKills.get(record.id) ?? 0) + 1;
    inspectionKills.set(record.id, kills);
    if (kills < MAX_INSPECTION_KILLS) return;
    inspectionKills.delete(record.id);
    states.fail(record.id, documentProblem('damaged-file'));
  };

  // ---- Reading a page ------------------------------------------------------------------------------------------

  const read = async (page: WaitingPage) => {
    const record = documents.get(page.documentId);
    if (!record) return;
    const { pageIndex, maxDpi } = page;
    const outcome = await pool.run(
      { type: 'read-page', source: parts.source(record), pageIndex, maxDpi, timeBudgetMs: parts.pageTimeBudgetMs() },
      {
        priority: 'in-turn',
        owner: record.id,
        alone: maxDpi !== null,
        patience: page.kills === 0 ? 1 : PATIENCE_AFTER_LOSS,
        onFirstPass: (reading) => glimpse(page, reading),
      },
    );
    if (phase === 'stopped') return;
    if (outcome.kind === 'cancelled') afterCancel(record.id);
    else if (outcome.kind === 'lost') lost(page, outcome.reason);
    else if (outcome.answer.type === 'page-read') {
      const { result } = outcome.answer;
      if (result.ok) {
        countTime(result.value);
        await write(() => keep(page, result.value), { documentId: record.id, pageIndex });
      } else notRead(record, page, result.error);
    }
  };

  /** The page is read further; its document's fields already show what is known. */
  const glimpse = ({ documentId }: WaitingPage, reading: PageReading) => {
    if (phase === 'stopped') return;
    try {
      const record = documents.get(documentId);
      if (!record || !isUnfinished(record.state)) return;
      parts.fields.pageGlimpsed(documentId, reading);
      states.changed(documentId);
    } catch (cause) {
      log.error('documents: first pass not shown', cause, { documentId, pageIndex: reading.pageIndex });
    }
  };

  const countTime = ({ elapsedMs }: PageReading) => {
    recentPageMs = recentPageMs === null ? elapsedMs : recentPageMs + (elapsedMs - recentPageMs) * RECENT_WEIGHT;
  };

  const keep = ({ documentId, pageIndex }: WaitingPage, reading: PageReading) => {
    storage.transaction(() => pages.setRead(documentId, reading, now()));
    settle(documentId, () => parts.fields.pageRead(documentId, pageIndex));
  };

  /**
   * What follows from a page that is kept for good. Whoever hears that a document is read finds its fields complete. When
   * this cannot be written, the next start or the end of the rest catches up.
   */
  const settle = (documentId: string, before = () => {}) => {
    try {
      storage.transaction(() => {
        before();
        if (!pages.anyWaiting(documentId)) parts.fields.complete(documentId);
        states.settle(documentId);
      });
    } catch (cause) {
      log.error('documents: document not settled', cause, { documentId });
      parts.fields.markBehind(documentId);
      rest();
    }
  };

  const catchUp = () => orRest(settleLeft);

  /** Their last page was kept when the app ended or the database refused what follows from it. */
  const settleLeft = () => {
    for (const documentId of documents.inspected()) {
      if (phase !== 'working') return;
      if (pages.anyWaiting(documentId)) continue;
      settle(documentId);
      states.changed(documentId);
    }
  };

  const notRead = (record: DocumentRecord, page: WaitingPage, failure: OcrFailure) => {
    const { code } = failure;
    log.warn('documents: page not read', { documentId: record.id, pageIndex: page.pageIndex, ...failure });
    const ofThePage = code === 'page-damaged' || code === 'too-many-pixels' || code === 'too-much-memory';
    if (ofThePage && record.pageCount !== 1) quarantine(page, page.kills, quarantineReason(code));
    else fail(record, failure);
  };

  const lost = (page: WaitingPage, reason: LossReason) => {
    const { documentId, pageIndex } = page;
    if (reason === 'no-start') return rest();
    const next = afterLoss({ reason, kills: page.kills, maxDpi: page.maxDpi });
    log.warn('documents: page lost', { documentId, pageIndex, reason, next: next.kind });
    if (next.kind === 'again') pages.setLost(documentId, pageIndex, next.kills, next.maxDpi);
    else quarantine(page, next.kills, next.reason);
  };

  const quarantine = (
    { documentId, pageIndex }: Pick<WaitingPage, 'documentId' | 'pageIndex'>,
    kills: number,
    reason: string,
  ) => {
    pages.quarantine(documentId, pageIndex, kills, reason);
    settle(documentId);
  };

  return {
    pump,
    catchUp,
    start: () => {
      if (phase !== 'new') return;
      for (const documentId of documents.inspected()) parts.fields.markBehind(documentId);
      goOn();
    },
    stop: () => {
      phase = 'stopped';
    },
    isReading: (documentId, pageIndex) => running.has(key(documentId, pageIndex)),
    recentPageMs: () => recentPageMs,
  };
}

function key(documentId: string, pageIndex: number): string {
  return `${documentId}/${pageIndex}`;
}
