import type { Session, WebContents } from 'electron';
import { isAppUrl } from './app-protocol.ts';

/**
 * Keeps a page what it is: it goes nowhere else, opens no windows and embeds nothing. A link to the web is opened
 * outside, through `openLink`, which decides.
 */
export function lockDownPage(page: WebContents, openLink: (url: string) => void): void {
  page.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
  page.on('will-frame-navigate', (event) => {
    // A reload is a navigation to where it is.
    if (event.isMainFrame && isAppUrl(event.url)) return;
    event.preventDefault();
    if (event.isMainFrame) openLink(event.url);
  });
  page.on('will-redirect', (event) => event.preventDefault());
  page.on('will-attach-webview', (event) => event.preventDefault());
}

/** No camera, no location, no devices, nothing: the app needs no permission, and no spelling lists from the network. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
}
