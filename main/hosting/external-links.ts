import type { Log } from '../diagnostics/log.ts';

/** Whether a link may leave the app: web pages only, so that no link starts a program or opens a local file. Pure. */
function mayOpenOutside(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { protocol, username, password } = new URL(link);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/**
 * Opens web links in the system's browser through `open`; refuses others, told in the log. Throws what `open` throws.
 */
export function createLinkOpener(open: (link: string) => Promise<unknown>, log: Log): (link: string) => Promise<void> {
  return async (link) => {
    if (!mayOpenOutside(link)) {
      log.warn('host: refused to open a link');
      return;
    }
    await open(link);
  };
}
