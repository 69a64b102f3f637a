import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconFileText, IconTrash } from '@tabler/icons-react';
import type { DocumentProgress } from '../../main/ipc/contract/documents.ts';
import { DocumentNotices } from '../review/document-notices.tsx';
import type { Place } from '../review/place.ts';
import { useApp } from '../ui/app-context.tsx';
import { formatBytes } from '../ui/format.ts';
import { showFailure, showUndo } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { hrefOf } from '../ui/route.ts';
import { DocumentStanding } from './document-standing.tsx';
import { PageStrip } from './page-strip.tsx';
import type { AlsoIn } from './uploads.ts';

type Props = {
  readonly submissionId: string;
  readonly document: DocumentProgress;
  readonly alsoIn: readonly AlsoIn[];
  readonly onShowPage: (place: Place) => void;
};

/** One bill: how far it has been read, what is wrong with it, and what can be done. */
export function DocumentCard({ submissionId, document, alsoIn, onShowPage }: Props) {
  const { client } = useApp();
  const { id: documentId, fileName, state } = document;
  const showPage = (pageIndex: number) => onShowPage({ documentId, pageIndex, mark: null });

  async function detach(): Promise<void> {
    try {
      await client.submissions.detachDocument({ submissionId, documentId });
    } catch (error) {
      showFailure(wordsFor(error));
      return;
    }
    showUndo(`${fileName} was removed from this submission.`, () => {
      client.submissions
        .attachDocument({ submissionId, documentId })
        .catch((error: unknown) => showFailure(wordsFor(error)));
    });
  }

  const canBeSeen = document.pageCount !== null && document.pageCount > 0;
  return (
    <article className="file-card" data-state={state.kind} aria-label={fileName}>
      <div className="file-line">
        {state.kind === 'failed' ? (
          <IconAlertTriangle size={18} aria-hidden className="bad" />
        ) : (
          <IconFileText size={18} aria-hidden />
        )}
        <span className="file-name" title={fileName}>
          {fileName}
        </span>
        <span className="file-facts">
          {document.kind.toUpperCase()} · {formatBytes(document.sizeBytes)}
        </span>
        <Tooltip label="Look at the pages">
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={!canBeSeen}
            aria-label={`Look at the pages of ${fileName}`}
            onClick={() => showPage(0)}
          >
            <IconEye size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Remove from this submission">
          <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${fileName}`} onClick={() => void detach()}>
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      <DocumentStanding document={document} />
      <PageStrip pages={document.pages} onShowPage={showPage} />
      {alsoIn.map((other) => (
        <p key={other.submissionId} className="file-standing notable">
          This bill is already in{' '}
          <a href={hrefOf({ kind: 'submission', id: other.submissionId })}>
            {other.accountName || 'a submission without a name'}
          </a>
          .
        </p>
      ))}
      {document.reading && <DocumentNotices notices={document.reading.notices} />}
    </article>
  );
}
