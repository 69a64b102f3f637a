import type { DocumentKind } from '../documents/document.ts';
import type { Storage } from '../storage/storage.ts';
import type { Delivery, DeliveryDocument, DeliverySubmission } from './destination.ts';
import type { OutboxEntry } from './outbox-entry.ts';

export type DocumentFile = {
  readonly kind: DocumentKind;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Where the original lies. */
  readonly path: string;
};

/** Puts together what an entry delivers: the frozen version, its files, and the receipts so far. */
export function createDescriber({
  storage,
  documentFile,
  agentName,
  now,
}: {
  storage: Storage;
  /** Null for a document that isn't there. */
  documentFile: (documentId: string) => DocumentFile | null;
  agentName: (agentId: string) => string;
  now: () => number;
}): (entry: OutboxEntry) => Delivery {
  function documentsOf(submissionId: string, documentIds: readonly string[]): readonly DeliveryDocument[] {
    const names = new Map(
      storage.submissionDocuments.named(submissionId).map((each) => [each.documentId, each.fileName]),
    );
    return documentIds.map((documentId) => {
      const file = documentFile(documentId);
      if (!file) throw new Error(`The document ${documentId} of a submitted version is gone`);
      return { documentId, fileName: names.get(documentId) ?? documentId, ...file };
    });
  }

  function submissionOf({ submissionId, version }: OutboxEntry): DeliverySubmission {
    const frozen = storage.submissionVersions.get(submissionId, version);
    if (!frozen) throw new Error(`Version ${version} of submission ${submissionId} is gone`);
    return {
      id: submissionId,
      version,
      submittedAt: storage.submissions.get(submissionId)?.submittedAt ?? frozen.submittedAt,
      form: frozen.form,
      settled: frozen.settled,
      agentName: agentName(frozen.form.agentId),
      documents: documentsOf(submissionId, frozen.documentIds),
    };
  }

  return (entry) => ({
    entryId: entry.id,
    idempotencyKey: entry.idempotencyKey,
    payload: entry.payload,
    submission: submissionOf(entry),
    attempt: entry.attempts,
    inDoubt: entry.inDoubt,
    receipts: storage.receipts.of(entry.submissionId, entry.destination),
    keepReceipt: (item, receipt) => storage.receipts.put(entry.submissionId, entry.destination, item, receipt, now()),
  });
}
