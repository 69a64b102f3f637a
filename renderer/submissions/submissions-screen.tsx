import './submissions.css';
import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useApp, useNow } from '../ui/app-context.tsx';
import { count } from '../ui/format.ts';
import { Loading } from '../ui/loading.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { countByGroup, findSubmissions } from './find-submissions.ts';
import { NothingYet } from './nothing-yet.tsx';
import { StateFilter } from './state-filter.tsx';
import type { StateGroup } from './state-words.ts';
import { SubmissionRow } from './submission-row.tsx';

/** Rows drawn at once: the search reaches all of them, and a thousand rows would make typing slow. */
const ROWS_AT_ONCE = 100;

export function SubmissionsScreen() {
  const { api } = useApp();
  const { data: submissions, error } = useQuery(api.submissions.watch.experimental_liveOptions());
  const now = useNow(60_000);
  const [search, setSearch] = useState('');
  const [group, setGroup] = useState<StateGroup | null>(null);
  const [rows, setRows] = useState(ROWS_AT_ONCE);
  const sought = useDeferredValue(search);
  const found = useMemo(
    () => findSubmissions(submissions ?? [], { search: sought, group }),
    [submissions, sought, group],
  );
  const counts = useMemo(() => countByGroup(submissions ?? []), [submissions]);

  if (!submissions) return error ? <Text p="lg">{wordsFor(error)}</Text> : <Loading what="submissions" />;
  if (submissions.length === 0) return <NothingYet />;
  return (
    <div className="page page-wide">
      <Group justify="space-between" gap="sm" mb="xs">
        <Title order={1}>Submissions</Title>
        <TextInput
          aria-label="Search submissions"
          placeholder="Account, utility or agent"
          type="search"
          size="sm"
          w={280}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </Group>
      <StateFilter counts={counts} total={submissions.length} chosen={group} onChoose={setGroup} />
      {found.length === 0 ? (
        <Text c="dimmed" py="xl" ta="center">
          No submission matches.{' '}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              setSearch('');
              setGroup(null);
            }}
          >
            Show all
          </Button>
        </Text>
      ) : (
        <table className="submissions">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">State</th>
              <th scope="col">Utility</th>
              <th scope="col">Agent</th>
              <th scope="col" className="number">
                Bills
              </th>
              <th scope="col" className="number">
                Last change
              </th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, rows).map((submission) => (
              <SubmissionRow key={submission.id} submission={submission} now={now} />
            ))}
          </tbody>
        </table>
      )}
      <Group justify="center" gap="sm" py="sm" aria-live="polite">
        {found.length > rows && (
          <Button variant="default" size="xs" onClick={() => setRows(rows + ROWS_AT_ONCE)}>
            Show {Math.min(ROWS_AT_ONCE, found.length - rows)} more
          </Button>
        )}
        <Text size="xs" c="dimmed">
          {found.length > rows ? `${rows} of ${count(found.length, 'submission')}` : count(found.length, 'submission')}
        </Text>
      </Group>
    </div>
  );
}
