import type { Client } from '../bridge.ts';
import { refusalOf } from '../ui/refusal.ts';
import type { Draft } from './draft.ts';
import type { DraftBuffer } from './draft-buffer.ts';
import { takeUp } from './left-draft.ts';

export type SaveState =
  /** Nothing was entered yet; main knows nothing of it. */
  | { readonly kind: 'untouched' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** Could not be saved; tried again by itself until it is. */
  | { readonly kind: 'retrying' }
  /** Main refuses it, e.g. because it was deleted elsewhere. Tried again with the next change. */
  | { readonly kind: 'refused'; readonly message: string };

export type DraftSnapshot = {
  readonly draft: Draft;
  readonly save: SaveState;
  /** True once main has the submission, so that documents can be attached to it. */
  readonly stored: boolean;
  /** True once something was changed here, saved or not. */
  readonly touched: boolean;
};

export type DraftKeeper = {
  readonly snapshot: () => DraftSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  readonly change: (update: (draft: Draft) => Draft) => void;
  /** Saves now what is unsaved. True when everything is saved, false when it will be retried or was refused. */
  readonly flush: () => Promise<boolean>;
  /** Resolves once main has the submission, creating it where needed; rejects when main refuses. */
  readonly ensureStored: () => Promise<void>;
  /** For the moment before the page goes away: keeps what is unsaved where the next one finds it. */
  readonly keepUnsaved: () => void;
};

type Parts = {
  readonly submissionId: string;
  readonly initial: { readonly draft: Draft; readonly stored: boolean };
  readonly client: {
    readonly submissions: Pick<Client['submissions'], 'create' | 'saveDraft'>;
  };
  readonly buffer: DraftBuffer;
  /** Calls back after `delayMs`; returns how to call it off. */
  readonly later: (callback: () => void, delayMs: number) => () => void;
};

const TYPING_PAUSE_MS = 400;
const RETRY_DELAYS_MS = [1_000, 2_000, 4_000, 8_000];
const LONGEST_RETRY_DELAY_MS = 10_000;
/** How many saves without an answer are remembered: main may hold any of them. */
const MOST_UNANSWERED = 8;
/** Saving takes milliseconds. After this the clerk is told that it hasn't worked yet. */
const quickly = { context: { timeoutMs: 3_000 } };

/**
 * Saves a draft as it is typed, one save at a time, always the newest state, and goes on until it is saved.
 * Creates the submission at the first change, not before: opening the page leaves nothing behind.
 */
export function createDraftKeeper({ submissionId, initial, client, buffer, later }: Parts): DraftKeeper {
  const left = buffer.read(submissionId);
  const listeners = new Set<() => void>();
  let current: DraftSnapshot = {
    draft: left ? takeUp(left, initial.draft) : initial.draft,
    stored: initial.stored,
    touched: left !== null,
    save: { kind: initial.stored ? 'saved' : 'untouched' },
  };
  let version = left ? 1 : 0;
  let savedVersion = 0;
  let held = initial.draft;
  let unanswered: readonly Draft[] = [];
  let failures = 0;
  let running: Promise<boolean> | null = null;
  let callOff: (() => void) | null = null;

  function set(patch: Partial<DraftSnapshot>): void {
    current = { ...current, ...patch };
    for (const listener of listeners) listener();
  }

  function schedule(delayMs: number): void {
    callOff?.();
    callOff = later(() => void flush(), delayMs);
  }

  async function saveNewest(): Promise<boolean> {
    try {
      if (!current.stored) {
        await client.submissions.create({ submissionId }, quickly);
        set({ stored: true });
      }
      while (savedVersion !== version) {
        const attempt = version;
        const { draft } = current;
        if (!unanswered.includes(draft)) unanswered = [...unanswered, draft].slice(-MOST_UNANSWERED);
        await client.submissions.saveDraft({ submissionId, ...draft }, quickly);
        savedVersion = attempt;
        held = draft;
        unanswered = [];
      }
    } catch (error) {
      return giveUpForNow(error);
    }
    failures = 0;
    buffer.remove(submissionId);
    set({ save: { kind: 'saved' } });
    return true;
  }

  function giveUpForNow(error: unknown): boolean {
    keepUnsaved();
    const refusal = refusalOf(error);
    if (refusal !== null) {
      failures = 0;
      set({ save: { kind: 'refused', message: refusal } });
      return false;
    }
    set({ save: { kind: 'retrying' } });
    schedule(RETRY_DELAYS_MS[failures] ?? LONGEST_RETRY_DELAY_MS);
    failures += 1;
    return false;
  }

  function flush(): Promise<boolean> {
    callOff?.();
    callOff = null;
    if (current.stored && savedVersion === version) return running ?? Promise.resolve(true);
    if (!current.stored && version === 0) return Promise.resolve(true);
    return startSaving();
  }

  function startSaving(): Promise<boolean> {
    if (current.save.kind !== 'retrying') set({ save: { kind: 'saving' } });
    running ??= saveNewest().finally(() => {
      running = null;
    });
    return running;
  }

  function keepUnsaved(): void {
    if (savedVersion === version) return;
    const { draft, stored } = current;
    buffer.write(submissionId, { draft, known: [held, ...unanswered], stored });
  }

  async function ensureStored(): Promise<void> {
    while (!current.stored) {
      await startSaving();
      if (current.stored) return;
      if (current.save.kind === 'refused') throw new Error(current.save.message);
      await new Promise<void>((resolve) => later(resolve, RETRY_DELAYS_MS[0] ?? 0));
    }
  }

  if (left) schedule(0);
  return {
    snapshot: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: (update) => {
      version += 1;
      const draft = update(current.draft);
      if (failures > 0) {
        // The retry that is already planned takes the newest state with it.
        set({ draft, touched: true });
        keepUnsaved();
        return;
      }
      set({ draft, touched: true, save: { kind: 'saving' } });
      schedule(TYPING_PAUSE_MS);
    },
    flush,
    ensureStored,
    keepUnsaved,
  };
}
