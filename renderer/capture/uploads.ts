import type { Client } from '../bridge.ts';
import { refusalOf } from '../ui/refusal.ts';

export type AlsoIn = { readonly submissionId: string; readonly accountName: string };

export type UploadState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'sending'; readonly sentBytes: number }
  | { readonly kind: 'storing' }
  | { readonly kind: 'taken'; readonly documentId: string; readonly alsoIn: readonly AlsoIn[]; readonly again: boolean }
  /** `file`: kept where trying again can help. */
  | { readonly kind: 'failed'; readonly message: string; readonly file: File | null };

export type Upload = {
  readonly key: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly state: UploadState;
};

export type Uploads = {
  readonly list: () => readonly Upload[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (files: readonly File[]) => void;
  /** Stops one under way, or takes a finished or failed one off the list. */
  readonly remove: (key: string) => void;
  readonly retry: (key: string) => void;
};

type Parts = {
  readonly submissionId: string;
  readonly client: {
    readonly documents: Pick<Client['documents'], 'beginTakeIn' | 'appendChunk' | 'finishTakeIn' | 'abandonTakeIn'>;
  };
  readonly ensureStored: () => Promise<void>;
  readonly newId: () => string;
};

/** The contract's limit for one chunk. */
const CHUNK_BYTES = 1024 * 1024;
/** A lost line loses the take-in with it; it is begun again this often. */
const MAX_TRIES = 4;
/** Hashing and storing a large file on a slow disk. */
const STORE_TIMEOUT_MS = 120_000;

/** Sends files to main one after the other, in chunks, so that no more than one chunk is in memory. */
export function createUploads({ submissionId, client, ensureStored, newId }: Parts): Uploads {
  const listeners = new Set<() => void>();
  const waiting: { readonly key: string; readonly file: File }[] = [];
  let uploads: readonly Upload[] = [];
  let active: { readonly key: string; readonly stop: AbortController } | null = null;

  function setUploads(next: readonly Upload[]): void {
    uploads = next;
    for (const listener of listeners) listener();
  }

  function setState(key: string, state: UploadState): void {
    setUploads(uploads.map((upload) => (upload.key === key ? { ...upload, state } : upload)));
  }

  function enqueue(key: string, file: File): void {
    waiting.push({ key, file });
    void work();
  }

  async function work(): Promise<void> {
    if (active) return;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const stop = new AbortController();
      active = { key: next.key, stop };
      setState(next.key, await takeIn(next.key, next.file, stop.signal));
      active = null;
    }
  }

  async function takeIn(key: string, file: File, signal: AbortSignal): Promise<UploadState> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await sendOnce(key, file, signal);
      } catch (error) {
        if (signal.aborted) return { kind: 'queued' }; // Already off the list.
        if (error instanceof DOMException && error.name.startsWith('Not')) {
          return { kind: 'failed', message: `${file.name} can't be read any more. Is it still there?`, file: null };
        }
        const refusal = refusalOf(error);
        if (refusal !== null) return { kind: 'failed', message: refusal, file: null };
        if (tries === MAX_TRIES) return { kind: 'failed', message: `${file.name} could not be taken in.`, file };
      }
    }
  }

  async function sendOnce(key: string, file: File, signal: AbortSignal): Promise<UploadState> {
    setState(key, { kind: 'sending', sentBytes: 0 });
    await ensureStored();
    signal.throwIfAborted();
    const { takeInId } = await client.documents.beginTakeIn({
      submissionId,
      fileName: file.name.slice(-1000),
      sizeBytes: file.size,
    });
    try {
      for (let offset = 0; offset < file.size; offset += CHUNK_BYTES) {
        const chunk = await readChunk(file, offset);
        signal.throwIfAborted();
        const { receivedBytes } = await client.documents.appendChunk({ takeInId, offset, chunk }, { signal });
        setState(key, { kind: 'sending', sentBytes: receivedBytes });
      }
      setState(key, { kind: 'storing' });
      const taken = await client.documents.finishTakeIn({ takeInId }, { context: { timeoutMs: STORE_TIMEOUT_MS } });
      return { kind: 'taken', documentId: taken.documentId, alsoIn: taken.alsoIn, again: taken.alreadyAttached };
    } catch (error) {
      // Main also forgets it by itself; this only frees the space earlier.
      client.documents.abandonTakeIn({ takeInId }).catch(() => undefined);
      throw error;
    }
  }

  return {
    list: () => uploads,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (files) => {
      const added = files.map((file) => ({ key: newId(), file }));
      setUploads([
        ...uploads,
        ...added.map(({ key, file }): Upload => {
          return { key, fileName: file.name, sizeBytes: file.size, state: { kind: 'queued' } };
        }),
      ]);
      for (const { key, file } of added) enqueue(key, file);
    },
    remove: (key) => {
      if (active?.key === key) active.stop.abort();
      const index = waiting.findIndex((item) => item.key === key);
      if (index >= 0) waiting.splice(index, 1);
      setUploads(uploads.filter((upload) => upload.key !== key));
    },
    retry: (key) => {
      const state = uploads.find((upload) => upload.key === key)?.state;
      if (state?.kind !== 'failed' || !state.file) return;
      setState(key, { kind: 'queued' });
      enqueue(key, state.file);
    },
  };
}

export function isUnderWay({ state: { kind } }: Upload): boolean {
  return kind === 'queued' || kind === 'sending' || kind === 'storing';
}

/** Read before it is sent, so that a file that vanished fails here and not somewhere in the transport. */
async function readChunk(file: File, offset: number): Promise<Blob> {
  return new Blob([await file.slice(offset, offset + CHUNK_BYTES).arrayBuffer()]);
}
