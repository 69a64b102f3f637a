import { Button, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { DocumentProgress } from '../../main/ipc/contract/documents.ts';
import { useApp } from '../ui/app-context.tsx';
import { count, formatWait } from '../ui/format.ts';
import { showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { PasswordPrompt } from './password-prompt.tsx';

/** The file itself is at fault: reading it again ends the same way. */
const hopeless: ReadonlySet<string> = new Set([
  'damaged-file',
  'not-a-document',
  'no-pages',
  'too-many-pages',
  'empty-file',
  'too-many-pixels',
  'too-much-memory',
]);

/** One line: how far the reading is, or why it isn't, with the one thing that can be done about it. */
export function DocumentStanding({ document }: { readonly document: DocumentProgress }) {
  const { api } = useApp();
  const onError = (error: unknown) => showFailure(wordsFor(error));
  const cancel = useMutation(api.documents.cancel.mutationOptions({ onError }));
  const resume = useMutation(api.documents.resume.mutationOptions({ onError }));
  const { state, pagesSettled, pageCount } = document;
  const resumeButton = (label: string) => (
    <Button
      size="compact-xs"
      variant="default"
      loading={resume.isPending}
      onClick={() => resume.mutate({ documentId: document.id })}
    >
      {label}
    </Button>
  );
  const stopButton = (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      loading={cancel.isPending}
      onClick={() => cancel.mutate({ documentId: document.id })}
    >
      Stop
    </Button>
  );

  switch (state.kind) {
    case 'waiting':
      return <p className="file-standing">Waiting to be read {stopButton}</p>;
    case 'reading':
      return (
        <>
          <p className="file-standing">
            <span>{progressWords(document)}</span> {stopButton}
          </p>
          <Progress
            size="xs"
            value={pageCount ? (pagesSettled / pageCount) * 100 : 0}
            aria-label={`Reading ${document.fileName}`}
          />
        </>
      );
    case 'read':
      return (
        <p className="file-standing">
          <span>
            {readWords(document)}
            {searchedWords(document)}
          </span>{' '}
          {quarantined(document) > 0 && resumeButton('Try again')}
        </p>
      );
    case 'cancelled':
      return (
        <p className="file-standing">
          <span>
            Stopped after {pagesSettled} of {pageCount === null ? 'all pages' : count(pageCount, 'page')}
          </span>{' '}
          {resumeButton('Go on reading')}
        </p>
      );
    case 'failed':
      if (state.problem.code === 'password-needed' || state.problem.code === 'password-wrong') {
        return <PasswordPrompt document={document} problem={state.problem} />;
      }
      return (
        <p className="file-standing trouble" role="alert">
          <span>{state.problem.message}</span> {!hopeless.has(state.problem.code) && resumeButton('Try again')}
        </p>
      );
    default:
      return state satisfies never;
  }
}

function progressWords({ pagesSettled, pageCount, timeLeftMs }: DocumentProgress): string {
  if (pageCount === null) return 'Opening…';
  const left = timeLeftMs === null ? '' : ` · ${formatWait(timeLeftMs)} left`;
  return `${pagesSettled} of ${count(pageCount, 'page')} read${left}`;
}

function readWords(document: DocumentProgress): string {
  const sources = { 'text-layer': 0, ocr: 0, blank: 0 };
  for (const page of document.pages) if (page.kind === 'read') sources[page.source] += 1;
  const kinds = [
    [sources['text-layer'], 'with text'],
    [sources.ocr, 'recognised'],
    [sources.blank, 'blank'],
  ] as const;
  const parts = kinds.filter(([amount]) => amount > 0).map(([amount, words]) => `${amount} ${words}`);
  const failed = quarantined(document);
  const read = `${count(document.pages.length - failed, 'page')} read${parts.length > 1 ? ` (${parts.join(', ')})` : ''}`;
  return failed > 0 ? `${read}. ${count(failed, 'page')} could not be read` : read;
}

/** A file of many pages may hold more than one bill: the clerk must know what the values below are from. */
function searchedWords({ pages, pagesSearched }: DocumentProgress): string {
  return pages.length > pagesSearched ? `. The values below are from the first ${pagesSearched}` : '';
}

function quarantined({ pages }: DocumentProgress): number {
  return pages.filter((page) => page.kind === 'quarantined').length;
}
