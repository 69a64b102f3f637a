import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { type App, createApp } from '../../main/app.ts';
import { silentLog } from '../../main/diagnostics/log.ts';
import type { Host } from '../../main/host.ts';
import { memorySecrets } from './google/room.ts';
import { forkOcrProcess, root } from './ocr-host.ts';
import { tempFolder } from './temp-folder.ts';

/** A host without a window whose browser, network and secrets the test holds in its hands. */
export function handHost(folder = tempFolder()) {
  const secrets = memorySecrets();
  const opened: string[] = [];
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
    now: Date.now,
    newId: randomUUID,
    random: Math.random,
    cores: 2,
    startOcrProcess: forkOcrProcess,
    probeMemory: async () => new Map(),
    secrets,
    openLink: async (url) => {
      opened.push(url);
      // As a person's browser does: follows Google back to the app.
      void fetch(url).then((page) => page.text());
    },
    chooseFolder: null,
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
    /** The network is back, or the machine woke. */
    comeOnline: () => {
      for (const listener of onlineListeners) listener();
    },
  };
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
