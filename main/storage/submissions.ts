import type { Database } from 'better-sqlite3';
import type {
  FieldDecisions,
  IntakeForm,
  SettledFields,
  SubmissionRecord,
  SubmissionState,
  SubmissionSummary,
  Turn,
} from '../intake/submission.ts';

type StateColumns = {
  readonly state: SubmissionState['kind'];
  readonly turn: Turn | null;
  readonly message: string | null;
  readonly delivered_at: number | null;
};
type Row = StateColumns & {
  readonly id: string;
  readonly version: number;
  readonly form: string;
  readonly decisions: string;
  readonly settled: string | null;
  readonly document_ids: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly submitted_at: number | null;
};
/** `isTouched`: written otherwise than its newest version, which may still come to the same. */
export type ListedSubmission = Omit<SubmissionSummary, 'hasUnsentEdits'> & { readonly isTouched: boolean };
type SummaryRow = StateColumns & {
  readonly id: string;
  readonly version: number;
  readonly account_name: string;
  readonly utility: string;
  readonly agent_id: string;
  readonly document_count: number;
  readonly is_touched: 0 | 1;
  readonly created_at: number;
  readonly updated_at: number;
  readonly submitted_at: number | null;
};

const documentIds = `(
  SELECT json_group_array(document_id) FROM (
    SELECT document_id FROM submission_documents
    WHERE submission_id = submissions.id AND detached_at IS NULL ORDER BY position))`;

const selectWhole = `
  SELECT id, state, turn, message, delivered_at, version, form, decisions, settled, created_at, updated_at, submitted_at,
    ${documentIds} AS document_ids
  FROM submissions`;

