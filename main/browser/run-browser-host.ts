import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { chooseFolders } from '../hosting/folders.ts';
import type { CreateApp } from '../hosting/hosted-app.ts';
import { createNodeHost, type NodeHostOptions } from '../hosting/node-host.ts';
import { listRendererFiles } from '../hosting/renderer-files.ts';
import { within } from '../hosting/until-stopped.ts';
import type { BrowserArguments } from './arguments.ts';
import { askForLink, readRunningHost, writeRunningHost } from './running-host.ts';
import { type Served, serve } from './serve.ts';

export type BrowserHostParts = {
  readonly createApp: CreateApp;
  readonly host: Omit<NodeHostOptions, 'kind' | 'dataFolder'>;
  readonly arguments: BrowserArguments;
  /** One line for the terminal; problems go to `complain`. */
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Called with the host as soon as there is a log to write to. */
  readonly onHost: (host: Host) => void;
  /** Settles when the host shall stop; says what asked for it. */
  readonly stopRequest: Promise<string>;
};

const STOP_WITHIN_MS = 10_000;

/**
 * Runs the app for browsers on this machine until it is asked to stop. Answers the exit code: 0, or 1 when it couldn't
 * start, which is told in words. When it runs already on this data folder, shows a fresh link to it instead.
 */
export async function runBrowserHost(parts: BrowserHostParts): Promise<number> {
  const { createApp, print, complain } = parts;
  const { dataFolder, opensBrowser } = parts.arguments;
  const notePath = join(chooseFolders(parts.host.system, dataFolder).data, 'browser-host.json');
  const earlier = await readRunningHost(notePath);

  const created = createNodeHost({ ...parts.host, kind: 'browser', dataFolder });
  if (!created.ok) {
    complain(created.error.message);
    return 1;
  }
  const host = created.value;
  parts.onHost(host);
  const show = async (text: string, link: string): Promise<void> => {
    print(`${text} ${link}`);
    if (opensBrowser) await openQuietly(host, link);
  };

  const runningLink = earlier === null ? null : await askForLink(earlier);
  if (runningLink !== null) {
    await show('GreenWatt Intake is already running at', runningLink);
    return 0;
  }

  const app = await createApp(host);
  if (!app.ok) {
    complain(app.error.message);
    if (app.error.backups?.length) complain('To restore the newest backup: npm run -s restore');
    return 1;
  }
  const key = randomBytes(32).toString('base64url');
  const files = await listRendererFiles(join(parts.host.appFolder, 'dist', 'renderer'));
  const listen = (port: number) =>
    serve({ router: app.value.router, files, port, linkKey: key, log: host.log, now: host.now });
  let served = await listen(parts.arguments.port ?? earlier?.port ?? 0);
  // The port of the last time is a convenience, the one asked for is a demand.
  if (!served.ok && parts.arguments.port === null) served = await listen(0);
  if (!served.ok) {
    complain(served.error.message);
    await app.value.stop();
    return 1;
  }

  await app.value.start();
  await writeRunningHost(notePath, { port: served.value.port, key });
  host.log.info('browser: serving', { port: served.value.port, version: host.version });
  await show('GreenWatt Intake is running at', served.value.newLink());
  print('The link works once. Press Ctrl+C here to stop.');

  const reason = await parts.stopRequest;
  host.log.info('browser: stopping', { reason });
  await writeRunningHost(notePath, { port: served.value.port, key: null });
  const inTime = await within(STOP_WITHIN_MS, stopAll(served.value, app.value.stop));
  if (!inTime) host.log.warn('browser: did not stop in time');
  return 0;
}

async function stopAll(served: Served, stopApp: () => Promise<void>): Promise<void> {
  await served.stop();
  await stopApp();
}

async function openQuietly(host: Host, link: string): Promise<void> {
  try {
    await host.openLink(link);
  } catch (cause) {
    // The address is on the terminal; without a browser that is all there is to do.
    host.log.warn('browser: could not open a browser', { reason: cause instanceof Error ? cause.message : '' });
  }
}
