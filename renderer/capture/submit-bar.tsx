import { Button } from '@mantine/core';
import type { SubmitProblem } from '../../main/ipc/contract/expected-errors.ts';
import type { SubmissionState } from '../../main/ipc/contract/submissions.ts';
import type { BillState } from '../review/field-view.ts';
import type { SaveState } from './draft-keeper.ts';
import { SaveStatus } from './save-status.tsx';
import type { SubmitState } from './use-submit.ts';

type Props = {
  readonly save: SaveState;
  readonly state: SubmissionState;
  readonly submit: SubmitState;
  readonly bill: BillState;
  /** Something was changed that is not in what was submitted. */
  readonly hasUnsentEdits: boolean;
  readonly onSubmit: () => void;
};

export function SubmitBar({ save, state, submit, bill, hasUnsentEdits, onSubmit }: Props) {
  const wasSubmitted = state.kind !== 'draft' && state.kind !== 'needs-review';
  const hasUnsent = !wasSubmitted || hasUnsentEdits;
  return (
    <div className="submit-bar">
      <SaveStatus save={save} />
      <SubmitMessage submit={submit} bill={bill} state={state} hasUnsentEdits={wasSubmitted && hasUnsent} />
      <Button
        onClick={onSubmit}
        loading={submit.kind === 'submitting'}
        variant={hasUnsent ? 'filled' : 'default'}
        title="Ctrl+Enter"
        aria-keyshortcuts="Control+Enter"
      >
        {wasSubmitted ? 'Submit changes' : 'Submit'}
      </Button>
    </div>
  );
}

type MessageProps = Pick<Props, 'submit' | 'bill' | 'state'> & { readonly hasUnsentEdits: boolean };

function SubmitMessage({ submit, bill, state, hasUnsentEdits }: MessageProps) {
  if (submit.kind === 'failed') {
    return (
      <span className="submit-message trouble" role="alert">
        {submit.message}
      </span>
    );
  }
  if (submit.kind === 'not-ready' && submit.problems.length > 0) {
    return (
      <span className="submit-message trouble" role="alert">
        {wordsForProblems(submit.problems)}
      </span>
    );
  }
  if (hasUnsentEdits) {
    return (
      <span className="submit-message">
        {state.kind === 'processing'
          ? 'Your changes go out with it.'
          : 'Changes not sent: they go out when you submit them.'}
      </span>
    );
  }
  if (bill === 'being-read' && (state.kind === 'draft' || state.kind === 'needs-review')) {
    return (
      <span className="submit-message">You can submit now: it goes out by itself when the bill has been read.</span>
    );
  }
  return <span className="submit-message" />;
}

function wordsForProblems(problems: readonly SubmitProblem[]): string {
  const [one, ...others] = problems;
  if (problems.every(({ place }) => place.part === 'bill'))
    return one && others.length === 0 ? 'One field is left to check' : `${problems.length} fields are left to check`;
  return one && others.length === 0 ? 'One thing is missing' : `${problems.length} things are missing`;
}
