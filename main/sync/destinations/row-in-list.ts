import { heldBefore, rowsIn, SECOND_LOOK_ITEM } from '../earlier-rows.ts';
import type { Receipt } from '../receipt.ts';
import { rowHeaders, type SubmissionRow } from '../submission-row.ts';

type Receipts = ReadonlyMap<string, Receipt>;

/** A row in the list of a folder that is to be looked at once more. */
export type ListLook = {
  /** What it held since it was looked at last, by our deliveries. */
  readonly before: readonly SubmissionRow[];
  /** How often it was put back already. */
  readonly timesPutBack: number;
};

/** The row as we delivered it to the list of that folder; null when we didn't. */
export function rowIn(root: string, receipts: Receipts): SubmissionRow | null {
  const receipt = receipts.get('row');
  const cells = receipt?.root === root ? receipt.cells : null;
  return typeof cells === 'object' && cells?.length === rowHeaders.length ? cells : null;
}

/** What is kept when a row is delivered. */
export function rowReceipts(
  root: string,
  row: SubmissionRow,
  receipts: Receipts,
): { readonly [item: string]: Receipt } {
  const earlier = rowIn(root, receipts) === null ? [] : listLook(receipts).before.flat();
  const before = heldBefore(row, rowIn(root, receipts), earlier);
  return { row: { root, cells: row }, [SECOND_LOOK_ITEM]: lookReceipt({ before: rowsIn(before), timesPutBack: 0 }) };
}

export const lookReceipt = ({ before, timesPutBack }: ListLook): Receipt => ({ before: before.flat(), timesPutBack });

export function listLook(receipts: Receipts): ListLook {
  const { before, timesPutBack } = receipts.get(SECOND_LOOK_ITEM) ?? {};
  return {
    before: Array.isArray(before) ? rowsIn(before) : [],
    timesPutBack: typeof timesPutBack === 'number' ? timesPutBack : 0,
  };
}
