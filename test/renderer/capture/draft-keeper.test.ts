import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import type { Submission } from '../../../main/ipc/contract/submissions.ts';
import { emptyDraft, withForm } from '../../../renderer/capture/draft.ts';
import type { DraftBuffer } from '../../../renderer/capture/draft-buffer.ts';
import { createDraftKeeper } from '../../../renderer/capture/draft-keeper.ts';
import { type LeftDraft, takeUp } from '../../../renderer/capture/left-draft.ts';

type Call = { readonly kind: 'create' } | { readonly kind: 'save'; readonly accountName: string };

/** A main that can be silent or refuse, a clock turned by hand, and a buffer in memory. */
function setUp({ stored = false, left = null }: { stored?: boolean; left?: LeftDraft | null } = {}) {
  const calls: Call[] = [];
  let fault: Error | null = null;
  let timers: { readonly callback: () => void; readonly delayMs: number }[] = [];
  let buffered = left;
  const buffer: DraftBuffer = {
    read: () => buffered,
    write: (_id, unsaved) => {
      buffered = unsaved;
    },
    submissionIds: () => (buffered ? ['1'] : []),
    remove: () => {
      buffered = null;
    },
  };
  const answer = async <T>(call: Call, value: T): Promise<T> => {
    calls.push(call);
    if (fault) throw fault;
    return value;
  };
  const submission: Submission = {
    ...emptyDraft,
    id: '1',
    state: { kind: 'draft' },
    version: 0,
    documentIds: [],
    createdAt: 0,
    updatedAt: 0,
    submittedAt: null,
    settled: null,
    hasUnsentEdits: false,
  };
  const keeper = createDraftKeeper({
    submissionId: '1',
    initial: { draft: emptyDraft, stored },
    client: {
      submissions: {
        create: () => answer({ kind: 'create' }, submission),
        saveDraft: ({ form }) => answer({ kind: 'save', accountName: form.accountName }, { savedAt: 1 }),
      },
    },
    buffer,
    later: (callback, delayMs) => {
      const timer = { callback, delayMs };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  });
  return {
    keeper,
    calls,
    left: () => buffered,
    buffered: () => buffered?.draft.form.accountName ?? null,
    delays: () => timers.map(({ delayMs }) => delayMs),
    failWith: (error: Error | null) => {
      fault = error;
    },
    type: (accountName: string) => keeper.change((draft) => withForm(draft, { accountName })),
    /** Lets all timers ring and everything they start come to rest. */
    ring: async () => {
      const due = timers;
      timers = [];
      for (const { callback } of due) callback();
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    },
  };
}

test('an opened page leaves nothing behind: the submission is created with the first change', async () => {
  const { keeper, calls, type, ring } = setUp();
  await keeper.flush();
  expect(calls).toEqual([]);
  expect(keeper.snapshot().save.kind).toBe('untouched');

  type('Maple');
  await ring();
  expect(calls).toEqual([{ kind: 'create' }, { kind: 'save', accountName: 'Maple' }]);
  expect(keeper.snapshot()).toMatchObject({ stored: true, save: { kind: 'saved' } });
});

test('a burst of typing is one save, of its last state', async () => {
  const { calls, type, ring } = setUp({ stored: true });
  for (const text of ['M', 'Ma', 'Map']) type(text);
  await ring();
  expect(calls).toEqual([{ kind: 'save', accountName: 'Map' }]);
});

test('what is typed while a save is under way is saved right after it', async () => {
  const { keeper, calls, type, ring } = setUp({ stored: true });
  type('Map');
  const saving = keeper.flush();
  type('Maple');
  await saving;
  await ring();
  expect(calls.at(-1)).toEqual({ kind: 'save', accountName: 'Maple' });
  expect(keeper.snapshot().save.kind).toBe('saved');
});

test('without an answer it says so, keeps the text where a reload finds it, and goes on until it is saved', async () => {
  const { keeper, calls, type, ring, failWith, buffered, delays } = setUp({ stored: true });
  failWith(new Error('no line'));
  type('Maple');
  await ring();
  expect(keeper.snapshot().save.kind).toBe('retrying');
  expect(buffered()).toBe('Maple');
  expect(delays()).toEqual([1_000]);

  type('Maple Grove');
  expect(buffered()).toBe('Maple Grove');
  await ring();
  expect(delays()).toEqual([2_000]);

  failWith(null);
  await ring();
  expect(calls.at(-1)).toEqual({ kind: 'save', accountName: 'Maple Grove' });
  expect(keeper.snapshot().save.kind).toBe('saved');
  expect(buffered()).toBe(null);
});

test('starts again from what an earlier page could not save', async () => {
  const left = { draft: withForm(emptyDraft, { accountName: 'Left behind' }), known: [emptyDraft], stored: true };
  const { keeper, calls, ring } = setUp({ stored: true, left });
  expect(keeper.snapshot().draft.form.accountName).toBe('Left behind');
  await ring();
  expect(calls).toEqual([{ kind: 'save', accountName: 'Left behind' }]);
});

test('what was left is taken up where main holds what the page knew, also by a save whose answer it never saw', () => {
  const before = withForm(emptyDraft, { accountName: 'Map', title: 'Owner' });
  const saving = withForm(before, { accountName: 'Maple' });
  const left: LeftDraft = {
    draft: { ...withForm(saving, { accountName: 'Maple Grove', title: '' }), decisions: {} },
    known: [{ ...before, decisions: { poid: { kind: 'typed', value: 'N01' } } }, saving],
    stored: true,
  };
  const held = { ...saving, decisions: { poid: { kind: 'typed', value: 'N01' } } } as const;
  expect(takeUp(left, held)).toEqual(left.draft);
  const since = { ...withForm(held, { title: 'Manager', email: 'new@example.com' }) };
  expect(takeUp(left, since)).toEqual(withForm(left.draft, { title: 'Manager', email: 'new@example.com' }));
});

test('a save without an answer is remembered with the words that were not sent any more', async () => {
  const { keeper, type, ring, failWith, left } = setUp({ stored: true });
  failWith(new Error('no answer'));
  type('Map');
  await ring();
  type('Maple');
  keeper.keepUnsaved();
  expect(left()?.known.map(({ form }) => form.accountName)).toEqual(['', 'Map']);
});

test("a refusal is told in main's words, and the next change tries again", async () => {
  const { keeper, type, ring, failWith, delays } = setUp({ stored: true });
  failWith(new ORPCError('NOT_FOUND', { defined: true, message: 'It was deleted.' }));
  type('Maple');
  await ring();
  expect(keeper.snapshot().save).toEqual({ kind: 'refused', message: 'It was deleted.' });
  expect(delays()).toEqual([]);

  failWith(null);
  type('Maple Grove');
  await ring();
  expect(keeper.snapshot().save.kind).toBe('saved');
});

test('the first bill waits until the submission is there', async () => {
  const { keeper, calls, ring, failWith } = setUp();
  failWith(new Error('no line'));
  let isThere = false;
  const waiting = keeper.ensureStored().then(() => {
    isThere = true;
  });
  await ring();
  expect(isThere).toBe(false);
  failWith(null);
  await ring();
  await ring();
  await waiting;
  expect(calls.at(-1)).toEqual({ kind: 'create' });
});
