import './bill.css';
import './intake.css';
import '../review/review.css';
import { useHotkeys } from '@mantine/hooks';
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { DocumentProgress } from '../../main/ipc/contract/documents.ts';
import type { FieldName } from '../../main/ipc/contract/fields.ts';
import type { FieldDecision, IntakeForm as Form } from '../../main/ipc/contract/intake-form.ts';
import type { Submission } from '../../main/ipc/contract/submissions.ts';
import { ReceiptsPanel } from '../receipts/receipts-panel.tsx';
import { BillFields } from '../review/bill-fields.tsx';
import { viewOf } from '../review/field-view.ts';
import { mergeReadings } from '../review/merge-readings.ts';
import { PagePane } from '../review/page-pane.tsx';
import type { Place } from '../review/place.ts';
import { BillPanel } from './bill-panel.tsx';
import { billStateOf } from './bill-state.ts';
import { withDecision, withForm } from './draft.ts';
import type { DraftSnapshot } from './draft-keeper.ts';
import { focusDoubt, focusNextIntake, focusPlace } from './focus-place.ts';
import { IntakeForm } from './intake-form.tsx';
import { IntakeHead } from './intake-head.tsx';
import { problemsByPlace } from './problem-places.ts';
import { SubmitBar } from './submit-bar.tsx';
import { useSubmit } from './use-submit.ts';
import type { Workbench } from './workbench.ts';

type Props = {
  readonly bench: Workbench;
  readonly snapshot: DraftSnapshot;
  readonly submission: Submission | null;
  readonly documents: readonly DocumentProgress[];
};

/** One submission at work: the form on the left, its bill on the right, the page picture over the form when asked for. */
export function IntakePage({ bench, snapshot, submission, documents }: Props) {
  const { keeper } = bench;
  const { form, decisions } = snapshot.draft;
  const submit = useSubmit(bench);
  const [place, setPlace] = useState<Place | null>(null);
  const bill = billStateOf(documents);
  const readUtility = mergeReadings(documents, 'utility');
  const problems = useMemo(() => problemsByPlace(submit.problems), [submit.problems]);
  const { forget } = submit;

  const [opened] = useState(snapshot.touched ? null : snapshot.draft);
  const state = submission?.state ?? { kind: 'draft' };
  const isChangedHere = snapshot.draft !== opened && submit.state.kind !== 'accepted';
  // Nothing is sent yet of one that is being read; of any other, main compares what it holds with what was sent.
  const hasUnsentEdits = state.kind === 'processing' ? isChangedHere : (submission?.hasUnsentEdits ?? false);

  const isMarked = (name: FieldName) =>
    viewOf(mergeReadings(documents, name), decisions[name], bill).kind === 'please-check';
  const needsReview = submission?.state.kind === 'needs-review' && bill === 'settled';
  // Asked once each time it comes to that; what the clerk decides from then on is known here.
  const ask = useEffectEvent(() =>
    submit.showOpenQuestions(({ place }) => place.part === 'bill' && isMarked(place.field)),
  );
  useEffect(() => {
    if (needsReview) void ask();
  }, [needsReview]);

  const changeForm = useCallback(
    (patch: Partial<Form>) => {
      keeper.change((draft) => withForm(draft, patch));
      forget(
        ({ place }) =>
          (place.part === 'form' && place.input in patch) ||
          // Which utility the bill is of was asked because the form says another.
          (place.part === 'bill' && place.field === 'utility' && 'utility' in patch),
      );
    },
    [keeper, forget],
  );
  const decide = useCallback(
    (name: FieldName, decision: FieldDecision | null) => {
      keeper.change((draft) => withDecision(draft, name, decision));
      forget(({ place }) => place.part === 'bill' && place.field === name);
    },
    [keeper, forget],
  );
  const saveNow = useCallback(() => void keeper.flush(), [keeper]);
  const closePicture = useCallback(() => setPlace(null), []);

  async function submitNow(): Promise<void> {
    const outcome = await submit.submit();
    switch (outcome.kind) {
      case 'accepted':
        return outcome.state === 'needs-review' ? focusDoubt() : focusNextIntake();
      case 'not-ready':
        setPlace(null);
        return focusPlace(problemsByPlace(outcome.problems));
      default:
        return; // Said in the bar.
    }
  }
  useHotkeys([['mod+Enter', () => void submitNow()]], []);
  useHotkeys([['Escape', closePicture]], []);

  const openDocument = documents.find((document) => document.id === place?.documentId);
  return (
    <div className="intake">
      <IntakeHead bench={bench} submission={submission} accountName={form.accountName} stored={snapshot.stored} />
      <div className="intake-columns">
        <div className="intake-left">
          <div hidden={openDocument !== undefined}>
            <IntakeForm
              form={form}
              problems={problems.form}
              readName={mergeReadings(documents, 'customerName')?.value ?? null}
              readUtility={readUtility?.value ?? null}
              onChange={changeForm}
              onLeaveField={saveNow}
            />
            {submission && submission.version > 0 && <ReceiptsPanel submissionId={bench.submissionId} />}
          </div>
          {place && openDocument && (
            <PagePane document={openDocument} place={place} onMove={setPlace} onClose={closePicture} />
          )}
        </div>
        <div className="intake-right">
          <BillPanel bench={bench} documents={documents} problem={problems.documents} onShowPage={setPlace} />
          <BillFields
            documents={documents}
            bill={bill}
            decisions={decisions}
            problems={problems.fields}
            isPictureOpen={openDocument !== undefined}
            onDecide={decide}
            onLeaveField={saveNow}
            onShowPlace={setPlace}
          />
        </div>
      </div>
      <SubmitBar
        save={snapshot.save}
        state={state}
        submit={submit.state}
        hasUnsentEdits={hasUnsentEdits}
        bill={bill}
        onSubmit={() => void submitNow()}
      />
    </div>
  );
}
