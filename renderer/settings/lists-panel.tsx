import { Button, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ListsReport } from '../../main/ipc/contract/reference.ts';
import { useApp, useNow } from '../ui/app-context.tsx';
import { count, formatAge } from '../ui/format.ts';
import { Loading } from '../ui/loading.tsx';
import { showFailure } from '../ui/notices.tsx';
import { OutsideLink } from '../ui/outside-link.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { hrefOf } from '../ui/route.ts';

/** The office's agents, utilities and developers: where they come from, how old they are, what is wrong with them. */
export function ListsPanel() {
  const { api } = useApp();
  const { data: report, error } = useQuery(api.reference.watch.experimental_liveOptions());
  const refresh = useMutation(
    api.reference.refresh.mutationOptions({ onError: (failure) => showFailure(wordsFor(failure)) }),
  );
  if (!report) return error ? <Text p="lg">{wordsFor(error)}</Text> : <Loading what="lists" />;
  const isBusy = report.isRefreshing || refresh.isPending;
  return (
    <div className="settings-stack">
      <section className="panel lists-panel" aria-labelledby="lists-title">
        <header className="destination-head">
          <div>
            <Title order={2} id="lists-title">
              Agents, utilities and developers
            </Title>
            <Source report={report} />
          </div>
          {report.sheet && (
            <Button variant="default" loading={isBusy} onClick={() => refresh.mutate(undefined)}>
              Refresh now
            </Button>
          )}
        </header>
        {report.problem && (
          <p className="google-notice" role="alert">
            <span>{report.problem} Until then the lists read before are used.</span>
          </p>
        )}
        <ListCounts report={report} />
        <BadRows report={report} />
      </section>
    </div>
  );
}

function Source({ report: { sheet, lists, isRefreshing } }: { readonly report: ListsReport }) {
  const now = useNow(30_000);
  if (sheet === null) {
    return (
      <Text size="sm" c="dimmed">
        The app’s own list of utilities; any agent and developer can be typed. With{' '}
        <a href={hrefOf({ kind: 'settings', section: 'delivery' })}>Google set up</a>, they come from the tabs of your
        sheet.
      </Text>
    );
  }
  return (
    <Text size="sm" c="dimmed" role="status">
      From the tabs Agents, Utilities and Developers of <OutsideLink href={sheet.link}>{sheet.title}</OutsideLink>.{' '}
      {isRefreshing
        ? 'Reading them now…'
        : lists.refreshedAt === null
          ? 'Not read yet.'
          : `Read ${formatAge(now - lists.refreshedAt)}.`}
    </Text>
  );
}

function ListCounts({ report: { lists, missingTabs } }: { readonly report: ListsReport }) {
  const active = lists.utilities.filter((utility) => utility.active).length;
  const rows = [
    { tab: 'Agents', known: count(lists.agents.length, 'agent'), none: 'Any agent ID is accepted.' },
    { tab: 'Utilities', known: `${count(lists.utilities.length, 'utility', 'utilities')}, ${active} active`, none: '' },
    { tab: 'Developers', known: count(lists.developers.length, 'developer'), none: 'Any developer is accepted.' },
  ];
  const lengths = [lists.agents.length, lists.utilities.length, lists.developers.length];
  return (
    <table className="figures lists-counts">
      <tbody>
        {rows.map(({ tab, known, none }, index) => (
          <tr key={tab}>
            <th scope="row">{tab}</th>
            <td>
              {lengths[index] === 0 ? `Empty. ${none}` : known}
              {missingTabs.includes(tab) && (
                <span className="trouble"> The sheet has no tab “{tab}”: add one, then refresh.</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BadRows({ report: { badRows } }: { readonly report: ListsReport }) {
  if (badRows.length === 0) return null;
  return (
    <section aria-labelledby="bad-rows-title">
      <Title order={3} id="bad-rows-title">
        {count(badRows.length, 'row')} left out
      </Title>
      <Text size="sm" c="dimmed">
        All other rows are used. Correct these in the sheet, then refresh.
      </Text>
      <table className="figures bad-rows">
        <thead>
          <tr>
            <th scope="col">Tab</th>
            <th scope="col">Row</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          {badRows.map(({ tab, row, message }) => (
            <tr key={`${tab} ${row} ${message}`}>
              <td>{tab}</td>
              <td>{row}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
