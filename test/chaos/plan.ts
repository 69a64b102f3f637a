import { createHash } from 'node:crypto';
import type { IntakeForm } from '../../main/intake/submission.ts';
import { filledForm } from '../support/office.ts';

/** What a numbered submission is at one time. All processes of a run know the same plan, so a killed one can go on. */
export type PlannedVersion = { readonly form: IntakeForm; readonly bills: readonly string[] };

export const idOf = (n: number): string => `submission-${n}`;
export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Above the size from which an upload goes in pieces. */
const LARGE_BYTES = 6_000_000;

/** First version first; edits after it: none, one or two, of every kind there is. */
export function versionsOf(n: number): readonly PlannedVersion[] {
  const bill = n % 97 === 5 ? `bill ${n} `.padEnd(LARGE_BYTES, '.') : `bill ${n}`;
  const first: PlannedVersion = { form: { ...filledForm, accountName: `Account ${n}` }, bills: [bill] };
  const renamed = { ...first, form: { ...first.form, accountName: `Renamed ${n}` } };
  const promoted = { ...first, form: { ...first.form, title: 'Manager' } };
  const added = { ...first, bills: [bill, `second bill ${n}`] };
  const exchanged = { ...first, bills: [`right bill ${n}`] };
  switch (n % 10) {
    case 1:
      return [first, promoted];
    case 3:
      return [first, renamed];
    case 5:
      return [first, added];
    case 7:
      return [first, exchanged];
    case 9:
      return [first, promoted, { ...exchanged, form: { ...promoted.form, businessName: `Firm ${n}` } }];
    default:
      return [first];
  }
}

export function lastVersionOf(n: number): PlannedVersion {
  const last = versionsOf(n).at(-1);
  if (last === undefined) throw new Error('a submission without a version');
  return last;
}
