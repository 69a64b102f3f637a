import { Button, CloseButton, Progress } from '@mantine/core';
import { IconAlertTriangle, IconFile, IconInfoCircle } from '@tabler/icons-react';
import { formatBytes } from '../ui/format.ts';
import type { Upload } from './uploads.ts';

type Props = { readonly upload: Upload; readonly onRemove: () => void; readonly onRetry: () => void };

/** A file on its way in, or one that could not be taken. */
export function UploadRow({ upload, onRemove, onRetry }: Props) {
  const { fileName, sizeBytes, state } = upload;
  return (
    <div className="file-card" data-state={state.kind}>
      <div className="file-line">
        <UploadIcon kind={state.kind} />
        <span className="file-name" title={fileName}>
          {fileName}
        </span>
        <span className="file-facts">{formatBytes(sizeBytes)}</span>
        {state.kind === 'failed' && state.file && (
          <Button size="compact-xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        <CloseButton
          size="sm"
          disabled={state.kind === 'storing'}
          onClick={onRemove}
          aria-label={`${closeWord(state.kind)} ${fileName}`}
        />
      </div>
      <UploadStanding upload={upload} />
    </div>
  );
}

function UploadStanding({ upload: { fileName, sizeBytes, state } }: { readonly upload: Upload }) {
  switch (state.kind) {
    case 'queued':
      return <p className="file-standing">Waiting for the files before it</p>;
    case 'sending':
      return (
        <Progress
          size="sm"
          value={sizeBytes === 0 ? 0 : (state.sentBytes / sizeBytes) * 100}
          aria-label={`Adding ${fileName}`}
        />
      );
    case 'storing':
      return <p className="file-standing">Storing…</p>;
    case 'taken':
      return <p className="file-standing">This file is already attached here.</p>;
    case 'failed':
      return (
        <p className="file-standing trouble" role="alert">
          {state.message}
        </p>
      );
    default:
      return state satisfies never;
  }
}

function UploadIcon({ kind }: { readonly kind: Upload['state']['kind'] }) {
  if (kind === 'failed') return <IconAlertTriangle size={18} aria-hidden className="bad" />;
  if (kind === 'taken') return <IconInfoCircle size={18} aria-hidden />;
  return <IconFile size={18} aria-hidden />;
}

function closeWord(kind: Upload['state']['kind']): string {
  return kind === 'failed' || kind === 'taken' ? 'Dismiss' : 'Cancel';
}
