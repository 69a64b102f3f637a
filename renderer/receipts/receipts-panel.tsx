import './receipts.css';
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Receipt } from '../../main/ipc/contract/receipts.ts';
import type { DestinationName } from '../../main/ipc/contract/settings.ts';
import { useApp, useNow } from '../ui/app-context.tsx';
import { formatWhen } from '../ui/format.ts';
import { CheckSubmission } from './check-submission.tsx';
import { DeliveredItems } from './delivered-items.tsx';

const names: Readonly<Record<DestinationName, string>> = { folder: 'Folder on this computer', google: 'Google' };

/** What of this submission was delivered where; nothing before the first submit. */
export function ReceiptsPanel({ submissionId }: { readonly submissionId: string }) {
  const { api } = useApp();
  const now = useNow(60_000);
  const { data: receipts } = useQuery(api.receipts.watch.experimental_liveOptions({ input: { submissionId } }));
  if (!receipts || receipts.length === 0) return null;
  return (
    <section className="panel receipts" aria-labelledby="receipts-title">
      <Title order={2} id="receipts-title">
        Receipts
      </Title>
      {receipts.map(({ destination, standing, items }) => (
        <section key={destination} aria-labelledby={`receipt-${destination}`}>
          <p className="receipt-head">
            <strong id={`receipt-${destination}`}>{names[destination]}</strong>{' '}
            <span className="aside">{standingOf(standing, now)}</span>
          </p>
          <DeliveredItems items={items} />
          {destination === 'google' && standing.kind === 'delivered' && <CheckSubmission submissionId={submissionId} />}
        </section>
      ))}
    </section>
  );
}

function standingOf(standing: Receipt['standing'], now: number): string {
  switch (standing.kind) {
    case 'delivered':
      return `Delivered ${formatWhen(standing.at, now)}`;
    case 'owed':
      return standing.problem ?? 'On its way';
    case 'put-aside':
      return 'Put aside: take it back under Deliveries when you want it sent.';
    case 'discarded':
      return `Discarded ${formatWhen(standing.at, now)}; submit it again to send it after all.`;
    default:
      return standing satisfies never;
  }
}
