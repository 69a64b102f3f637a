import { safe } from '@orpc/client';
import type { Client, Connection } from '../bridge.ts';
import { type Draft, emptyDraft } from './draft.ts';
import type { DraftBuffer } from './draft-buffer.ts';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';
import { createUploads, isUnderWay, type Upload, type Uploads } from './uploads.ts';

/** The unfinished work on one submission: what is being typed and what is being sent. */
export type Workbench = {
  readonly submissionId: string;
  readonly keeper: DraftKeeper;
  readonly uploads: Uploads;
};

export type Workbenches = {
  /** The one still at work for this submission, or a new one that starts from `initial`. */
  readonly open: (submissionId: string, initial: { readonly draft: Draft; readonly stored: boolean }) => Workbench;
  /**
   * The page is left: everything unsaved goes on being saved and every file on being added; then the workbench is cleared
   * away. One with a file that could not be added stays for when the page is opened again.
   */
  readonly leave: (bench: Workbench) => void;
  /** The window goes away. */
  readonly flushAll: () => void;
  /** Saves what earlier windows could not save any more, whether or not its page is ever opened again. */
  readonly takeUpLeft: () => Promise<void>;
};

type Parts = {
  readonly client: Client;
  readonly connection: Connection;
  readonly buffer: DraftBuffer;
  readonly newId: () => string;
  readonly later: (callback: () => void, delayMs: number) => () => void;
  /** A file could not be added to a submission that isn't on the screen any more. */
  readonly onFileLost: (fileName: string, reason: string) => void;
};

/** Long enough for a page to open. */
const TAKEN_UP_MS = 30_000;

export function createWorkbenches({ client, connection, buffer, newId, later, onFileLost }: Parts): Workbenches {
  const benches = new Map<string, Workbench>();
  const onScreen = new Set<Workbench>();
  /** A page that is being opened may have asked main before their words were saved. */
  const justTakenUp = new Set<Workbench>();

  function clearAway(): void {
    for (const [submissionId, bench] of benches) {
      if (!onScreen.has(bench) && !justTakenUp.has(bench) && !isBusy(bench)) benches.delete(submissionId);
    }
  }

  connection.subscribe(() => {
    if (connection.state().kind !== 'connected') return;
    for (const { keeper } of benches.values()) void keeper.flush().then(clearAway);
  });

  const open: Workbenches['open'] = (submissionId, initial) => {
    const known = benches.get(submissionId);
    const bench = known ?? createWorkbench(submissionId, initial);
    benches.set(submissionId, bench);
    onScreen.add(bench);
    return bench;
  };

  const leave: Workbenches['leave'] = (bench) => {
    onScreen.delete(bench);
    void bench.keeper.flush().then(clearAway);
    bench.uploads.subscribe(clearAway);
  };

  function takeUp(bench: Workbench): void {
    justTakenUp.add(bench);
    leave(bench);
    later(() => {
      justTakenUp.delete(bench);
      clearAway();
    }, TAKEN_UP_MS);
  }

  async function takeUpOne(submissionId: string): Promise<void> {
    const { data: held, error, isDefined } = await safe(client.submissions.get({ submissionId }));
    // Its page was opened meanwhile, and has taken it up.
    if (benches.has(submissionId)) return;
    if (held) {
      const { form, decisions } = held;
      return takeUp(open(submissionId, { draft: { form, decisions }, stored: true }));
    }
    // Without an answer it stays for the next window; one that was deleted stays deleted.
    if (error && !isDefined) return;
    if (buffer.read(submissionId)?.stored) buffer.remove(submissionId);
    else takeUp(open(submissionId, { draft: emptyDraft, stored: false }));
  }

  return {
    open,
    leave,
    async takeUpLeft() {
      for (const submissionId of buffer.submissionIds()) await takeUpOne(submissionId);
    },
    flushAll() {
      for (const { keeper } of benches.values()) {
        keeper.keepUnsaved();
        void keeper.flush();
      }
    },
  };

  function createWorkbench(submissionId: string, initial: { draft: Draft; stored: boolean }): Workbench {
    const keeper = createDraftKeeper({ submissionId, initial, client, buffer, later });
    const uploads = createUploads({ submissionId, client, newId, ensureStored: keeper.ensureStored });
    const bench = { submissionId, keeper, uploads };
    const told = new Set<string>();
    uploads.subscribe(() => {
      for (const { key, fileName, state } of uploads.list()) {
        if (state.kind !== 'failed' || told.has(key)) continue;
        told.add(key);
        if (!onScreen.has(bench)) onFileLost(fileName, state.message);
      }
    });
    return bench;
  }
}

function isBusy({ keeper, uploads }: Workbench): boolean {
  const { kind } = keeper.snapshot().save;
  const isMissed = (upload: Upload) => isUnderWay(upload) || upload.state.kind === 'failed';
  return kind === 'saving' || kind === 'retrying' || uploads.list().some(isMissed);
}
