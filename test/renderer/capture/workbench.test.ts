import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { Client, Connection } from '../../../renderer/bridge.ts';
import { emptyDraft } from '../../../renderer/capture/draft.ts';
import type { LeftDraft } from '../../../renderer/capture/left-draft.ts';
import { createWorkbenches } from '../../../renderer/capture/workbench.ts';

const named = (accountName: string) => ({ ...emptyDraft, form: { ...emptyDraft.form, accountName } });

/** An app that starts with words an earlier window left, and main as it was before them. */
function startWithLeftWords() {
  const left = new Map<string, LeftDraft>([
    ['s1', { draft: named('Maple Grove'), known: [named('Maple')], stored: true }],
  ]);
  const saveDraft = vi.fn(async () => ({}));
  const client = { submissions: { get: async () => named('Maple'), create: async () => ({}), saveDraft } };
  const connection = { subscribe: () => () => {}, state: () => ({ kind: 'connected' }) };
  const timers: (() => void)[] = [];
  const workbenches = createWorkbenches({
    client: client as unknown as Client,
    connection: connection as unknown as Connection,
    buffer: {
      read: (id) => left.get(id) ?? null,
      write: (id, draft) => left.set(id, draft),
      remove: (id) => left.delete(id),
      submissionIds: () => [...left.keys()],
    },
    newId: () => 'id',
    later: (callback) => {
      timers.push(callback);
      return () => {};
    },
    onFileLost: () => {},
  });
  return { workbenches, left, saveDraft, timers };
}

/** Until main has the words, and everything that follows from it has been done. */
async function saved(left: ReadonlyMap<string, LeftDraft>): Promise<void> {
  await vi.waitFor(() => expect(left.size).toBe(0));
  await setImmediate();
}

test('a page that asked main before the words left behind were saved shows them all the same', async () => {
  const { workbenches, left, saveDraft, timers } = startWithLeftWords();
  const asked = { draft: named('Maple'), stored: true };
  await workbenches.takeUpLeft();
  await saved(left);
  expect(saveDraft).toHaveBeenCalledWith(
    expect.objectContaining({ submissionId: 's1', form: named('Maple Grove').form }),
    expect.anything(),
  );
  const bench = workbenches.open('s1', asked);
  expect(bench.keeper.snapshot().draft.form.accountName).toBe('Maple Grove');
  // However long the page stays open, closing the window saves what is on it.
  for (const timer of timers) timer();
  expect(workbenches.open('s1', asked)).toBe(bench);
});

test('words taken up are not kept for a page that opens much later: main knows better by then', async () => {
  const { workbenches, left, timers } = startWithLeftWords();
  await workbenches.takeUpLeft();
  await saved(left);
  for (const timer of timers) timer();
  const { keeper } = workbenches.open('s1', { draft: named('Maple Court'), stored: true });
  expect(keeper.snapshot().draft.form.accountName).toBe('Maple Court');
});
