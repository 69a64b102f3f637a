import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { emptyForm, type FieldDecisions, type IntakeForm } from '../../main/intake/submission.ts';
import { certainFields, filledForm, type Office, openOffice, readingOf } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const dayMs = 86_400_000;

function office(clock = { now: 1_000 }): Office {
  const opened = openOffice({ root: tempFolder(), now: () => clock.now });
  onTestFinished(() => opened.close());
  return opened;
}

/** A draft with one document. */
function draft(here: Office, document: Parameters<Office['putDocument']>[1] = {}) {
  const submissionId = randomUUID();
  const documentId = here.putDocument(`bill of ${submissionId}`, document);
  here.intake.create(submissionId);
  here.intake.attachDocument({ submissionId, documentId });
  return { submissionId, documentId };
}

function submit(here: Office, submissionId: string, decisions: FieldDecisions = {}, form: Partial<IntakeForm> = {}) {
  return here.intake.submit({ submissionId, form: { ...filledForm, ...form }, decisions });
}

const waiting = { state: { kind: 'waiting' }, reading: null } as const;
const kindOf = (here: Office, id: string) => here.storage.submissions.get(id)?.state.kind;

test('creating twice makes one draft and keeps what was typed', () => {
  const here = office();
  const id = randomUUID();
  expect(here.intake.create(id)).toMatchObject({ id, state: { kind: 'draft' }, version: 0, form: emptyForm });
  here.intake.saveDraft({ submissionId: id, form: { ...emptyForm, email: 'half typed@' }, decisions: {} });
  expect(here.intake.create(id).form.email).toBe('half typed@');
  expect(here.intake.list()).toHaveLength(1);
});

test('a submission that is not there is said to be gone', () => {
  const here = office();
  const gone = { ok: false, error: { code: 'not-found' } };
  const nowhere = { submissionId: 'nowhere', documentId: 'x' };
  expect(here.intake.get('nowhere')).toMatchObject(gone);
  expect(here.intake.saveDraft({ submissionId: 'nowhere', form: emptyForm, decisions: {} })).toMatchObject(gone);
  expect(here.intake.attachDocument(nowhere)).toMatchObject(gone);
  expect(here.intake.detachDocument(nowhere)).toMatchObject(gone);
  expect(submit(here, 'nowhere')).toMatchObject(gone);
  expect(here.intake.withdraw('nowhere')).toMatchObject(gone);
  expect(here.intake.delete('nowhere')).toMatchObject(gone);
  expect(here.intake.undelete('nowhere')).toMatchObject(gone);
});

test('a document that is not there cannot be attached', () => {
  const here = office();
  const id = randomUUID();
  here.intake.create(id);
  expect(here.intake.attachDocument({ submissionId: id, documentId: 'nowhere' })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  });
});

test('detaching and attaching again brings a document back to its place under its name', () => {
  const here = office();
  const { submissionId, documentId } = draft(here);
  const second = here.putDocument('second');
  here.intake.attachDocument({ submissionId, documentId: second, fileName: 'as the clerk calls it.pdf' });
  here.intake.detachDocument({ submissionId, documentId });
  expect(here.intake.get(submissionId)).toMatchObject({ value: { documentIds: [second] } });
  here.intake.detachDocument({ submissionId, documentId: second });
  here.intake.attachDocument({ submissionId, documentId: second });
  expect(here.intake.attachDocument({ submissionId, documentId })).toMatchObject({
    value: { alreadyAttached: false, submission: { documentIds: [documentId, second] } },
  });
  expect(here.intake.attachDocument({ submissionId, documentId })).toMatchObject({ value: { alreadyAttached: true } });
  expect(here.storage.submissionDocuments.find(submissionId, second)?.fileName).toBe('as the clerk calls it.pdf');
});

test('a draft that was deleted while a file came in has it when it comes back', () => {
  const clock = { now: 1_000 };
  const here = office(clock);
  const { submissionId, documentId } = draft(here);
  here.intake.delete(submissionId);
  const late = here.putDocument('late');
  clock.now = 20 * dayMs;
  expect(here.intake.attachTakenIn({ submissionId, documentId: late, fileName: 'late.pdf' })).toMatchObject({
    ok: true,
    value: { alreadyAttached: false },
  });
  // It stays deleted, its thirty days counted anew.
  expect(here.intake.list()).toEqual([]);
  clock.now = 40 * dayMs;
  here.intake.resume();
  expect(here.intake.undelete(submissionId)).toMatchObject({ value: { documentIds: [documentId, late] } });
});

