import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { CheckState } from '../../main/ipc/contract/google.ts';
import { useApp, useNow } from '../ui/app-context.tsx';
import { formatWhen } from '../ui/format.ts';
import { showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { CheckActivity } from './check-activity.tsx';
import { DifferenceList } from './difference-list.tsx';

/** "Check now" as one submission sees it: the check compares all, here stands what it found of this one. */
export function CheckSubmission({ submissionId }: { readonly submissionId: string }) {
  const { api } = useApp();
  const { data: check } = useQuery(api.google.watchCheck.experimental_liveOptions());
  const checkNow = useMutation(
    api.google.checkNow.mutationOptions({ onError: (error) => showFailure(wordsFor(error)) }),
  );
  if (!check) return null;
  const isBusy = check.activity.kind !== 'none';
  return (
    <div className="check-submission">
      <div className="check-line">
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          loading={checkNow.isPending}
          onClick={() => checkNow.mutate(undefined)}
        >
          Check now
        </Button>
        {isBusy ? (
          <CheckActivity activity={check.activity} />
        ) : (
          <span role="status">
            <Verdict check={check} submissionId={submissionId} />
          </span>
        )}
      </div>
      {check.problem && (
        <p className="trouble" role="alert">
          {check.problem}
        </p>
      )}
      <DifferenceList
        differences={check.result?.differences.filter((each) => each.submissionId === submissionId) ?? []}
        isNamed={false}
        isBusy={isBusy}
      />
    </div>
  );
}

function Verdict({ check: { result }, submissionId }: { readonly check: CheckState; readonly submissionId: string }) {
  const now = useNow(60_000);
  if (result === null) return <span className="aside">Is it still in Google as it was sent?</span>;
  const { differences, differenceCount, checkedAt } = result;
  const checked = <span className="aside">Checked {formatWhen(checkedAt, now)}</span>;
  if (differences.some((each) => each.submissionId === submissionId)) return checked;
  // Not all that differs is listed, so nothing can be said of this one.
  if (differenceCount > differences.length) return <>Too much differs to list here; see Deliveries. {checked}</>;
  return <>Everything is there as it was sent. {checked}</>;
}
