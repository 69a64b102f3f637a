import { err, ok, type Result } from '../result.ts';

/** Where requests meant for Google go instead. Null: to Google. */
export type ApiRoot = URL | null;

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Reads the setting of the same name. Only an address of this very machine is accepted: whoever could point it
 * elsewhere would be handed every customer's bill and the key to the office's Drive.
 */
export function parseApiRoot(setting: string): Result<ApiRoot, string> {
  const text = setting.trim();
  if (text === '') return ok(null);
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return err('This is not a web address. Leave it empty to use Google.');
  if (!LOOPBACK.has(url.hostname) || url.username !== '' || url.password !== '')
    return err('Only an address of this computer (127.0.0.1) is accepted here. Leave it empty to use Google.');
  return ok(new URL(url.origin));
}
