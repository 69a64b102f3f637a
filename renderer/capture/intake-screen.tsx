import { Button, Stack, Text, Title } from '@mantine/core';
import { isDefinedError } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SubmissionSummary } from '../../main/ipc/contract/submissions.ts';
import { useApp } from '../ui/app-context.tsx';
import { Loading } from '../ui/loading.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { hrefOf } from '../ui/route.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { IntakeBench } from './intake-bench.tsx';
import type { Workbenches } from './workbench.ts';

type Start = { readonly draft: Draft; readonly stored: boolean };

type Props = {
  readonly submissionId: string;
  /** True for one that main may not know yet. */
  readonly isNew: boolean;
  readonly workbenches: Workbenches;
};

/** Finds out where the work starts from; from then on the page stays, and follows what main knows. */
export function IntakeScreen({ submissionId, isNew, workbenches }: Props) {
  const { api } = useApp();
  const [start, setStart] = useState<Start | null>(null);
  const submission = useQuery(api.submissions.get.queryOptions({ input: { submissionId }, gcTime: 0 }));
  useFollow(submissionId, submission.refetch, submission.data);

  if (start)
    return <IntakeBench {...{ submissionId, workbenches }} initial={start} submission={submission.data ?? null} />;
  if (submission.data) {
    const { form, decisions } = submission.data;
    setStart({ draft: { form, decisions }, stored: true });
    return null;
  }
  if (!submission.error) return <Loading what="the submission" />;
  if (!isDefinedError(submission.error)) return <Text p="lg">{wordsFor(submission.error)}</Text>;
  if (isNew) {
    setStart({ draft: emptyDraft, stored: false });
    return null;
  }
  return (
    <Stack className="page" align="flex-start" gap="sm">
      <Title order={1}>This submission is not here any more</Title>
      <Text c="dimmed">It was probably deleted in another window.</Text>
      <Button component="a" href={hrefOf({ kind: 'submissions' })} variant="default">
        All submissions
      </Button>
    </Stack>
  );
}

/** Main moves a submission on by itself (read, delivered, …); the list's stream tells when to ask again. */
function useFollow(submissionId: string, refetch: () => unknown, known: Stamped | undefined): void {
  const { api } = useApp();
  const { data: summary } = useQuery(
    api.submissions.watch.experimental_liveOptions({
      select: (all) => all.find((submission) => submission.id === submissionId),
    }),
  );
  const isBehind = summary !== undefined && (!known || stamp(summary) !== stamp(known));
  const stampThere = summary && stamp(summary);
  useEffect(() => {
    if (isBehind && stampThere) void refetch();
  }, [isBehind, stampThere, refetch]);
}

type Stamped = Pick<SubmissionSummary, 'version' | 'state' | 'hasUnsentEdits'>;

function stamp({ version, state, hasUnsentEdits }: Stamped): string {
  return `${version} ${state.kind} ${hasUnsentEdits}`;
}
