import { CONNECT_CHANNEL } from './connect-channel.ts';

type Page = Pick<Window, 'addEventListener'>;
type ToMain = { readonly postMessage: (channel: string, message: null, ports: MessagePort[]) => void };

/**
 * Carries each port that the page posts to itself across to main, where the contract is served on it. Nothing is put
 * into the page, and nothing else gets across: not from other windows or frames, not with other words, not two at once.
 */
export function carryPort(page: Page, toMain: ToMain): void {
  page.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== page || event.data !== CONNECT_CHANNEL || port === undefined || event.ports.length !== 1)
      return;
    toMain.postMessage(CONNECT_CHANNEL, null, [port]);
  });
}
