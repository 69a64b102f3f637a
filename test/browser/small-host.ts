/** Run as a process of its own: the browser host with a small app behind it, which says what is done to it. */
import { join } from 'node:path';
import { parseBrowserArguments } from '../../main/browser/arguments.ts';
import { runBrowserHost } from '../../main/browser/run-browser-host.ts';
import { untilStopped } from '../../main/hosting/until-stopped.ts';
import { err, ok } from '../../main/result.ts';
import { createSmallRouter } from '../support/small-router.ts';

const parsed = parseBrowserArguments(process.argv.slice(2));
if (!parsed.ok) throw new Error(parsed.error);
const problem = process.env.SMALL_HOST_PROBLEM;
const exitCode = await runBrowserHost({
  createApp: async () => {
    if (problem) return err({ message: problem });
    return ok({
      router: createSmallRouter().router,
      start: async () => console.log('app started'),
      stop: async () => console.log('app stopped'),
    });
  },
  arguments: parsed.value,
  host: {
    appFolder: process.env.SMALL_HOST_FOLDER ?? '',
    system: { platform: process.platform, env: {}, homeFolder: join('/', 'home', 'nobody') },
    ocr: { execArgv: [], env: {} },
  },
  print: console.log,
  complain: console.error,
  onHost: (host) => console.log(`data in ${host.paths.data}, version ${host.version}`),
  stopRequest: untilStopped(process),
});
process.exit(exitCode);