test('a file that came in for a draft that is gone for good is held by nobody, and that is said', () => {
  const here = office();
  const documentId = here.putDocument('late');
  expect(here.intake.attachTakenIn({ submissionId: 'nowhere', documentId, fileName: 'late.pdf' })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  });
});

test('other submissions with the same document are told, deleted and detached ones are not', () => {
  const here = office();
  const { submissionId: first, documentId } = draft(here);
  const others = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of others) {
    here.intake.create(id);
    here.intake.attachDocument({ submissionId: id, documentId });
    here.intake.saveDraft({ submissionId: id, form: { ...emptyForm, accountName: 'Same Bill' }, decisions: {} });
  }
  here.intake.delete(others[1] ?? '');
  here.intake.detachDocument({ submissionId: others[2] ?? '', documentId });
  expect(here.intake.otherUses({ submissionId: first, documentId })).toEqual([
    { submissionId: others[0], accountName: 'Same Bill' },
  ]);
});

test('a submit that is not ready keeps what was typed and stays a draft', () => {
  const here = office();
  const { submissionId } = draft(here);
  const refused = submit(here, submissionId, {}, { email: 'no address', agentId: '' });
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'not-ready', problems: [{ place: { input: 'agentId' } }, { place: { input: 'email' } }] },
  });
  expect(here.intake.get(submissionId)).toMatchObject({
    value: { state: { kind: 'draft' }, version: 0, form: { email: 'no address' } },
  });
});

test('a bill read without doubt is submitted at once, with the fields frozen', () => {
  const here = office();
  const { submissionId } = draft(here);
  expect(submit(here, submissionId)).toMatchObject({
    ok: true,
    value: { state: { kind: 'submitted' }, version: 1, submittedAt: 1_000, settled: certainFields },
  });
});

test('submitted while its bill is being read, it goes out by itself when all is certain', () => {
  const here = office();
  const { submissionId, documentId } = draft(here, waiting);
  expect(submit(here, submissionId)).toMatchObject({ value: { state: { kind: 'processing' }, version: 0 } });
  here.setReading(documentId, { kind: 'reading' }, readingOf(certainFields));
  here.intake.documentSettled(documentId);
  expect(kindOf(here, submissionId)).toBe('processing');
  here.setReading(documentId, { kind: 'read' }, readingOf(certainFields));
  here.intake.documentSettled(documentId);
  expect(here.intake.get(submissionId)).toMatchObject({
    value: { state: { kind: 'submitted' }, version: 1, settled: certainFields },
  });
});

test('what nobody has looked at waits for a person when anything is uncertain, missing or failed', () => {
  const failed = { kind: 'failed', problem: { code: 'damaged-file', message: 'Damaged.' } } as const;
  const { monthlyUsageKwh: _, ...withoutUsage } = certainFields;
  const { poid: __, ...withoutPoid } = certainFields;
  const cases = [
    [{ kind: 'read' }, readingOf({ ...certainFields, accountNumber: { value: '1', confidence: 0.89 } })],
    [{ kind: 'read' }, readingOf(withoutUsage)],
    [{ kind: 'read' }, readingOf(withoutPoid)],
    [{ kind: 'read' }, readingOf(certainFields, [{ code: 'several-poids', poids: ['N1', 'N2'] }])],
    [failed, null],
    [{ kind: 'cancelled' }, readingOf(certainFields)],
  ] as const;
  for (const [state, reading] of cases) {
    const here = office();
    const { submissionId, documentId } = draft(here, waiting);
    submit(here, submissionId);
    here.setReading(documentId, state, reading);
    here.intake.documentSettled(documentId);
    expect(kindOf(here, submissionId), JSON.stringify([state, reading])).toBe('needs-review');
    expect(here.outbox.snapshot().waiting).toBe(0);
  }
});