/** Submissions as the clerk works on them. A deleted draft is invisible to all but `undelete` and `sweep`. */
export function createSubmissionsTable(db: Database) {
  const insert = db.prepare<[string, string, number, number]>(
    `INSERT INTO submissions (id, state, version, form, decisions, created_at, updated_at)
     VALUES (?, 'draft', 0, ?, '{}', ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const get = db.prepare<[string], Row>(`${selectWhole} WHERE id = ? AND deleted_at IS NULL`);
  const list = db.prepare<[number], SummaryRow>(
    `SELECT id, state, turn, message, delivered_at, version, created_at, updated_at, submitted_at,
       form ->> '$.accountName' AS account_name, form ->> '$.utility' AS utility, form ->> '$.agentId' AS agent_id,
       (SELECT count(*) FROM submission_documents
        WHERE submission_id = submissions.id AND detached_at IS NULL) AS document_count,
       version > 0 AND NOT EXISTS (
         SELECT 1 FROM submission_versions sent
         WHERE sent.submission_id = submissions.id AND sent.version = submissions.version
           AND sent.form = submissions.form AND sent.decisions = submissions.decisions
           AND sent.document_ids = ${documentIds}) AS is_touched
     FROM submissions WHERE deleted_at IS NULL ORDER BY created_at DESC, id LIMIT ?`,
  );
  const saveWorkingCopy = db.prepare<[string, string, number, string]>(
    'UPDATE submissions SET form = ?, decisions = ?, updated_at = ? WHERE id = ? AND deleted_at IS NULL',
  );
  const touch = db.prepare<[number, string]>('UPDATE submissions SET updated_at = ? WHERE id = ?');
  const setState = db.prepare<[string, string | null, string | null, number | null, string]>(
    'UPDATE submissions SET state = ?, turn = ?, message = ?, delivered_at = ? WHERE id = ?',
  );
  const recordSubmit = db.prepare<[number, string, number, string]>(
    `UPDATE submissions SET version = ?, settled = ?, submitted_at = coalesce(submitted_at, ?) WHERE id = ?`,
  );
  const setDeletedAt = db.prepare<[number | null, string]>(
    'UPDATE submissions SET deleted_at = ? WHERE id = ? AND version = 0',
  );
  const sweep = db.prepare<[number]>('DELETE FROM submissions WHERE deleted_at < ? AND version = 0');
  const inState = db.prepare<[string], { id: string }>(
    'SELECT id FROM submissions WHERE state = ? AND deleted_at IS NULL ORDER BY created_at',
  );
  const counts = db.prepare<[], { state: SubmissionState['kind']; count: number }>(
    'SELECT state, count(*) AS count FROM submissions WHERE deleted_at IS NULL GROUP BY state',
  );

  return {
    /** An empty draft, unless the id is there already. */
    insertDraft(id: string, form: IntakeForm, at: number): void {
      insert.run(id, JSON.stringify(form), at, at);
    },
    get(id: string): SubmissionRecord | null {
      const row = get.get(id);
      return row ? toRecord(row) : null;
    },
    /** Newest first. */
    list(limit: number): readonly ListedSubmission[] {
      return list.all(limit).map(toListed);
    },
    saveWorkingCopy(id: string, form: IntakeForm, decisions: FieldDecisions, at: number): void {
      saveWorkingCopy.run(JSON.stringify(form), JSON.stringify(decisions), at, id);
    },
    touch(id: string, at: number): void {
      touch.run(at, id);
    },
    setState(id: string, state: SubmissionState): void {
      const { turn, message, deliveredAt } = stateColumns(state);
      setState.run(state.kind, turn, message, deliveredAt, id);
    },
    /** `at` becomes the time of submission the first time only. */
    recordSubmit(id: string, version: number, settled: SettledFields, at: number): void {
      recordSubmit.run(version, JSON.stringify(settled), at, id);
    },
    /** Only one that was never submitted can be deleted; true when it was. */
    delete(id: string, at: number): boolean {
      return setDeletedAt.run(at, id).changes > 0;
    },
    undelete(id: string): boolean {
      return setDeletedAt.run(null, id).changes > 0;
    },
    /** Removes for good what was deleted before then; how many. */
    sweep(deletedBefore: number): number {
      return sweep.run(deletedBefore).changes;
    },
    idsInState(state: SubmissionState['kind']): readonly string[] {
      return inState.all(state).map((row) => row.id);
    },
    countByState(): ReadonlyMap<SubmissionState['kind'], number> {
      return new Map(counts.all().map((row) => [row.state, row.count]));
    },
  };
}

function toRecord(row: Row): SubmissionRecord {
  const form: IntakeForm = JSON.parse(row.form);
  const decisions: FieldDecisions = JSON.parse(row.decisions);
  const settled: SettledFields | null = row.settled === null ? null : JSON.parse(row.settled);
  const documentIds: string[] = JSON.parse(row.document_ids);
  return {
    id: row.id,
    state: toState(row),
    version: row.version,
    form,
    decisions,
    documentIds,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    submittedAt: row.submitted_at,
    settled,
  };
}

function toListed(row: SummaryRow): ListedSubmission {
  return {
    id: row.id,
    state: toState(row),
    version: row.version,
    accountName: row.account_name,
    utility: row.utility,
    agentId: row.agent_id,
    documentCount: row.document_count,
    isTouched: row.is_touched === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    submittedAt: row.submitted_at,
  };
}

function toState(row: StateColumns): SubmissionState {
  switch (row.state) {
    case 'delivered':
      return { kind: 'delivered', deliveredAt: row.delivered_at ?? 0 };
    case 'failed':
      return { kind: 'failed', turn: row.turn ?? 'office', message: row.message ?? '' };
    case 'draft':
    case 'processing':
    case 'needs-review':
    case 'submitted':
      return { kind: row.state };
  }
}

function stateColumns(state: SubmissionState): {
  turn: Turn | null;
  message: string | null;
  deliveredAt: number | null;
} {
  const none = { turn: null, message: null, deliveredAt: null };
  switch (state.kind) {
    case 'delivered':
      return { ...none, deliveredAt: state.deliveredAt };
    case 'failed':
      return { ...none, turn: state.turn, message: state.message };
    case 'draft':
    case 'processing':
    case 'needs-review':
    case 'submitted':
      return none;
    default: {
      const never: never = state;
      return never;
    }
  }
}
