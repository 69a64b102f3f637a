import type { Database } from 'better-sqlite3';
import type {
  DocumentKind,
  DocumentProblem,
  DocumentProblemCode,
  DocumentRecord,
  DocumentState,
} from '../documents/document.ts';
import type { DocumentFields } from '../extraction/field.ts';

export type DocumentsTable = ReturnType<typeof createDocumentsTable>;

type Row = {
  readonly id: string;
  readonly sha256: string;
  readonly file_name: string;
  readonly kind: DocumentKind;
  readonly size_bytes: number;
  readonly taken_in_at: number;
  readonly state: DocumentState['kind'];
  readonly problem_code: DocumentProblemCode | null;
  readonly problem_message: string | null;
  readonly page_count: number | null;
};

const selectRecord = `SELECT id, sha256, file_name, kind, size_bytes, taken_in_at, state, problem_code, problem_message,
  page_count FROM documents`;

/** Files taken in, one row for the same bytes. */
export function createDocumentsTable(db: Database) {
  const insert = db.prepare<[string, string, string, DocumentKind, number, number]>(
    `INSERT INTO documents (id, sha256, file_name, kind, size_bytes, taken_in_at, state)
     VALUES (?, ?, ?, ?, ?, ?, 'waiting') ON CONFLICT (sha256) DO NOTHING`,
  );
  const byId = db.prepare<[string], Row>(`${selectRecord} WHERE id = ?`);
  const bySha256 = db.prepare<[string], Row>(`${selectRecord} WHERE sha256 = ?`);
  const newest = db.prepare<[number], Row>(`${selectRecord} ORDER BY taken_in_at DESC LIMIT ?`);
  const uninspected = db.prepare<[number], Row>(
    `${selectRecord} WHERE state IN ('waiting', 'reading') AND page_count IS NULL ORDER BY taken_in_at LIMIT ?`,
  );
  const inspected = db.prepare<[], { id: string }>(
    `SELECT id FROM documents WHERE state IN ('waiting', 'reading') AND page_count IS NOT NULL ORDER BY taken_in_at`,
  );
  const setState = db.prepare<[string, string | null, string | null, string]>(
    'UPDATE documents SET state = ?, problem_code = ?, problem_message = ? WHERE id = ?',
  );
  const setPageCount = db.prepare<[number, string]>('UPDATE documents SET page_count = ? WHERE id = ?');
  const setFields = db.prepare<[string, string]>('UPDATE documents SET fields = ? WHERE id = ?');
  const fields = db.prepare<[string], { fields: string | null }>('SELECT fields FROM documents WHERE id = ?');

  return {
    /** Adds a document waiting to be read; leaves one of the same bytes as it is. Returns the record that is there now. */
    add(document: Omit<DocumentRecord, 'state' | 'pageCount'>): DocumentRecord {
      const { id, sha256, fileName, kind, sizeBytes, takenInAt } = document;
      insert.run(id, sha256, fileName, kind, sizeBytes, takenInAt);
      const row = bySha256.get(sha256);
      if (!row) throw new Error(`The document ${id} was not kept`);
      return toRecord(row);
    },
    get(id: string): DocumentRecord | null {
      const row = byId.get(id);
      return row ? toRecord(row) : null;
    },
    /** Newest first. */
    list(limit: number): readonly DocumentRecord[] {
      return newest.all(limit).map(toRecord);
    },
    /** Unfinished documents whose pages have not been counted yet, oldest first. */
    uninspected(limit: number): readonly DocumentRecord[] {
      return uninspected.all(limit).map(toRecord);
    },
    /** Ids of unfinished documents whose pages have been counted, oldest first. */
    inspected(): readonly string[] {
      return inspected.all().map((row) => row.id);
    },
    setState(id: string, state: DocumentState): void {
      const problem = state.kind === 'failed' ? state.problem : null;
      setState.run(state.kind, problem?.code ?? null, problem?.message ?? null, id);
    },
    setPageCount(id: string, pageCount: number): void {
      setPageCount.run(pageCount, id);
    },
    setFields(id: string, read: DocumentFields): void {
      setFields.run(JSON.stringify(read), id);
    },
    /** Null before the first page. */
    fields(id: string): DocumentFields | null {
      const json = fields.get(id)?.fields ?? null;
      return json === null ? null : JSON.parse(json);
    },
  };
}

function toRecord(row: Row): DocumentRecord {
  return {
    id: row.id,
    sha256: row.sha256,
    fileName: row.file_name,
    kind: row.kind,
    sizeBytes: row.size_bytes,
    takenInAt: row.taken_in_at,
    state: toState(row),
    pageCount: row.page_count,
  };
}

function toState({ state, problem_code, problem_message }: Row): DocumentState {
  if (state !== 'failed') return { kind: state };
  const problem: DocumentProblem = { code: problem_code ?? 'damaged-file', message: problem_message ?? '' };
  return { kind: 'failed', problem };
}
