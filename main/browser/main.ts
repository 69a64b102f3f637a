/** The app for the browser on this machine, where Electron can't run. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import { ocrProcessEnv, ocrProcessFlags } from '../documents/ocr-protocol.ts';
import { catchUnexpected } from '../hosting/catch-unexpected.ts';
import { untilStopped } from '../hosting/until-stopped.ts';
import { BROWSER_USAGE, parseBrowserArguments } from './arguments.ts';
import { runBrowserHost } from './run-browser-host.ts';

const parsed = parseBrowserArguments(process.argv.slice(2));
if (!parsed.ok) {
  console.error(`${parsed.error}\n\n${BROWSER_USAGE}`);
  process.exit(2);
}
const exitCode = await runBrowserHost({
  createApp,
  arguments: parsed.value,
  host: {
    appFolder: join(import.meta.dirname, '..', '..'),
    system: { platform: process.platform, env: process.env, homeFolder: homedir() },
    ocr: { execArgv: ocrProcessFlags, env: { ...process.env, ...ocrProcessEnv } },
  },
  print: console.log,
  complain: console.error,
  onHost: (host) =>
    catchUnexpected(process, host.log, () => {
      console.error(`GreenWatt Intake met a failure it can't go on after. What happened is in ${host.paths.logs}.`);
      process.exit(70);
    }),
  stopRequest: untilStopped(process),
});
process.exit(exitCode);
