import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Submission } from '../../main/ipc/contract/submissions.ts';
import { useApp } from '../ui/app-context.tsx';
import { rename } from '../ui/route.ts';
import type { Draft } from './draft.ts';
import { formInputId } from './focus-place.ts';
import { IntakePage } from './intake-page.tsx';
import type { Workbench, Workbenches } from './workbench.ts';

type Props = {
  readonly submissionId: string;
  readonly initial: { readonly draft: Draft; readonly stored: boolean };
  readonly submission: Submission | null;
  readonly workbenches: Workbenches;
};

/** Opens the workbench while the page is on the screen, and follows the submission's documents. */
export function IntakeBench({ submissionId, initial, submission, workbenches }: Props) {
  const [bench] = useState(() => workbenches.open(submissionId, initial));
  useEffect(() => () => workbenches.leave(bench), [workbenches, bench]);
  const [isFresh] = useState(!initial.stored);
  useEffect(() => {
    if (isFresh) document.getElementById(formInputId('agentId'))?.focus();
  }, [isFresh]);
  return <IntakeAtWork bench={bench} submission={submission} />;
}

function IntakeAtWork({ bench, submission }: { readonly bench: Workbench; readonly submission: Submission | null }) {
  const { api } = useApp();
  const { submissionId, keeper } = bench;
  const snapshot = useSyncExternalStore(keeper.subscribe, keeper.snapshot);
  const { stored } = snapshot;
  const { data: documents } = useQuery(
    api.documents.watch.experimental_liveOptions({ input: stored ? { submissionId } : skipToken }),
  );
  // From now on the address leads to the stored one, also after a reload.
  useEffect(() => {
    if (stored) rename({ kind: 'submission', id: submissionId });
  }, [stored, submissionId]);
  return <IntakePage bench={bench} snapshot={snapshot} submission={submission} documents={documents ?? noDocuments} />;
}

const noDocuments: readonly never[] = [];
