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

export type DescriberParts = {
  readonly storage: Storage;
  /** Null for a document that isn't there. */
  readonly documentFile: (documentId: string) => DocumentFile | null;
  readonly agentName: (agentId: string) => string;
};

/** Puts together a submitted version as it is to be at a destination, with its files. Throws when it isn't there. */
export function createSubmissionDescriber({ storage, documentFile, agentName }: DescriberParts) {
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

  /** Without a version the newest. */
  return (submissionId: string, version?: number): DeliverySubmission => {
    const submission = storage.submissions.get(submissionId);
    const frozen = storage.submissionVersions.get(submissionId, version ?? submission?.version ?? 0);
    if (!frozen) throw new Error(`Version ${version} of submission ${submissionId} is gone`);
    return {
      id: submissionId,
      version: frozen.version,
      submittedAt: submission?.submittedAt ?? frozen.submittedAt,
      form: frozen.form,
      settled: frozen.settled,
      agentName: agentName(frozen.form.agentId),
      documents: documentsOf(submissionId, frozen.documentIds),
    };
  };
}

/** Puts together what an entry delivers: the frozen version, its files, and the receipts so far. */
export function createDescriber({ now, ...parts }: DescriberParts & { readonly now: () => number }) {
  const { storage } = parts;
  const submissionOf = createSubmissionDescriber(parts);

  return (entry: OutboxEntry): Delivery => ({
    entryId: entry.id,
    idempotencyKey: entry.idempotencyKey,
    payload: entry.payload,
    submission: submissionOf(entry.submissionId, entry.version),
    attempt: entry.attempts,
    inDoubt: entry.inDoubt,
    receipts: storage.receipts.of(entry.submissionId, entry.destination),
    keepReceipt: (item, receipt) =>
      storage.groupCommit(() => storage.receipts.keep(entry.submissionId, entry.destination, item, receipt, now())),
  });
}
