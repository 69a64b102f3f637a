/** How well readings answer the truth: right, wrong or missed, field by field, and whether confidence means anything. */
import { type DocumentFields, type FieldName, fieldNames } from '../../../main/extraction/field.ts';
import type { Truth } from './bill-facts.ts';

export type Scored = {
  readonly fields: DocumentFields['fields'];
  readonly truth: Truth;
  /** What the reading was made from, such as `digital`, `scan` or a photo's kind: the rows of the table. */
  readonly kind: string;
};
export type Tally = { readonly right: number; readonly wrong: number; readonly missed: number };
export type Bucket = { readonly from: number; readonly to: number; readonly right: number; readonly wrong: number };
export type Score = {
  readonly total: Tally;
  readonly byField: Readonly<Record<FieldName, Tally>>;
  readonly byKind: ReadonlyMap<string, Tally>;
  /** Values answered, by confidence; a value where there is none counts as wrong. */
  readonly calibration: readonly Bucket[];
  /** Values that look certain (0.9 and above). */
  readonly certain: { readonly right: number; readonly wrong: number };
  readonly mistakes: readonly {
    readonly kind: string;
    readonly field: FieldName;
    readonly read: string;
    readonly truth: string | null;
    readonly confidence: number;
  }[];
};

type Verdict = 'right' | 'wrong' | 'missed' | 'rightly-absent';

export function scoreFields(scored: readonly Scored[]): Score {
  const verdicts = scored.flatMap(({ fields, truth, kind }) =>
    fieldNames.map((field) => {
      const reading = fields[field];
      return { field, kind, reading, truth: truth[field], verdict: judge(field, reading?.value ?? null, truth[field]) };
    }),
  );
  const answered = verdicts.filter(({ reading }) => reading !== null);
  const bounds = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.001];
  const count = (list: typeof verdicts, verdict: Verdict) => list.filter((entry) => entry.verdict === verdict).length;
  const tally = (list: typeof verdicts): Tally => ({
    right: count(list, 'right'),
    wrong: count(list, 'wrong'),
    missed: count(list, 'missed'),
  });
  const certain = answered.filter(({ reading }) => (reading?.confidence ?? 0) >= 0.9);
  const byField = Object.fromEntries(
    fieldNames.map((field) => [field, tally(verdicts.filter((entry) => entry.field === field))]),
  );
  return {
    total: tally(verdicts),
    byField: byField as Record<FieldName, Tally>,
    byKind: new Map([...Map.groupBy(verdicts, (entry) => entry.kind)].map(([kind, list]) => [kind, tally(list)])),
    calibration: bounds.slice(0, -1).map((from, index) => {
      const to = bounds[index + 1] ?? 1;
      const inside = answered.filter(
        ({ reading }) => reading !== null && reading.confidence >= from && reading.confidence < to,
      );
      return { from, to: Math.min(1, to), right: count(inside, 'right'), wrong: count(inside, 'wrong') };
    }),
    certain: { right: count(certain, 'right'), wrong: count(certain, 'wrong') },
    mistakes: verdicts
      .filter((entry) => entry.verdict === 'wrong')
      .map(({ kind, field, reading, truth }) => ({
        kind,
        field,
        read: reading?.value ?? '',
        truth,
        confidence: reading?.confidence ?? 0,
      })),
  };
}

function judge(field: FieldName, read: string | null, truth: string | null): Verdict {
  if (truth === null) return read === null ? 'rightly-absent' : 'wrong';
  if (read === null) return 'missed';
  return comparable(field, read) === comparable(field, truth) ? 'right' : 'wrong';
}

/** Names and addresses are the same when their letters and digits are. */
function comparable(field: FieldName, value: string): string {
  return field === 'customerName' || field === 'serviceAddress' || field === 'utility'
    ? value.toUpperCase().replace(/[^A-Z0-9]/g, '')
    : value;
}
