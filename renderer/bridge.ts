import { type ClientLink, createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../main/ipc/contract.ts';

/** `timeoutMs`: how long the answer (of a stream: its start) may take; null for as long as a person needs. */
export type CallContext = { readonly timeoutMs?: number | null };
export type Client = ContractRouterClient<Contract, CallContext>;

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** `failedAttempts` counts from 0 at the moment the line was lost. */
  | { readonly kind: 'reconnecting'; readonly failedAttempts: number };

export type Connection = {
  readonly state: () => ConnectionState;
  readonly subscribe: (listener: () => void) => () => void;
};

/** One socket or port, and the link that is bound to it. When it closes, both are spent. */
type Line = {
  readonly link: ClientLink<CallContext>;
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
};

/** What of the window is used. */
type Page = {
  readonly location: Pick<Location, 'protocol' | 'host'>;
  readonly postMessage: (message: string, targetOrigin: string, transfer: Transferable[]) => void;
};

const DEFAULT_TIMEOUT_MS = 15_000;
const RECONNECT_DELAYS_MS = [250, 500, 1_000, 2_000, 3_000];

/**
 * The renderer's only way out. A call made while the line is down waits for it; a call without an answer fails
 * after its timeout, so that nothing on the screen waits forever. A lost line is replaced by itself; streams that
 * were running on it throw, and whoever wants them subscribes again and gets the snapshot again.
 */
export function createBridge(page: Page): { readonly client: Client; readonly connection: Connection } {
  const openLine = isDesktop(page.location) ? () => openPort(page) : () => openSocket(page.location);
  const listeners = new Set<() => void>();
  let state: ConnectionState = { kind: 'connecting' };
  let current: PromiseWithResolvers<Line['link']> = Promise.withResolvers();

  function setState(next: ConnectionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function keepConnected(): Promise<never> {
    for (let failedAttempts = 0; ; failedAttempts += 1) {
      const line = openLine();
      const opened = await Promise.race([line.opened.then(() => true), line.closed.then(() => false)]);
      if (opened) {
        failedAttempts = 0;
        current.resolve(line.link);
        setState({ kind: 'connected' });
        await line.closed;
        current = Promise.withResolvers();
      }
      setState({ kind: 'reconnecting', failedAttempts });
      await delay(RECONNECT_DELAYS_MS[failedAttempts] ?? 5_000);
    }
  }

  const link: ClientLink<CallContext> = {
    async call(path, input, options) {
      const limitMs = options.context.timeoutMs === undefined ? DEFAULT_TIMEOUT_MS : options.context.timeoutMs;
      const deadline = new AbortController();
      const timer =
        limitMs === null
          ? undefined
          : setTimeout(() => deadline.abort(new Error(`No answer to ${path.join('.')} within ${limitMs} ms`)), limitMs);
      const signal = options.signal ? AbortSignal.any([options.signal, deadline.signal]) : deadline.signal;
      try {
        const live = await unlessAborted(current.promise, signal);
        return await unlessAborted(live.call(path, input, { ...options, signal }), signal);
      } finally {
        // Also ends the deadline of a stream: it may run for hours once it has started.
        clearTimeout(timer);
      }
    },
  };

  void keepConnected();
  return {
    client: createORPCClient<Client>(link),
    connection: {
      state: () => state,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

/** The desktop serves the page from its own scheme; the browser host over HTTP. */
function isDesktop(location: Pick<Location, 'protocol'>): boolean {
  return location.protocol === 'app:';
}

function openSocket(location: Page['location']): Line {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const websocket = new WebSocket(`${scheme}://${location.host}/rpc`);
  // Read as buffers: Blobs are read asynchronously and could overtake each other.
  websocket.binaryType = 'arraybuffer';
  return {
    link: new SocketLink<CallContext>({ websocket }),
    opened: once(websocket, 'open'),
    closed: once(websocket, 'close'),
  };
}

function openPort(page: Page): Line {
  const { port1, port2 } = new MessageChannel();
  const link = new PortLink<CallContext>({ port: port1 });
  const closed = once(port1, 'close');
  port1.start();
  // To this very window, where the preload listens: there is nobody else whom naming an origin would keep out.
  page.postMessage('greenwatt:connect', '*', [port2]);
  return { link, opened: Promise.resolve(), closed };
}

function once(target: EventTarget, event: string): Promise<void> {
  return new Promise((resolve) => target.addEventListener(event, () => resolve(), { once: true }));
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
