import type { DriveClient } from '../../../google/drive-client.ts';
import { err, ok } from '../../../result.ts';
import type { Destination } from '../../destination.ts';
import type { EntryPayload } from '../../outbox-entry.ts';
import { fileItem } from '../../receipt-items.ts';
import { type Again, deliverAgain, type KeepReceipt, type Known } from './deliver-again.ts';
import type { OutcomeOf, Step } from './google-outcome.ts';
import { FOLDER_ITEM, fileReceipt, folderReceipt } from './google-receipts.ts';
import type { DeliveredSubmission, Difference } from './reconcile.ts';

export type Repaired = {
  readonly repaired: number;
  /** What stays as it is, and why; `row-doubled` is always among them. */
  readonly left: readonly { readonly difference: Difference; readonly problem: string }[];
};

/**
 * Puts right what a check found, with the means of delivery itself, so that a repair interrupted anywhere can be done
 * again.
 */
export async function repairDelivered(
  parts: {
    readonly destination: Destination;
    readonly drive: DriveClient;
    readonly outcomeOf: OutcomeOf;
    readonly keep: KeepReceipt;
  },
  delivered: readonly DeliveredSubmission[],
  differences: readonly Difference[],
  signal: AbortSignal,
): Promise<Repaired> {
  const { destination, drive, outcomeOf, keep } = parts;
  let repaired = 0;
  const left: { difference: Difference; problem: string }[] = [];

  const deliver = (each: Known, payload: EntryPayload, inDoubt: boolean) => again(each, { payload, inDoubt });
  const again = (each: Known, what: Again) => deliverAgain({ destination, keep }, each, what, signal);

  async function outOfTrash(id: string | undefined): Promise<Step<null>> {
    const restored = id === undefined ? ok(null) : await drive.change(id, { trashed: false }, signal);
    return restored.ok ? ok(null) : err(outcomeOf(restored.error, 'file'));
  }

  async function repairOne(each: Known, difference: Difference): Promise<Step<null>> {
    switch (difference.kind) {
      case 'folder-trashed':
        return outOfTrash(folderReceipt(each.receipts)?.id);
      case 'folder-missing':
        return deliverAll(each);
      case 'file-trashed':
        return outOfTrash(fileReceipt(each.receipts, difference.documentId)?.id);
      case 'file-missing': {
        each.receipts.delete(fileItem(difference.documentId));
        const sent = await deliver(each, { kind: 'file', documentId: difference.documentId }, true);
        // It has another address now.
        return sent.ok ? deliver(each, { kind: 'row' }, true) : sent;
      }
      case 'file-changed': {
        const receipt = fileReceipt(each.receipts, difference.documentId);
        if (receipt !== null) each.receipts.set(fileItem(difference.documentId), { ...receipt, state: 'reserved' });
        return deliver(each, { kind: 'file', documentId: difference.documentId }, true);
      }
      case 'row-missing':
        // Not in doubt: it was there once, and isn't any more.
        return deliver(each, { kind: 'row' }, false);
      case 'row-differs':
        return again(each, { payload: { kind: 'row' }, inDoubt: true, asDelivered: true });
      case 'row-doubled':
        return err({ kind: 'rejected', cause: difference.kind, problem: doubled(difference.rows) });
      default:
        return difference satisfies never;
    }
  }

  async function deliverAll(each: Known): Promise<Step<null>> {
    each.receipts.delete(FOLDER_ITEM);
    const { documents } = each.submission;
    for (const { documentId } of documents) each.receipts.delete(fileItem(documentId));
    const steps: EntryPayload[] = [
      { kind: 'folder' },
      ...documents.map(({ documentId }) => ({ kind: 'file', documentId }) as const),
      { kind: 'row' },
    ];
    for (const step of steps) {
      const done = await deliver(each, step, step.kind !== 'row' || each.receipts.has('row'));
      if (!done.ok) return done;
    }
    return ok(null);
  }

  const known = new Map(
    delivered.map(({ submission, receipts }) => [submission.id, { submission, receipts: new Map(receipts) }]),
  );
  for (const difference of differences) {
    const each = known.get(difference.submissionId);
    if (each === undefined) continue;
    const done = await repairOne(each, difference);
    if (done.ok) repaired += 1;
    else
      left.push({
        difference,
        problem: 'problem' in done.error ? done.error.problem : 'Google asks for a pause. Try again in a minute.',
      });
  }
  return { repaired, left };
}

const doubled = (rows: readonly number[]) =>
  `The same submission stands in rows ${rows.join(' and ')}. Delete those you don't want; the first is the one that is updated.`;
