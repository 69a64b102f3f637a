import { parseArgs } from 'node:util';

export const START_USAGE = `Usage: npm start -- [options]

Opens GreenWatt Intake: as a desktop app where that can run, else in the browser.

  --browser     in the browser, also where the desktop app can run
  --desktop     as a desktop app only, however long its runtime takes to download
  --no-open     in the browser, but only print the address
  --port PORT   in the browser, at this port of 127.0.0.1
  --data DIR    keep everything in this folder
  --help        show this`;

/**
 * @typedef {{ kind: 'help' } | { kind: 'wrong', message: string }
 *   | { kind: 'start', where: 'any' | 'browser' | 'desktop', hostArguments: string[] }} StartOptions
 */

/**
 * Pure. `hostArguments` are what the host itself understands.
 * @param {readonly string[]} args
 * @returns {StartOptions}
 */
export function parseStartOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        browser: { type: 'boolean' },
        desktop: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        port: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (cause) {
    return { kind: 'wrong', message: cause.message.split('\n')[0] };
  }
  if (values.help) return { kind: 'help' };
  const port = Number(values.port ?? 0);
  if (values.port?.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    return { kind: 'wrong', message: `--port takes a number from 0 to 65535, not "${values.port}".` };
  }
  if (values.data === '') return { kind: 'wrong', message: '--data takes a folder.' };
  const wantsBrowser = values.browser || values['no-open'] || values.port !== undefined;
  if (wantsBrowser && values.desktop) {
    return { kind: 'wrong', message: '--desktop goes with neither --browser nor --no-open nor --port.' };
  }
  return {
    kind: 'start',
    where: wantsBrowser ? 'browser' : values.desktop ? 'desktop' : 'any',
    hostArguments: [
      ...(values['no-open'] ? ['--no-open'] : []),
      ...(values.port === undefined ? [] : ['--port', values.port]),
      ...(values.data === undefined ? [] : ['--data', values.data]),
    ],
  };
}
