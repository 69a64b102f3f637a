import { Title } from '@mantine/core';
import type { DocumentProgress } from '../../main/ipc/contract/documents.ts';
import { type FieldName, fieldName } from '../../main/ipc/contract/fields.ts';
import type { FieldDecision, FieldDecisions } from '../../main/ipc/contract/intake-form.ts';
import { FieldRow } from './field-row.tsx';
import { type BillState, viewOf } from './field-view.ts';
import { fieldWords } from './field-words.ts';
import { mergeReadings, type PlacedValue } from './merge-readings.ts';
import type { Place } from './place.ts';

type Props = {
  readonly documents: readonly DocumentProgress[];
  readonly bill: BillState;
  readonly decisions: FieldDecisions;
  readonly problems: { readonly [Name in FieldName]?: string };
  /** While a picture is open it follows the field that has the focus. */
  readonly isPictureOpen: boolean;
  readonly onDecide: (name: FieldName, decision: FieldDecision | null) => void;
  readonly onLeaveField: () => void;
  readonly onShowPlace: (place: Place) => void;
};

/** What was read from the bill, field by field, for the clerk to confirm or correct. */
export function BillFields(props: Props) {
  const { documents, bill, decisions, problems, isPictureOpen, onDecide, onLeaveField, onShowPlace } = props;
  const rows = fieldName.options.map((name) => {
    const reading = mergeReadings(documents, name);
    return { name, reading, view: viewOf(reading, decisions[name], bill) };
  });
  const toCheck = rows.filter(({ view }) => view.kind === 'please-check').length;
  const showPlace = (name: FieldName, { documentId, pageIndex, box, value }: PlacedValue) => {
    onShowPlace({ documentId, pageIndex, mark: box && { label: fieldWords[name].label, value, box } });
  };

  return (
    <section aria-labelledby="fields-title" className="bill-fields" onBlur={onLeaveField}>
      <div className="section-line">
        <Title order={2} id="fields-title">
          From the bill
        </Title>
        <span className="section-note" role="status">
          {noteOf(bill, toCheck)}
        </span>
      </div>
      {rows.map(({ name, reading, view }) => (
        <FieldRow
          key={name}
          name={name}
          reading={reading}
          view={view}
          problem={problems[name] ?? null}
          onDecide={(decision) => onDecide(name, decision)}
          onShowPlace={(value) => showPlace(name, value)}
          onFocus={() => isPictureOpen && reading?.box && showPlace(name, reading)}
        />
      ))}
    </section>
  );
}

function noteOf(bill: BillState, toCheck: number): string {
  if (bill === 'none') return 'Filled in as the bill is read; you can also type.';
  if (toCheck > 0) return `${toCheck} to check · Enter confirms`;
  return bill === 'being-read' ? 'Being read…' : '';
}
