import { safe } from '@orpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SubmitProblem } from '../../main/ipc/contract/expected-errors.ts';
import type { SubmissionState } from '../../main/ipc/contract/submissions.ts';
import { useApp } from '../ui/app-context.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { isUnderWay } from './uploads.ts';
import type { Workbench } from './workbench.ts';

export type SubmitState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'submitting' }
  /** Told at their places. */
  | { readonly kind: 'not-ready'; readonly problems: readonly SubmitProblem[] }
  | { readonly kind: 'failed'; readonly message: string }
  /** `state`: where the submission stands now; with fields left to decide it is `needs-review`. */
  | { readonly kind: 'accepted'; readonly state: SubmissionState['kind'] };

export type Submit = {
  readonly state: SubmitState;
  /** What stops a submit: of the last one, or, before any, what was asked for by `showOpenQuestions`. */
  readonly problems: readonly SubmitProblem[];
  /** Saves first, so that no late save follows the submit. */
  readonly submit: () => Promise<SubmitState>;
  /** Asks what is left to decide, before anybody has pressed Submit in vain; less what the screen says anyway. */
  readonly showOpenQuestions: (isSaid: (problem: SubmitProblem) => boolean) => Promise<void>;
  /** The clerk works on these places: what was said about them no longer holds. */
  readonly forget: (isSettled: (problem: SubmitProblem) => boolean) => void;
};

export function useSubmit({ submissionId, keeper, uploads }: Workbench): Submit {
  const { client, api, connection } = useApp();
  const queryClient = useQueryClient();
  const [state, setState] = useState<SubmitState>({ kind: 'idle' });
  const [questions, setQuestions] = useState<readonly SubmitProblem[]>([]);

  async function attempt(): Promise<SubmitState> {
    if (connection.state().kind !== 'connected') return notSubmitted('The app does not answer just now.');
    if (uploads.list().some(isUnderWay)) return notSubmitted('A bill is still being added; wait until it is here.');
    await keeper.ensureStored();
    if (!(await keeper.flush())) return notSubmitted('Your last changes could not be saved yet.');
    const { error, data, isDefined } = await safe(
      client.submissions.submit({ submissionId, ...keeper.snapshot().draft }),
    );
    if (isDefined && error.code === 'NOT_READY') return { kind: 'not-ready', problems: error.data.problems };
    if (error) return notSubmitted(wordsFor(error));
    queryClient.setQueryData(api.submissions.get.queryKey({ input: { submissionId } }), data);
    return { kind: 'accepted', state: data.state.kind };
  }

  return {
    state,
    problems: state.kind === 'not-ready' ? state.problems : questions,
    async submit() {
      if (state.kind === 'submitting') return state;
      setState({ kind: 'submitting' });
      const outcome = await attempt().catch((error: unknown) => notSubmitted(wordsFor(error)));
      setState(outcome);
      return outcome;
    },
    async showOpenQuestions(isSaid) {
      const { data } = await safe(client.submissions.openQuestions({ submissionId }));
      setQuestions(data?.problems.filter((problem) => !isSaid(problem)) ?? []);
    },
    forget(isSettled) {
      setQuestions((before) => (before.some(isSettled) ? before.filter((each) => !isSettled(each)) : before));
      setState((before) => {
        if (before.kind === 'failed' || before.kind === 'accepted') return { kind: 'idle' };
        if (before.kind !== 'not-ready') return before;
        const problems = before.problems.filter((problem) => !isSettled(problem));
        return problems.length === before.problems.length ? before : { ...before, problems };
      });
    },
  };
}

function notSubmitted(reason: string): SubmitState {
  return { kind: 'failed', message: `Not submitted. ${reason}` };
}
