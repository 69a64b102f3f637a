/** The line to main, whichever way this process was started: forked by Node, or as Electron's utilityProcess. */
export type OcrChannel = {
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Main is gone: there is nobody left to answer. */
  readonly onClosed: (listener: () => void) => void;
  /** Whether main is gone, for one whose thread is blocked and hears of nothing. */
  readonly isCut: () => boolean;
};

/** The part of Electron's `process.parentPort` used here, spelled out so that electron is not imported. */
type ParentPort = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void;
};

type ChannelProcess = Pick<NodeJS.Process, 'send' | 'on' | 'ppid' | 'kill'>;

/** Null when the process was started by hand, with nobody to talk to. */
export function openOcrChannel(process: ChannelProcess): OcrChannel | null {
  const port: unknown = Reflect.get(process, 'parentPort');
  if (isParentPort(port)) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (event) => listener(event.data)),
      // Electron ends a utility process together with its app, from a thread of its own.
      onClosed: () => {},
      isCut: () => false,
    };
  }
  if (!process.send) return null;
  const mainPid = process.ppid;
  return {
    // A send that fails means main is gone; `disconnect` says so too, and that is where it is handled.
    send: (message) => process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => process.on('message', listener),
    onClosed: (listener) => process.on('disconnect', listener),
    // An orphan gets another parent, except on Windows, where it keeps the pid of one that can't be found.
    isCut: () => process.ppid !== mainPid || !isRunning(process, mainPid),
  };
}

function isRunning(process: Pick<NodeJS.Process, 'kill'>, pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function isParentPort(port: unknown): port is ParentPort {
  return typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port;
}
