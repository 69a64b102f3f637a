import { Title } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import type { DocumentProgress } from '../../main/ipc/contract/documents.ts';
import type { Place } from '../review/place.ts';
import { DocumentCard } from './document-card.tsx';
import { DropArea } from './drop-area.tsx';
import { UploadRow } from './upload-row.tsx';
import type { Workbench } from './workbench.ts';

type Props = {
  readonly bench: Workbench;
  readonly documents: readonly DocumentProgress[];
  readonly problem: string | null;
  readonly onShowPage: (place: Place) => void;
};

/** The submission's bills: those that are here, those that are arriving, and where to put more. */
export function BillPanel({ bench, documents, problem, onShowPage }: Props) {
  const { submissionId, uploads } = bench;
  const list = useSyncExternalStore(uploads.subscribe, uploads.list);
  // What was taken in has its card from here on.
  const rows = list.filter(({ state }) => state.kind !== 'taken' || state.again);
  const isEmpty = documents.length === 0 && rows.length === 0;
  return (
    <section aria-labelledby="bill-title" className="bill-panel">
      <Title order={2} id="bill-title">
        Utility bill
      </Title>
      {documents.map((document) => (
        <DocumentCard
          key={document.id}
          submissionId={submissionId}
          document={document}
          alsoIn={list.flatMap(({ state }) =>
            state.kind === 'taken' && state.documentId === document.id ? state.alsoIn : [],
          )}
          onShowPage={onShowPage}
        />
      ))}
      {rows.map((upload) => (
        <UploadRow
          key={upload.key}
          upload={upload}
          onRemove={() => uploads.remove(upload.key)}
          onRetry={() => uploads.retry(upload.key)}
        />
      ))}
      <DropArea isLarge={isEmpty} problem={problem} onFiles={uploads.add} />
    </section>
  );
}
