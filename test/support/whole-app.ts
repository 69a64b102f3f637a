import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, onTestFinished } from 'vitest';
import { type App, createApp } from '../../main/app.ts';
import { silentLog } from '../../main/diagnostics/log.ts';
import type { Host } from '../../main/host.ts';
import { memorySecrets } from './google/room.ts';
import { forkOcrProcess, root } from './ocr-host.ts';
import { certainFields, filledForm } from './office.ts';
import { textPdf } from './small-documents.ts';
import { tempFolder } from './temp-folder.ts';

/** A host without a window whose browser, network and secrets the test holds in its hands. */
export function handHost(folder = tempFolder()) {
  const secrets = memorySecrets();
  const opened: string[] = [];
  const clock = { aheadMs: 0 };
  const onlineListeners = new Set<() => void>();
  const host: Host = {
    kind: 'headless',
    version: '0.0.0',
    paths: {
      data: path.join(folder, 'data'),
      logs: path.join(folder, 'logs'),
      assets: path.join(root, 'assets'),
      defaultDestination: path.join(folder, 'delivered'),
    },
    log: silentLog,
    now: () => Date.now() + clock.aheadMs,
    newId: randomUUID,
    random: Math.random,
    cores: 2,
    startOcrProcess: forkOcrProcess,
    probeMemory: async () => new Map(),
    secrets,
    openLink: async (url) => {
      opened.push(url);
      // As a person's browser does: follows Google back to the app, and is left with its own page if nobody is there.
      void fetch(url)
        .then((page) => page.text())
        .catch(() => {});
    },
    chooseFolder: null,
    chooseSaveFile: null,
    showFolder: null,
    onOnline: (listener) => {
      onlineListeners.add(listener);
      return () => onlineListeners.delete(listener);
    },
  };
  return {
    host,
    secrets,
    opened,
    /** Turned forward by the test. */
    clock,
    /** The network is back, or the machine woke. */
    comeOnline: () => {
      for (const listener of onlineListeners) listener();
    },
  };
}

/** The latest value of a stream, for as long as the test runs. */
export async function following<T>(
  watch: (options: { readonly signal: AbortSignal }) => Promise<AsyncIterable<T>>,
): Promise<() => T> {
  const over = new AbortController();
  onTestFinished(() => over.abort());
  const values = (await watch({ signal: over.signal }))[Symbol.asyncIterator]();
  const snapshot = await values.next();
  if (snapshot.done) throw new Error('the stream ended without a snapshot');
  let latest = snapshot.value;
  const follow = async () => {
    for (let next = await values.next(); !next.done; next = await values.next()) latest = next.value;
  };
  void follow().catch(() => {
    // The test is over.
  });
  return () => latest;
}

/** The whole app on that host, asked through its contract; stopped when the test ends. */
export async function runApp(host: Host) {
  const created = await createApp(host);
  if (!created.ok) throw new Error(created.error.message);
  const app: App = created.value;
  await app.start();
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await app.stop();
  };
  onTestFinished(stop);
  return { ...app, client: createRouterClient(app.router), stop };
}

export type RunningApp = Awaited<ReturnType<typeof runApp>>;

/** As a clerk would: takes a bill in, fills the form, decides every field, submits. Answers the submission's id. */
export async function submitInApp(
  { rooms, client }: RunningApp,
  accountName: string,
  { beforeSubmit = async () => {} }: { readonly beforeSubmit?: () => Promise<void> } = {},
): Promise<string> {
  const submissionId = randomUUID();
  await client.submissions.create({ submissionId });
  const bill = await textPdf();
  // No two bills are the same file.
  await appendFile(bill, `\n% ${submissionId}`);
  const taken = await rooms.takeIn.takeInFile(bill);
  if (!taken.ok) throw new Error(taken.error.message);
  await client.submissions.attachDocument({ submissionId, documentId: taken.value.documentId });
  await expect.poll(() => rooms.reader.progress(taken.value.documentId)?.state.kind, { timeout: 30_000 }).toBe('read');
  const form = { ...filledForm, accountName };
  const decisions = Object.fromEntries(
    Object.entries(certainFields).map(([name, value]) => [name, { kind: 'typed', value } as const]),
  );
  await beforeSubmit();
  const submitted = await client.submissions.submit({ submissionId, form, decisions });
  if (submitted.state.kind !== 'submitted') throw new Error(`It went to ${submitted.state.kind}`);
  return submissionId;
}
