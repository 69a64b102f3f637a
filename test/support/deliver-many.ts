/**
 * Run as a process of its own: goes on with creating, submitting and editing the numbered submissions of a folder,
 * and delivers them. Says a dot for each delivered entry and `done` when all is. Made to be killed at any moment; with
 * a seed it also kills itself now and then at the worst one: when an attempt has had its effect and nobody knows yet.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Destination } from '../../main/sync/destination.ts';
import { filledForm, openOffice } from './office.ts';
import { seeded } from './seeded.ts';

/** Every fifth is large, so that copying it takes a while. */
export const billOf = (n: number) => `bill ${n} `.repeat(n % 5 === 0 ? 400_000 : 100 + n);
export const idOf = (n: number) => `submission-${n}`;
/** Two in three are edited: one of these at once, the other only when its first version was delivered. */
export const isEdited = (n: number) => n % 3 !== 0;
export const titleOf = (n: number) => (isEdited(n) ? 'Manager' : 'Owner');

const selfKillShare = 0.2;

async function deliverMany(root: string, count: number, seed: number | null): Promise<void> {
  const random = seeded(seed ?? 0);
  const killing = (destination: Destination): Destination => ({
    ...destination,
    async attempt(deliveries, signal) {
      const outcomes = await destination.attempt(deliveries, signal);
      if (random() < selfKillShare) process.kill(process.pid, 'SIGKILL');
      return outcomes;
    },
  });
  const office = openOffice({
    root,
    onDelivered: () => process.stdout.write('.'),
    ...(seed === null ? {} : { wrap: killing }),
  });
  const edit = (n: number) =>
    office.intake.submit({ submissionId: idOf(n), form: { ...filledForm, title: titleOf(n) }, decisions: {} });
  const find = (n: number) => office.storage.submissions.get(idOf(n));

  const documents = Array.from({ length: count }, (_, n) => office.putDocument(billOf(n)));
  office.loop.start();
  for (let n = 0; n < count; n++) {
    office.intake.create(idOf(n));
    office.intake.attachDocument({ submissionId: idOf(n), documentId: documents[n] ?? '' });
    if (find(n)?.version === 0) office.intake.submit({ submissionId: idOf(n), form: filledForm, decisions: {} });
    await nextTurn();
    const isTurn = n % 3 === 1 || find(n)?.state.kind === 'delivered';
    if (isEdited(n) && isTurn && find(n)?.version === 1) edit(n);
  }
  await office.loop.settled();
  for (let n = 0; n < count; n++) if (isEdited(n) && find(n)?.version === 1) edit(n);
  await office.loop.settled();
  const { waiting, rejected } = office.outbox.snapshot();
  process.stdout.write(waiting + rejected === 0 ? '\ndone\n' : `\nleft: ${waiting} ${office.errors.join('; ')}\n`);
  await office.close();
}

const [, script, root, count, seed] = process.argv;
if (script === import.meta.filename && root) {
  await deliverMany(root, Number(count), seed === undefined ? null : Number(seed));
}