test('a utility that prints no POID needs none', () => {
  const here = office();
  const { poid: _, ...withoutPoid } = certainFields;
  const { submissionId, documentId } = draft(here, waiting);
  submit(here, submissionId, {}, { utility: 'National Grid' });
  here.setReading(documentId, { kind: 'read' }, readingOf({ ...withoutPoid, utility: 'National Grid' }));
  here.intake.documentSettled(documentId);
  expect(kindOf(here, submissionId)).toBe('submitted');
});

test('a bill of another utility than chosen waits for review, says so, and goes out once the form is corrected', () => {
  const here = office();
  const reading = readingOf({ ...certainFields, utility: 'National Grid' });
  const { submissionId } = draft(here, { reading });
  expect(here.intake.openQuestions('unknown')).toMatchObject({ ok: false, error: { code: 'not-found' } });
  expect(submit(here, submissionId)).toMatchObject({ ok: true, value: { state: { kind: 'needs-review' } } });
  expect(here.intake.openQuestions(submissionId)).toMatchObject({
    ok: true,
    value: [{ place: { part: 'bill', field: 'utility' }, message: expect.stringContaining('National Grid') }],
  });
  expect(submit(here, submissionId)).toMatchObject({ ok: false, error: { code: 'not-ready' } });
  submit(here, submissionId, {}, { utility: 'National Grid' });
  expect(kindOf(here, submissionId)).toBe('submitted');
  expect(here.intake.openQuestions(submissionId)).toEqual({ ok: true, value: [] });
});

test('in review, submit asks field by field until the clerk has decided', () => {
  const here = office();
  const reading = readingOf({ ...certainFields, accountNumber: { value: '1OO', confidence: 0.5 }, serviceAddress: '' });
  const { submissionId } = draft(here, { reading });
  expect(submit(here, submissionId)).toMatchObject({ ok: true, value: { state: { kind: 'needs-review' } } });
  expect(submit(here, submissionId)).toMatchObject({
    ok: false,
    error: { problems: [{ place: { field: 'serviceAddress' } }, { place: { field: 'accountNumber' } }] },
  });
  const decisions: FieldDecisions = {
    accountNumber: { kind: 'typed', value: ' 10012345678 ' },
    // Not on the bill: decided, though empty.
    serviceAddress: { kind: 'typed', value: '' },
  };
  expect(submit(here, submissionId, decisions)).toMatchObject({
    ok: true,
    value: { state: { kind: 'submitted' }, settled: { accountNumber: '10012345678', serviceAddress: '' } },
  });
});

test('two bills that disagree have to be decided', () => {
  const here = office();
  const { submissionId } = draft(here);
  const other = here.putDocument('other', { reading: readingOf({ ...certainFields, accountNumber: '10099999999' }) });
  here.intake.attachDocument({ submissionId, documentId: other });
  expect(submit(here, submissionId)).toMatchObject({ value: { state: { kind: 'needs-review' } } });
  const refused = submit(here, submissionId);
  expect(refused.ok ? [] : 'problems' in refused.error && refused.error.problems).toEqual([
    {
      place: { part: 'bill', field: 'accountNumber' },
      message: 'The bills name more than one account number: 10012345678 or 10099999999. Choose the right one.',
    },
  ]);
});

test('taking the last waited-for document off lets it go on', () => {
  const here = office();
  const { submissionId } = draft(here);
  const slow = here.putDocument('slow', waiting);
  here.intake.attachDocument({ submissionId, documentId: slow });
  submit(here, submissionId);
  expect(kindOf(here, submissionId)).toBe('processing');
  here.intake.detachDocument({ submissionId, documentId: slow });
  expect(kindOf(here, submissionId)).toBe('submitted');
});

test('what settled just before the last stop goes on at the next start', () => {
  const here = office();
  const { submissionId, documentId } = draft(here, waiting);
  submit(here, submissionId);
  here.setReading(documentId, { kind: 'read' }, readingOf(certainFields));
  here.intake.resume();
  expect(kindOf(here, submissionId)).toBe('submitted');
});

