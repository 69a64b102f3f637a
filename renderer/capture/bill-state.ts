import type { DocumentProgress } from '../../main/ipc/contract/documents.ts';
import type { BillState } from '../review/field-view.ts';

/** Whether more can still be read from the bills. */
export function billStateOf(documents: readonly DocumentProgress[]): BillState {
  if (documents.length === 0) return 'none';
  return documents.some(({ state }) => state.kind === 'waiting' || state.kind === 'reading') ? 'being-read' : 'settled';
}
