import type { Database } from 'better-sqlite3';

export type AttachedDocument = { readonly documentId: string; readonly fileName: string };
export type DocumentUse = { readonly submissionId: string; readonly accountName: string };

/** Which documents a submission holds, in the order they were added. */
export function createSubmissionDocumentsTable(db: Database) {
  const attach = db.prepare<[string, string, string, string]>(
    `INSERT INTO submission_documents (submission_id, document_id, file_name, position)
     VALUES (?, ?, ?, (SELECT coalesce(max(position) + 1, 0) FROM submission_documents WHERE submission_id = ?))
     ON CONFLICT (submission_id, document_id) DO UPDATE SET detached_at = NULL`,
  );
  const detach = db.prepare<[number, string, string]>(
    `UPDATE submission_documents SET detached_at = ?
     WHERE submission_id = ? AND document_id = ? AND detached_at IS NULL`,
  );
  const find = db.prepare<[string, string], { file_name: string; detached_at: number | null }>(
    'SELECT file_name, detached_at FROM submission_documents WHERE submission_id = ? AND document_id = ?',
  );
  const named = db.prepare<[string], { document_id: string; file_name: string }>(
    'SELECT document_id, file_name FROM submission_documents WHERE submission_id = ? ORDER BY position',
  );
  const uses = db.prepare<[string], { submission_id: string; account_name: string }>(
    `SELECT s.id AS submission_id, s.form ->> '$.accountName' AS account_name
     FROM submission_documents d JOIN submissions s ON s.id = d.submission_id
     WHERE d.document_id = ? AND d.detached_at IS NULL AND s.deleted_at IS NULL ORDER BY s.created_at`,
  );

  return {
    /** Adds it at the end, or brings a detached one back to its place and name. */
    attach(submissionId: string, documentId: string, fileName: string): void {
      attach.run(submissionId, documentId, fileName, submissionId);
    },
    /** True when it was attached. */
    detach(submissionId: string, documentId: string, at: number): boolean {
      return detach.run(at, submissionId, documentId).changes > 0;
    },
    find(submissionId: string, documentId: string): { fileName: string; attached: boolean } | null {
      const row = find.get(submissionId, documentId);
      return row ? { fileName: row.file_name, attached: row.detached_at === null } : null;
    },
    /** Every document the submission ever held, with the name its file had here. */
    named(submissionId: string): readonly AttachedDocument[] {
      return named.all(submissionId).map((row) => ({ documentId: row.document_id, fileName: row.file_name }));
    },
    /** The submissions that hold it now, oldest first. */
    usesOf(documentId: string): readonly DocumentUse[] {
      return uses.all(documentId).map((row) => ({ submissionId: row.submission_id, accountName: row.account_name }));
    },
  };
}
