import type { Database } from 'better-sqlite3';
import type { PageState } from '../documents/document.ts';
import type { PageReading, PageSource } from '../extraction/page-reading.ts';
import { decodeReading, encodeReading } from './page-reading-json.ts';

export type PagesTable = ReturnType<typeof createPagesTable>;

export type WaitingPage = {
  readonly documentId: string;
  readonly pageIndex: number;
  readonly kills: number;
  readonly maxDpi: number | null;
};

type WaitingRow = { document_id: string; page_index: number; kills: number; max_dpi: number | null };
type StateRow = {
  state: 'waiting' | 'read' | 'quarantined';
  quarantine_reason: string | null;
  source: PageSource | null;
  confidence: number | null;
  elapsed_ms: number | null;
};

/** The pages of documents and what was read from them. That a page is being read right now is never stored. */
export function createPagesTable(db: Database) {
  const create = db.prepare<[number, string]>(
    `WITH RECURSIVE indices (page_index) AS (
       SELECT 0 UNION ALL SELECT page_index + 1 FROM indices WHERE page_index + 1 < ?)
     INSERT INTO pages (document_id, page_index, state) SELECT ?, page_index, 'waiting' FROM indices WHERE true
     ON CONFLICT DO NOTHING`,
  );
  const waiting = db.prepare<[number], WaitingRow>(
    `SELECT p.document_id, p.page_index, p.kills, p.max_dpi
     FROM documents d JOIN pages p ON p.document_id = d.id
     WHERE d.state IN ('waiting', 'reading') AND p.state = 'waiting'
     ORDER BY p.page_index > 0, d.taken_in_at, d.id, p.page_index LIMIT ?`,
  );
  const states = db.prepare<[string], StateRow>(
    `SELECT state, quarantine_reason, source, confidence, elapsed_ms FROM pages
     WHERE document_id = ? ORDER BY page_index`,
  );
  const anyWaiting = db.prepare<[string], { found: 1 }>(
    `SELECT 1 AS found FROM pages WHERE document_id = ? AND state = 'waiting' LIMIT 1`,
  );
  const waitingBefore = db.prepare<[number], { pages: number }>(
    `SELECT count(*) AS pages FROM documents d JOIN pages p ON p.document_id = d.id
     WHERE d.state IN ('waiting', 'reading') AND p.state = 'waiting' AND d.taken_in_at < ?`,
  );
  const readings = db.prepare<[string, number, number], { reading: string }>(
    `SELECT reading FROM page_readings WHERE document_id = ? AND page_index BETWEEN ? AND ? ORDER BY page_index`,
  );
  const rotation = db.prepare<[string, number], { rotation: PageReading['rotation'] | null }>(
    'SELECT rotation FROM pages WHERE document_id = ? AND page_index = ?',
  );
  const setRead = db.prepare<[PageSource, number, number, number, number, string, number]>(
    `UPDATE pages SET state = 'read', source = ?, confidence = ?, elapsed_ms = ?, rotation = ?, read_at = ?,
       quarantine_reason = NULL
     WHERE document_id = ? AND page_index = ?`,
  );
  const putReading = db.prepare<[string, number, string]>(
    `INSERT INTO page_readings (document_id, page_index, reading) VALUES (?, ?, ?)
     ON CONFLICT (document_id, page_index) DO UPDATE SET reading = excluded.reading`,
  );
  const setLost = db.prepare<[number, number | null, string, number]>(
    'UPDATE pages SET kills = ?, max_dpi = ? WHERE document_id = ? AND page_index = ?',
  );
  const quarantine = db.prepare<[string, number, string, number]>(
    `UPDATE pages SET state = 'quarantined', quarantine_reason = ?, kills = ? WHERE document_id = ? AND page_index = ?`,
  );
  const retry = db.prepare<[string]>(
    `UPDATE pages SET state = 'waiting', kills = 0, max_dpi = NULL, quarantine_reason = NULL
     WHERE document_id = ? AND state = 'quarantined'`,
  );

  return {
    /** Makes the rows of a document's pages, all waiting; rows already there stay as they are. */
    create(documentId: string, pageCount: number): void {
      create.run(pageCount, documentId);
    },
    /** The pages to read next: page 1 of every unfinished document first, then the rest in the order of arrival. */
    waiting(limit: number): readonly WaitingPage[] {
      return waiting.all(limit).map((row) => ({
        documentId: row.document_id,
        pageIndex: row.page_index,
        kills: row.kills,
        maxDpi: row.max_dpi,
      }));
    },
    /** One state a page, in order; small also for long documents. */
    states(documentId: string): readonly PageState[] {
      return states.all(documentId).map(toState);
    },
    anyWaiting(documentId: string): boolean {
      return anyWaiting.get(documentId) !== undefined;
    },
    /** Pages waiting in unfinished documents that came in earlier. */
    waitingBefore(takenInAt: number): number {
      return waitingBefore.get(takenInAt)?.pages ?? 0;
    },
    /** Readings of a range of pages, both ends included, in page order. A page holds some 30 kB: ask for few. */
    readings(documentId: string, fromIndex: number, toIndex: number): readonly PageReading[] {
      return readings.all(documentId, fromIndex, toIndex).map((row) => decodeReading(row.reading));
    },
    /** Null for a page not read yet. */
    rotation(documentId: string, pageIndex: number): PageReading['rotation'] | null {
      return rotation.get(documentId, pageIndex)?.rotation ?? null;
    },
    /** In the caller's transaction: a page is read when its reading is there. */
    setRead(documentId: string, reading: PageReading, at: number): void {
      const { source, confidence, elapsedMs, rotation, pageIndex } = reading;
      setRead.run(source, confidence, elapsedMs, rotation, at, documentId, pageIndex);
      putReading.run(documentId, pageIndex, encodeReading(reading));
    },
    /** Back in the queue after its process ended. */
    setLost(documentId: string, pageIndex: number, kills: number, maxDpi: number | null): void {
      setLost.run(kills, maxDpi, documentId, pageIndex);
    },
    quarantine(documentId: string, pageIndex: number, kills: number, reason: string): void {
      quarantine.run(reason, kills, documentId, pageIndex);
    },
    /** Puts quarantined pages back in the queue, their kills forgiven. Returns how many. */
    retryQuarantined(documentId: string): number {
      return retry.run(documentId).changes;
    },
  };
}

function toState(row: StateRow): PageState {
  switch (row.state) {
    case 'waiting':
      return { kind: 'waiting' };
    case 'quarantined':
      return { kind: 'quarantined', reason: row.quarantine_reason ?? '' };
    case 'read':
      return {
        kind: 'read',
        source: row.source ?? 'ocr',
        confidence: row.confidence ?? 0,
        elapsedMs: row.elapsed_ms ?? 0,
      };
    default:
      return row.state satisfies never;
  }
}
