/**
 * Run as a process of its own: goes on with creating, submitting and editing the numbered submissions of a folder,
 * and delivers them. Says a dot for each delivered entry and `done` when all is. Made to be killed at any moment.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { filledForm, openOffice } from './office.ts';

export const billOf = (n: number) => `bill ${n} `.repeat(1 + ((n * 7919) % 20_000));
export const idOf = (n: number) => `submission-${n}`;
export const isEdited = (n: number) => n % 3 === 0;
export const titleOf = (n: number) => (isEdited(n) ? 'Manager' : 'Owner');

async function deliverMany(root: string, count: number): Promise<void> {
  const office = openOffice({ root, onDelivered: () => process.stdout.write('.') });
  const documents = Array.from({ length: count }, (_, n) => office.putDocument(billOf(n)));
  office.loop.start();
  for (let n = 0; n < count; n++) {
    const id = idOf(n);
    office.intake.create(id);
    office.intake.attachDocument({ submissionId: id, documentId: documents[n] ?? '' });
    const version = office.storage.submissions.get(id)?.version ?? 0;
    if (version === 0) office.intake.submit({ submissionId: id, form: filledForm, decisions: {} });
    await nextTurn();
    if (isEdited(n) && version < 2) {
      office.intake.submit({ submissionId: id, form: { ...filledForm, title: titleOf(n) }, decisions: {} });
    }
  }
  await office.loop.settled();
  if (office.outbox.snapshot().waiting === 0) process.stdout.write('\ndone\n');
  else process.stdout.write(`\nleft: ${JSON.stringify(office.outbox.snapshot())} ${office.errors.join('; ')}\n`);
  await office.close();
}

const [, script, root, count] = process.argv;
if (script === import.meta.filename && root) await deliverMany(root, Number(count));
