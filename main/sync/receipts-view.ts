import path from 'node:path';
import type { KeptReceipt } from '../storage/receipts.ts';
import type { Storage } from '../storage/storage.ts';
import { googleDestinationName } from './destinations/google/google.ts';
import {
  FOLDER_ITEM,
  fileReceipt,
  folderReceipt,
  ROW_ITEM,
  rowReceipt,
} from './destinations/google/google-receipts.ts';
import { listName } from './destinations/write-list.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { documentOfItem } from './receipt-items.ts';

/** One thing of a submission at a destination. */
export type DeliveredItem = {
  readonly kind: 'folder' | 'file' | 'row';
  readonly name: string;
  /** Opens it in a browser; null on a disk. */
  readonly link: string | null;
  /** Where it lies on a disk; null at Google. */
  readonly path: string | null;
  readonly checksum: { readonly kind: 'md5' | 'sha256'; readonly value: string } | null;
  readonly deliveredAt: number;
};

export type SubmissionReceipt = {
  readonly destination: string;
  readonly standing:
    | { readonly kind: 'delivered'; readonly at: number }
    | { readonly kind: 'owed'; readonly problem: string | null }
    | { readonly kind: 'put-aside' }
    | { readonly kind: 'discarded'; readonly at: number };
  readonly items: readonly DeliveredItem[];
};

/** What was delivered where, of one submission; destinations that never had to do with it are left out. */
export function receiptsOf(storage: Storage, submissionId: string): readonly SubmissionReceipt[] {
  const kept = storage.receipts.all(submissionId);
  const owed = storage.outbox.owedBy(submissionId);
  const discarded = storage.queue.discardedOf(submissionId);
  const destinations = new Set([...kept, ...owed, ...discarded].map((each) => each.destination));
  return [...destinations].sort().map((destination) => {
    const here = kept.filter((each) => each.destination === destination);
    return {
      destination,
      standing: standingAt(
        owed.filter((entry) => entry.destination === destination),
        here,
        discarded.find((each) => each.destination === destination)?.at ?? null,
      ),
      items: destination === googleDestinationName ? googleItems(here) : diskItems(here),
    };
  });
}

function standingAt(
  owed: readonly OutboxEntry[],
  kept: readonly KeptReceipt[],
  discardedAt: number | null,
): SubmissionReceipt['standing'] {
  const [head] = owed;
  if (head?.state === 'put-aside') return { kind: 'put-aside' };
  if (head) return { kind: 'owed', problem: head.problem };
  const deliveredAt = Math.max(0, ...kept.filter(({ item }) => item === ROW_ITEM).map((each) => each.deliveredAt));
  // Given up once, but delivered after all with a later version.
  if (discardedAt !== null && deliveredAt < discardedAt) return { kind: 'discarded', at: discardedAt };
  return { kind: 'delivered', at: deliveredAt };
}

function googleItems(kept: readonly KeptReceipt[]): readonly DeliveredItem[] {
  const receipts = new Map(kept.map(({ item, receipt }) => [item, receipt]));
  return kept.flatMap(({ item, deliveredAt }): DeliveredItem[] => {
    const common = { path: null, checksum: null, deliveredAt };
    if (item === FOLDER_ITEM) {
      const folder = folderReceipt(receipts);
      return folder?.state === 'made' ? [{ ...common, kind: 'folder', name: folder.name, link: folder.link }] : [];
    }
    if (item === ROW_ITEM) {
      const row = rowReceipt(receipts);
      return row ? [{ ...common, kind: 'row', name: 'Row in the sheet', link: row.link }] : [];
    }
    const documentId = documentOfItem(item);
    const file = documentId === null ? null : fileReceipt(receipts, documentId);
    if (file?.state !== 'delivered') return [];
    const checksum = { kind: 'md5', value: file.md5 } as const;
    return [{ ...common, kind: 'file', name: file.name, link: file.link, checksum }];
  });
}

function diskItems(kept: readonly KeptReceipt[]): readonly DeliveredItem[] {
  const folder = kept.find(({ item }) => item === 'folder')?.receipt;
  return kept.flatMap(({ item, receipt, deliveredAt }): DeliveredItem[] => {
    const { root, name, sha256 } = receipt;
    if (typeof root !== 'string') return [];
    const common = { link: null, checksum: null, deliveredAt };
    if (item === 'row') return [{ ...common, kind: 'row', name: listName, path: path.join(root, listName) }];
    if (typeof name !== 'string') return [];
    if (item === 'folder') return [{ ...common, kind: 'folder', name, path: path.join(root, name) }];
    const inFolder = typeof folder?.name === 'string' ? folder.name : '';
    const checksum = typeof sha256 === 'string' ? ({ kind: 'sha256', value: sha256 } as const) : null;
    return [{ ...common, kind: 'file', name, path: path.join(root, inFolder, name), checksum }];
  });
}
