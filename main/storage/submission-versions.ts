import type { Database } from 'better-sqlite3';
import type { FieldDecisions, IntakeForm, SettledFields, SubmissionVersion } from '../intake/submission.ts';

type Row = {
  readonly submission_id: string;
  readonly version: number;
  readonly form: string;
  readonly decisions: string;
  readonly settled: string;
  readonly document_ids: string;
  readonly submitted_at: number;
};

/** What was submitted each time, never changed afterwards: the history of edits and the content of deliveries. */
export function createSubmissionVersionsTable(db: Database) {
  const insert = db.prepare<[string, number, string, string, string, string, number]>(
    `INSERT INTO submission_versions (submission_id, version, form, decisions, settled, document_ids, submitted_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const get = db.prepare<[string, number], Row>(
    'SELECT * FROM submission_versions WHERE submission_id = ? AND version = ?',
  );
  const all = db.prepare<[string], Row>('SELECT * FROM submission_versions WHERE submission_id = ? ORDER BY version');

  return {
    insert(version: SubmissionVersion): void {
      insert.run(
        version.submissionId,
        version.version,
        JSON.stringify(version.form),
        JSON.stringify(version.decisions),
        JSON.stringify(version.settled),
        JSON.stringify(version.documentIds),
        version.submittedAt,
      );
    },
    get(submissionId: string, version: number): SubmissionVersion | null {
      const row = get.get(submissionId, version);
      return row ? toVersion(row) : null;
    },
    /** Oldest first. */
    all(submissionId: string): readonly SubmissionVersion[] {
      return all.all(submissionId).map(toVersion);
    },
  };
}

function toVersion(row: Row): SubmissionVersion {
  const form: IntakeForm = JSON.parse(row.form);
  const decisions: FieldDecisions = JSON.parse(row.decisions);
  const settled: SettledFields = JSON.parse(row.settled);
  const documentIds: string[] = JSON.parse(row.document_ids);
  return {
    submissionId: row.submission_id,
    version: row.version,
    form,
    decisions,
    settled,
    documentIds,
    submittedAt: row.submitted_at,
  };
}
