import { randomUUID } from 'node:crypto';
import type { GoogleState } from '../../../main/ipc/contract/google.ts';
import type { QueuedDelivery, QueueGroup } from '../../../main/ipc/contract/outbox.ts';
import { notSetUp } from './delivery-handlers.ts';

/** A group as main would send it: at most 50 of its `count` deliveries are named. */
export function queueGroup(change: Partial<QueueGroup> & Pick<QueueGroup, 'standing' | 'cause' | 'title'>): QueueGroup {
  const { destination = 'google', standing, cause, count = 1 } = change;
  return {
    id: `${destination}:${standing}:${cause}`,
    destination,
    whatToDo: 'Nothing: it is tried again by itself.',
    count,
    nextTryAt: null,
    deliveries: Array.from({ length: Math.min(50, count) }, (_, index) => queuedDelivery(`Customer ${index + 1}`)),
    ...change,
  };
}

export function queuedDelivery(accountName: string, change: Partial<QueuedDelivery> = {}): QueuedDelivery {
  return {
    submissionId: randomUUID(),
    accountName,
    kind: 'row',
    attempts: 3,
    nextTryAt: null,
    problem: null,
    ...change,
  };
}

export const clerk = {
  kind: 'user',
  email: 'clerk@office.example',
  mayUse: { sheetMadeByHand: false, folderMadeByHand: false },
} as const;

/** Signed in, with a folder and a sheet. */
export const setUp: GoogleState = {
  ...notSetUp.google,
  clientId: '1234567890-abc.apps.googleusercontent.com',
  connection: { kind: 'signed-in', account: clerk },
  place: {
    folder: { name: 'GreenWatt submissions', link: 'https://drive.google.com/drive/folders/1a' },
    sheet: {
      title: 'GreenWatt submissions',
      tab: 'Submissions',
      link: 'https://docs.google.com/spreadsheets/d/1s/edit#gid=0',
    },
  },
};