test('a repeated submit of the same content sends nothing twice', () => {
  const here = office();
  const { submissionId } = draft(here);
  submit(here, submissionId);
  const owed = here.outbox.snapshot().waiting;
  expect(submit(here, submissionId)).toMatchObject({ ok: true, value: { version: 1 } });
  expect(here.outbox.snapshot().waiting).toBe(owed);
});

test('edits of a submitted one are kept as typed and change nothing of what was submitted until submitted again', () => {
  const clock = { now: 1_000 };
  const here = office(clock);
  const { submissionId } = draft(here);
  submit(here, submissionId);
  clock.now = 2_000;
  here.intake.saveDraft({ submissionId, form: { ...filledForm, title: '' }, decisions: {} });
  expect(here.intake.get(submissionId)).toMatchObject({
    value: { state: { kind: 'submitted' }, version: 1, form: { title: '' }, updatedAt: 2_000, submittedAt: 1_000 },
  });
  expect(here.storage.submissionVersions.get(submissionId, 1)?.form).toEqual(filledForm);

  submit(here, submissionId, {}, { title: 'Manager' });
  expect(here.storage.submissionVersions.all(submissionId).map(({ version, form }) => [version, form.title])).toEqual([
    [1, 'Owner'],
    [2, 'Manager'],
  ]);
  expect(here.intake.get(submissionId)).toMatchObject({ value: { version: 2, submittedAt: 1_000 } });
});

test('a late save of just what was submitted is no edit', () => {
  const clock = { now: 1_000 };
  const here = office(clock);
  const { submissionId } = draft(here);
  submit(here, submissionId);
  clock.now = 2_000;
  expect(here.intake.saveDraft({ submissionId, form: filledForm, decisions: {} })).toEqual({
    ok: true,
    value: { savedAt: 2_000 },
  });
  expect(here.intake.get(submissionId)).toMatchObject({ value: { updatedAt: 1_000 } });
});

/** What the list says, which the submission itself must say, too. */
function hasUnsentEdits(here: Office, submissionId: string): boolean | undefined {
  const submission = here.storage.submissions.get(submissionId);
  const listed = here.intake.list().find(({ id }) => id === submissionId)?.hasUnsentEdits;
  expect(submission && here.intake.hasUnsentEdits(submission)).toBe(listed);
  return listed;
}

test('edits that were not submitted are told until they are submitted or undone', async () => {
  const here = office();
  const { submissionId, documentId } = draft(here);
  const save = (form: Partial<IntakeForm>, decisions: FieldDecisions = {}) =>
    here.intake.saveDraft({ submissionId, form: { ...filledForm, ...form }, decisions });
  save({ title: 'Manager' });
  expect(hasUnsentEdits(here, submissionId)).toBe(false);
  submit(here, submissionId);
  here.loop.start();
  await here.loop.settled();
  expect(kindOf(here, submissionId)).toBe('delivered');
  expect(hasUnsentEdits(here, submissionId)).toBe(false);

  save({ title: 'Manager' });
  expect(hasUnsentEdits(here, submissionId)).toBe(true);
  save({});
  expect(hasUnsentEdits(here, submissionId)).toBe(false);

  const second = here.putDocument('second');
  here.intake.attachDocument({ submissionId, documentId: second });
  expect(hasUnsentEdits(here, submissionId)).toBe(true);
  here.intake.detachDocument({ submissionId, documentId: second });
  expect(hasUnsentEdits(here, submissionId)).toBe(false);
  here.intake.detachDocument({ submissionId, documentId });
  expect(hasUnsentEdits(here, submissionId)).toBe(true);
  here.intake.attachDocument({ submissionId, documentId });

  save({}, { poid: { kind: 'typed', value: 'N01000000000002' } });
  expect(hasUnsentEdits(here, submissionId)).toBe(true);
  submit(here, submissionId, { poid: { kind: 'typed', value: 'N01000000000002' } });
  expect(hasUnsentEdits(here, submissionId)).toBe(false);
});

test('what a submit would not send again is no edit: a field confirmed as it was read', () => {
  const here = office();
  const { submissionId } = draft(here);
  submit(here, submissionId);
  const decisions: FieldDecisions = { poid: { kind: 'confirmed', value: certainFields.poid } };
  here.intake.saveDraft({ submissionId, form: filledForm, decisions });
  expect(hasUnsentEdits(here, submissionId)).toBe(false);
  expect(submit(here, submissionId, decisions)).toMatchObject({ value: { version: 1 } });
});

