import './receipts.css';
import { Button, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { CheckState } from '../../main/ipc/contract/google.ts';
import { useApp, useNow } from '../ui/app-context.tsx';
import { count, formatWhen } from '../ui/format.ts';
import { showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { CheckActivity } from './check-activity.tsx';
import { DifferenceList, isTheirChange } from './difference-list.tsx';

/** Compares all that was delivered with what is in Google now; there only once Google is set up. */
export function CheckPanel() {
  const { api } = useApp();
  const onError = (error: unknown) => showFailure(wordsFor(error));
  const { data: hasPlace = false } = useQuery(
    api.google.watch.experimental_liveOptions({ select: ({ place }) => place !== null }),
  );
  const { data: check } = useQuery(api.google.watchCheck.experimental_liveOptions());
  const checkNow = useMutation(api.google.checkNow.mutationOptions({ onError }));
  if (!hasPlace || !check) return null;
  const isBusy = check.activity.kind !== 'none';
  return (
    <section className="panel check-panel" aria-labelledby="check-title">
      <header className="destination-head">
        <div>
          <Title order={2} id="check-title">
            Delivered to Google
          </Title>
          <Text size="sm" c="dimmed">
            Compare what was delivered with what is in the folder and the sheet now. Checking changes nothing.
          </Text>
        </div>
        <Button
          variant="default"
          disabled={isBusy}
          loading={checkNow.isPending}
          onClick={() => checkNow.mutate(undefined)}
        >
          Check now
        </Button>
      </header>
      <CheckActivity activity={check.activity} />
      {check.problem && (
        <p className="trouble" role="alert">
          {check.problem}
        </p>
      )}
      {check.result && <Result result={check.result} isBusy={isBusy} />}
    </section>
  );
}

type ResultProps = { readonly result: NonNullable<CheckState['result']>; readonly isBusy: boolean };

function Result({ result, isBusy }: ResultProps) {
  const { api } = useApp();
  const now = useNow(60_000);
  const repair = useMutation(api.google.repair.mutationOptions({ onError: (error) => showFailure(wordsFor(error)) }));
  const { differences, differenceCount } = result;
  const safe = differences.filter((difference) => difference.isRepairable && !isTheirChange(difference));
  const repairSafe = () => repair.mutate({ differenceIds: safe.map(({ id }) => id) });
  return (
    <>
      <p role="status" className="check-verdict">
        {verdictOf(result)} <span className="aside">Checked {formatWhen(result.checkedAt, now)}</span>
      </p>
      {safe.length > 1 && (
        <div>
          <Button variant="default" disabled={isBusy || repair.isPending} onClick={repairSafe}>
            Repair the {safe.length} that are missing or in the trash
          </Button>
        </div>
      )}
      <DifferenceList differences={differences} isNamed isBusy={isBusy} />
      {differenceCount > differences.length && (
        <Text size="sm" c="dimmed">
          The first {differences.length} are shown.
        </Text>
      )}
    </>
  );
}

function verdictOf({ checked, repaired, differenceCount }: NonNullable<CheckState['result']>): string {
  const mended = repaired > 0 ? ` ${count(repaired, 'difference')} repaired.` : '';
  const compared = `${count(checked, 'submission')} compared`;
  if (differenceCount === 0) return `${compared}: everything is there as it was sent.${mended}`;
  return `${compared}: ${count(differenceCount, 'difference')}.${mended}`;
}
