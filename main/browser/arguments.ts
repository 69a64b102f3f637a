import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../result.ts';

export type BrowserArguments = {
  /** Null: the one of the last time, else any free one. */
  readonly port: number | null;
  /** Absolute; null: where this system keeps such things. */
  readonly dataFolder: string | null;
  readonly opensBrowser: boolean;
};

export const BROWSER_USAGE = `Options:
  --no-open     don't open a browser, only print the address
  --port PORT   listen on this port of 127.0.0.1
  --data DIR    keep everything in this folder`;

/** The error says what is wrong with the arguments, in words for the terminal. */
export function parseBrowserArguments(args: readonly string[]): Result<BrowserArguments, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { 'no-open': { type: 'boolean' }, port: { type: 'string' }, data: { type: 'string' } },
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
      return err(`--port takes a number from 0 to 65535, not "${values.port}".`);
    }
    if (values.data === '') return err('--data takes a folder.');
    return ok({
      port,
      dataFolder: values.data === undefined ? null : resolve(values.data),
      opensBrowser: values['no-open'] !== true,
    });
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}