test('a decision taken back that is needed again is an edit, and so is one on a bill that is being read', () => {
  const here = office();
  const reading = readingOf({ ...certainFields, poid: { value: certainFields.poid, confidence: 0.5 } });
  const { submissionId, documentId } = draft(here, { reading });
  const decisions: FieldDecisions = { poid: { kind: 'confirmed', value: certainFields.poid } };
  submit(here, submissionId, decisions);
  expect(hasUnsentEdits(here, submissionId)).toBe(false);
  here.intake.saveDraft({ submissionId, form: filledForm, decisions: {} });
  expect(hasUnsentEdits(here, submissionId)).toBe(true);
  here.setReading(documentId, { kind: 'reading' }, readingOf(certainFields));
  expect(hasUnsentEdits(here, submissionId)).toBe(true);
});

test('withdrawing goes back to a draft, or to how the version before stands', () => {
  const here = office();
  const { submissionId, documentId } = draft(here, waiting);
  submit(here, submissionId);
  expect(here.intake.withdraw(submissionId)).toMatchObject({ value: { state: { kind: 'draft' } } });
  expect(here.intake.withdraw(submissionId)).toMatchObject({ ok: false, error: { code: 'wrong-state' } });

  here.setReading(documentId, { kind: 'read' }, readingOf(certainFields));
  submit(here, submissionId);
  const slow = here.putDocument('slow', waiting);
  here.intake.attachDocument({ submissionId, documentId: slow });
  submit(here, submissionId);
  expect(kindOf(here, submissionId)).toBe('processing');
  expect(here.intake.withdraw(submissionId)).toMatchObject({
    value: { state: { kind: 'submitted' }, version: 1, documentIds: [documentId, slow] },
  });
});

test('a delivery that ends during an edit leaves the edit alone', async () => {
  const clock = { now: 1_000 };
  const here = office(clock);
  const { submissionId } = draft(here);
  submit(here, submissionId);
  here.intake.attachDocument({ submissionId, documentId: here.putDocument('slow', waiting) });
  submit(here, submissionId);
  here.loop.start();
  await here.loop.settled();
  expect(kindOf(here, submissionId)).toBe('processing');
  clock.now = 2_000;
  expect(here.intake.withdraw(submissionId)).toMatchObject({
    value: { state: { kind: 'delivered', deliveredAt: 1_000 } },
  });
});

test('only drafts are deleted; they come back for 30 days and are gone after', () => {
  const clock = { now: 1_000 };
  const here = office(clock);
  const { submissionId } = draft(here);
  expect(here.intake.delete(submissionId).ok).toBe(true);
  expect(here.intake.list()).toEqual([]);
  expect(here.intake.get(submissionId).ok).toBe(false);
  clock.now += 30 * dayMs;
  here.intake.resume();
  expect(here.intake.undelete(submissionId)).toMatchObject({ ok: true, value: { documentIds: [expect.any(String)] } });

  here.intake.delete(submissionId);
  clock.now += 30 * dayMs + 1;
  here.intake.resume();
  expect(here.intake.undelete(submissionId)).toMatchObject({ ok: false });

  const sent = draft(here).submissionId;
  submit(here, sent);
  expect(here.intake.delete(sent)).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
});

test('watchers of the list get a snapshot at once, newest first, and after changes', async () => {
  const clock = { now: 1_000 };
  const here = office(clock);
  const first = draft(here).submissionId;
  const seen: string[][] = [];
  const stop = here.intake.watch((list) => seen.push(list.map((each) => each.id)));
  clock.now += 1;
  const second = draft(here).submissionId;
  await expect.poll(() => seen.at(-1)).toEqual([second, first]);
  expect(seen[0]).toEqual([first]);
  stop();
  const told = seen.length;
  let others = 0;
  onTestFinished(here.intake.watch(() => others++));
  draft(here);
  await expect.poll(() => others).toBe(2);
  expect(seen).toHaveLength(told);
});
