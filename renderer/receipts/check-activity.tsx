import { Button, Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { CheckState } from '../../main/ipc/contract/google.ts';
import { useApp } from '../ui/app-context.tsx';
import { count } from '../ui/format.ts';
import { showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';

/** How far a check or a repair is, with a way to stop it; nothing while none is at work. */
export function CheckActivity({ activity }: { readonly activity: CheckState['activity'] }) {
  const { api } = useApp();
  const cancel = useMutation(
    api.google.cancelCheck.mutationOptions({ onError: (error) => showFailure(wordsFor(error)) }),
  );
  if (activity.kind === 'none') return null;
  return (
    <p className="check-activity">
      <Loader size="xs" aria-hidden />
      <span>{activityWords(activity)}</span>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        loading={cancel.isPending}
        onClick={() => cancel.mutate(undefined)}
      >
        Stop
      </Button>
    </p>
  );
}

function activityWords(activity: Exclude<CheckState['activity'], { kind: 'none' }>): string {
  switch (activity.kind) {
    case 'checking':
      return `Comparing ${count(activity.submissions, 'submission')}: ${count(activity.filesSeen, 'file')} seen`;
    case 'repairing':
      return `Repairing ${Math.min(activity.done + 1, activity.of)} of ${activity.of}`;
    default:
      return activity satisfies never;
  }
}
