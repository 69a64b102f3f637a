import type { Database } from 'better-sqlite3';
import { ok, type Result } from '../result.ts';
import { createDocumentsTable } from './documents.ts';
import { createGroupCommit } from './group-commit.ts';
import { createMemoryHistoryTable } from './memory-history.ts';
import { integrityFault, openDatabase } from './open-database.ts';
import { createOutboxTable } from './outbox.ts';
import { createPagesTable } from './pages.ts';
import { createQueueTable } from './queue.ts';
import { createReceiptsTable } from './receipts.ts';
import { createReferenceListsTable } from './reference-lists.ts';
import { createSettingsTable } from './settings.ts';
import type { StorageProblem } from './storage-problem.ts';
import { createSubmissionDocumentsTable } from './submission-documents.ts';
import { createSubmissionVersionsTable } from './submission-versions.ts';
import { createSubmissionsTable } from './submissions.ts';

export type Storage = ReturnType<typeof bundle>;

/**
 * Opens the database of a data folder and everything that reads and writes it. One process at a time per folder.
 * On a problem nothing was changed; `damaged` can be answered with `restoreBackup`.
 */
export function openStorage({ dataFolder }: { dataFolder: string }): Result<Storage, StorageProblem> {
  const opened = openDatabase(dataFolder);
  return opened.ok ? ok(bundle(opened.value.db, opened.value.close, dataFolder)) : opened;
}

function bundle(db: Database, close: () => void, dataFolder: string) {
  return {
    dataFolder,
    documents: createDocumentsTable(db),
    pages: createPagesTable(db),
    submissions: createSubmissionsTable(db),
    submissionDocuments: createSubmissionDocumentsTable(db),
    submissionVersions: createSubmissionVersionsTable(db),
    outbox: createOutboxTable(db),
    queue: createQueueTable(db),
    receipts: createReceiptsTable(db),
    settings: createSettingsTable(db),
    referenceLists: createReferenceListsTable(db),
    memoryHistory: createMemoryHistoryTable(db),
    /** All of `work` is written, or nothing when it throws. Must not be async. Transactions nest. */
    transaction<T>(work: () => T): T {
      return db.transaction(work).immediate();
    },
    groupCommit: createGroupCommit(db),
    /** What is wrong with the database file, or null. */
    integrityFault(): string | null {
      return integrityFault(db);
    },
    /** Copies the database as it is now, a piece at a time, while it stays in use. Throws when the disk refuses. */
    async copyTo(file: string): Promise<void> {
      await db.backup(file);
    },
    isOpen: () => db.open,
    /** Ends all use of the data folder; nothing but `isOpen` may be called after it. */
    close,
  };
}
