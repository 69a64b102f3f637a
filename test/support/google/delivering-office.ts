import { createHash } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import type { IntakeForm } from '../../../main/intake/submission.ts';
import { type Office, openOffice } from '../office.ts';
import { tempFolder } from '../temp-folder.ts';
import { connectDestination, placeTarget } from './delivery-rig.ts';
import { startLocalGoogle } from './local-google.ts';

export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** An office whose desktop delivers to a Local Google without quotas. */
export async function deliveringOffice(options: Parameters<typeof connectDestination>[2] & { driveId?: string } = {}) {
  const google = await startLocalGoogle({
    limits: {
      sheetsWritesPerUser: 10_000,
      sheetsReadsPerUser: 10_000,
      sheetsReadsPerProject: 10_000,
      sheetsWritesPerProject: 10_000,
    },
  });
  const target = placeTarget(google, options.driveId ? { driveId: options.driveId } : {});
  const connected = await connectDestination(google, () => target, options);
  const office = openOffice({ root: tempFolder(), destinations: [connected.destination], start: true });
  onTestFinished(async () => {
    await office.close();
    await google.close();
  });
  return { google, target, office, ...connected };
}

function waitingAfterWake(office: Office): number {
  office.loop.wake();
  return office.outbox.snapshot().waiting;
}

let bills = 0;

/** Submits with a bill of its own. */
export function submit(office: Office, change: Partial<IntakeForm> = {}): string {
  bills += 1;
  return office.submit(change, [office.putDocument(`bill ${bills}`)]);
}

export function formOf(office: Office, id: string): IntakeForm {
  const submission = office.storage.submissions.get(id);
  if (!submission) throw new Error('no such submission');
  return submission.form;
}

/** Everything has arrived, or waits for a person. */
export async function arrived(office: Office): Promise<void> {
  await expect.poll(() => waitingAfterWake(office), { timeout: 60_000, interval: 50 }).toBe(0);
}
