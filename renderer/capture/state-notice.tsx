import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SubmissionState } from '../../main/ipc/contract/submissions.ts';
import { useApp, useNow } from '../ui/app-context.tsx';
import { formatWhen } from '../ui/format.ts';
import { showDone, showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { hrefOf } from '../ui/route.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { NEXT_INTAKE_ID } from './focus-place.ts';

type Props = { readonly submissionId: string; readonly state: SubmissionState; readonly keeper: DraftKeeper };

/** Where the submission stands and what comes next; a draft needs no word. */
export function StateNotice({ submissionId, state, keeper }: Props) {
  const now = useNow(60_000);
  switch (state.kind) {
    case 'draft':
      return null;
    case 'processing':
      return (
        <Notice
          tone="info"
          action={
            <>
              <TakeBack submissionId={submissionId} keeper={keeper} />
              <NextIntake />
            </>
          }
        >
          <strong>Submitted.</strong> It goes out by itself once the bill has been read, or asks for you if a field is
          in doubt.
        </Notice>
      );
    case 'needs-review':
      return (
        <Notice tone="warn" action={<TakeBack submissionId={submissionId} keeper={keeper} />}>
          <strong>The bill has been read.</strong> Check the marked fields, then submit.
        </Notice>
      );
    case 'submitted':
      return (
        <Notice tone="good" action={<NextIntake />}>
          <strong>Submitted.</strong> It is being delivered; you can go on with the next one.
        </Notice>
      );
    case 'delivered':
      return (
        <Notice tone="good" action={<NextIntake />}>
          <strong>Delivered</strong> {formatWhen(state.deliveredAt, now)}. Changes go out when you submit them.
        </Notice>
      );
    case 'failed':
      return (
        <Notice tone={state.turn === 'office' ? 'bad' : 'warn'} action={<Retry submissionId={submissionId} />}>
          <strong>{state.turn === 'office' ? 'Not delivered.' : 'Not delivered yet.'}</strong> {state.message}
        </Notice>
      );
    default:
      return state satisfies never;
  }
}

type NoticeProps = { tone: 'info' | 'good' | 'warn' | 'bad'; action: ReactNode; children: ReactNode };

function Notice({ tone, action, children }: NoticeProps) {
  return (
    <div className={`state-notice tone-${tone}`} role="status">
      <span>{children}</span>
      <span className="state-actions">{action}</span>
    </div>
  );
}

function NextIntake() {
  return (
    <Button
      component="a"
      id={NEXT_INTAKE_ID}
      size="compact-sm"
      variant="default"
      href={hrefOf({ kind: 'new', id: null })}
    >
      Start the next intake
    </Button>
  );
}

function TakeBack({ submissionId, keeper }: Pick<Props, 'submissionId' | 'keeper'>) {
  const { api } = useApp();
  const queryClient = useQueryClient();
  const withdraw = useMutation(
    api.submissions.withdraw.mutationOptions({
      onSuccess: (submission) => {
        queryClient.setQueryData(api.submissions.get.queryKey({ input: { submissionId } }), submission);
      },
      onError: (error) => showFailure(wordsFor(error)),
    }),
  );
  const takeBack = () => void keeper.flush().then(() => withdraw.mutate({ submissionId }));
  return (
    <Button size="compact-sm" variant="default" loading={withdraw.isPending} onClick={takeBack}>
      Take back to draft
    </Button>
  );
}

function Retry({ submissionId }: { readonly submissionId: string }) {
  const { api } = useApp();
  const retry = useMutation(
    api.outbox.retryNow.mutationOptions({
      onSuccess: ({ deliveries }) =>
        deliveries === 0 && showDone('Nothing is waiting. Submit it again to send it after all.'),
      onError: (error) => showFailure(wordsFor(error)),
    }),
  );
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={retry.isPending}
      onClick={() => retry.mutate({ kind: 'submission', submissionId })}
    >
      Try again
    </Button>
  );
}
