import type { DriveClient } from '../../../google/drive-client.ts';
import { type DriveFile, FOLDER_MIME } from '../../../google/drive-file.ts';
import type { IdPool } from '../../../google/id-pool.ts';
import { err, ok } from '../../../result.ts';
import type { Delivery } from '../../destination.ts';
import type { Outcome } from '../../outcome.ts';
import type { Receipt } from '../../receipt.ts';
import { fileItem } from '../../receipt-items.ts';
import { folderName } from '../safe-names.ts';
import { everythingWaits, type OutcomeOf, type Step } from './google-outcome.ts';
import {
  documentsWithReceipt,
  FOLDER_ITEM,
  type FolderReceipt,
  fileReceipt,
  folderReceipt,
  OUR_PROPERTY,
} from './google-receipts.ts';
import { reserveId } from './reserve-id.ts';

export type GoogleFolders = {
  /** Makes or renames a submission's folder and takes out of it what the submission no longer has. */
  readonly deliver: (delivery: Delivery, signal: AbortSignal) => Promise<Outcome>;
  /** The submission's folder, made now if it isn't there by what we know. */
  readonly ensure: (delivery: Delivery, signal: AbortSignal) => Promise<Step<FolderReceipt>>;
  /** After a file turned out to be in the trash or its folder gone: a folder that can be used, or why not. */
  readonly rescue: (delivery: Delivery, lost: FolderReceipt, signal: AbortSignal) => Promise<Step<FolderReceipt>>;
};

/** A folder for each submission, under the office's folder in Drive. One that exists is never made twice: its id is ours. */
export function createGoogleFolders(options: {
  readonly drive: DriveClient;
  readonly ids: IdPool;
  /** The office's folder. */
  readonly parentId: () => string;
  readonly timeZone: string;
  readonly outcomeOf: OutcomeOf;
}): GoogleFolders {
  const { drive, ids, parentId, timeZone, outcomeOf } = options;

  const nameFor = ({ submission: { submittedAt, form } }: Delivery) =>
    folderName({ submittedAt, accountName: form.accountName, utility: form.utility }, timeZone);

  async function reserve(delivery: Delivery, signal: AbortSignal): Promise<Step<FolderReceipt>> {
    const isFolder = ({ mimeType }: DriveFile) => mimeType === FOLDER_MIME;
    const id = await reserveId({ drive, ids }, delivery, isFolder, signal);
    if (!id.ok) return err(outcomeOf(id.error, 'folder'));
    const reserved: FolderReceipt = { state: 'reserved', id: id.value, name: nameFor(delivery), link: '' };
    await delivery.keepReceipt(FOLDER_ITEM, reserved);
    return ok(reserved);
  }

  async function make(delivery: Delivery, reserved: FolderReceipt, signal: AbortSignal): Promise<Step<FolderReceipt>> {
    const { id } = reserved;
    const name = nameFor(delivery);
    const properties = { ...OUR_PROPERTY, greenwattSubmission: delivery.submission.id };
    const created = await drive.createFolder({ id, name, parentId: parentId(), properties }, signal);
    if (!created.ok && created.error.kind === 'refused' && delivery.attempt <= 3) {
      // Reserved by another account, perhaps: nothing can have come of it.
      ids.clear();
      const fresh = await reserve(delivery, signal);
      return fresh.ok
        ? err({ kind: 'retry', cause: 'google-id-refused', problem: 'Google asked for another id.' })
        : fresh;
    }
    const taken = !created.ok && created.error.kind === 'id-taken';
    const found = taken ? await drive.get(id, signal) : created;
    if (!found.ok) return err(outcomeOf(found.error, 'folder'));
    const made: FolderReceipt = { state: 'made', id, name: found.value.name, link: found.value.link };
    await delivery.keepReceipt(FOLDER_ITEM, made);
    return found.value.trashed ? outOfTrash(made, signal) : ok(made);
  }

  /** A folder in the trash while its submission is being delivered was put there by mistake. */
  async function outOfTrash(folder: FolderReceipt, signal: AbortSignal): Promise<Step<FolderReceipt>> {
    const restored = await drive.change(folder.id, { trashed: false }, signal);
    if (!restored.ok) return err(outcomeOf(restored.error, 'folder'));
    if (!restored.value.trashed) return ok(folder);
    const problem = 'The folder in Google Drive is in the trash. Restore it, or choose another in the settings.';
    return err(everythingWaits('drive-folder-trashed', problem));
  }

  async function ensure(delivery: Delivery, signal: AbortSignal): Promise<Step<FolderReceipt>> {
    const known = folderReceipt(delivery.receipts);
    if (known?.state === 'made') return ok(known);
    const reserved = known === null ? await reserve(delivery, signal) : ok(known);
    return reserved.ok ? make(delivery, reserved.value, signal) : reserved;
  }

  async function rescue(delivery: Delivery, lost: FolderReceipt, signal: AbortSignal): Promise<Step<FolderReceipt>> {
    const found = await drive.get(lost.id, signal);
    if (found.ok) return found.value.trashed ? outOfTrash(lost, signal) : ok(lost);
    if (found.error.kind !== 'not-found') return err(outcomeOf(found.error, 'folder'));
    const reserved = await reserve(delivery, signal);
    return reserved.ok ? make(delivery, reserved.value, signal) : reserved;
  }

  async function rename(folder: FolderReceipt, name: string, signal: AbortSignal): Promise<Step<FolderReceipt>> {
    if (folder.name === name) return ok(folder);
    const changed = await drive.change(folder.id, { name }, signal);
    if (changed.ok) return ok({ ...folder, name });
    // Deleted by the office: the next file that goes there makes it anew.
    return changed.error.kind === 'not-found' ? ok(folder) : err(outcomeOf(changed.error, 'folder'));
  }

  /** Copies of bills that were taken off the submission go to Drive's trash, where a person can still get them back. */
  async function removeOld(delivery: Delivery, signal: AbortSignal): Promise<Step<Record<string, null>>> {
    const kept = new Set(delivery.submission.documents.map((document) => document.documentId));
    const gone = documentsWithReceipt(delivery.receipts).filter((documentId) => !kept.has(documentId));
    const forgotten: Record<string, null> = {};
    for (const documentId of gone) {
      const receipt = fileReceipt(delivery.receipts, documentId);
      // Should it be put back before this is recorded, it is looked for instead of taken for delivered.
      if (receipt !== null) await delivery.keepReceipt(fileItem(documentId), { ...receipt, state: 'reserved' });
      const trashed = receipt === null ? null : await drive.change(receipt.id, { trashed: true }, signal);
      if (trashed !== null && !trashed.ok && trashed.error.kind !== 'not-found')
        return err(outcomeOf(trashed.error, 'file'));
      forgotten[fileItem(documentId)] = null;
    }
    return ok(forgotten);
  }

  return {
    ensure,
    rescue,
    deliver: async (delivery, signal) => {
      const ensured = await ensure(delivery, signal);
      if (!ensured.ok) return ensured.error;
      const named = await rename(ensured.value, nameFor(delivery), signal);
      if (!named.ok) return named.error;
      const removed = await removeOld(delivery, signal);
      if (!removed.ok) return removed.error;
      const receipts: Record<string, Receipt | null> = { ...removed.value, [FOLDER_ITEM]: named.value };
      return { kind: 'delivered', receipts };
    },
  };
}
