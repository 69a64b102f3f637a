import type { Client, Connection } from '../bridge.ts';
import type { Draft } from './draft.ts';
import type { DraftBuffer } from './draft-buffer.ts';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';
import { createUploads, type Uploads } from './uploads.ts';

/** The unfinished work on one submission: what is being typed and what is being sent. */
export type Workbench = {
  readonly submissionId: string;
  readonly keeper: DraftKeeper;
  readonly uploads: Uploads;
};

export type Workbenches = {
  /** The one still at work for this submission, or a new one that starts from `initial`. */
  readonly open: (submissionId: string, initial: { readonly draft: Draft; readonly stored: boolean }) => Workbench;
  /** The page is left: everything unsaved goes on being saved, and then the workbench is cleared away. */
  readonly leave: (bench: Workbench) => void;
  /** The window goes away. */
  readonly flushAll: () => void;
};

type Parts = {
  readonly client: Client;
  readonly connection: Connection;
  readonly buffer: DraftBuffer;
  readonly newId: () => string;
  readonly later: (callback: () => void, delayMs: number) => () => void;
};

export function createWorkbenches({ client, connection, buffer, newId, later }: Parts): Workbenches {
  const benches = new Map<string, Workbench>();
  const onScreen = new Set<Workbench>();

  function clearAway(): void {
    for (const [submissionId, bench] of benches) {
      if (!onScreen.has(bench) && !isBusy(bench)) benches.delete(submissionId);
    }
  }

  connection.subscribe(() => {
    if (connection.state().kind !== 'connected') return;
    for (const { keeper } of benches.values()) void keeper.flush().then(clearAway);
  });

  return {
    open(submissionId, initial) {
      const known = benches.get(submissionId);
      const bench = known ?? createWorkbench(submissionId, initial);
      benches.set(submissionId, bench);
      onScreen.add(bench);
      return bench;
    },
    leave(bench) {
      onScreen.delete(bench);
      void bench.keeper.flush().then(clearAway);
      bench.uploads.subscribe(clearAway);
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
    return { submissionId, keeper, uploads };
  }
}

function isBusy({ keeper, uploads }: Workbench): boolean {
  const { kind } = keeper.snapshot().save;
  return kind === 'saving' || kind === 'retrying' || uploads.list().some((upload) => isUnderWay(upload.state.kind));
}

function isUnderWay(kind: ReturnType<Uploads['list']>[number]['state']['kind']): boolean {
  return kind === 'queued' || kind === 'sending' || kind === 'storing';
}
