/** The line to main, whichever way this process was started: forked by Node, or as Electron's utilityProcess. */
export type OcrChannel = {
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Main is gone: there is nobody left to answer. */
  readonly onClosed: (listener: () => void) => void;
};

/** The part of Electron's `process.parentPort` used here, spelled out so that electron is not imported. */
type ParentPort = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void;
};

type ChannelProcess = Pick<NodeJS.Process, 'send' | 'on'>;

/** Null when the process was started by hand, with nobody to talk to. */
export function openOcrChannel(process: ChannelProcess): OcrChannel | null {
  const port: unknown = Reflect.get(process, 'parentPort');
  if (isParentPort(port)) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (event) => listener(event.data)),
      // Electron ends a utility process together with its app.
      onClosed: () => {},
    };
  }
  if (!process.send) return null;
  return {
    // A send that fails means main is gone; `disconnect` says so too, and that is where it is handled.
    send: (message) => process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => process.on('message', listener),
    onClosed: (listener) => process.on('disconnect', listener),
  };
}

function isParentPort(port: unknown): port is ParentPort {
  return typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port;
}
