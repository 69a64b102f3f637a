import type { Log } from './diagnostics/log.ts';

/** One running OCR process as its host sees it. `ocr-protocol.ts` types what is said. */
export type OcrProcess = {
  readonly pid: number;
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Called exactly once, whatever ended the process. */
  readonly onExit: (listener: (exit: { readonly code: number | null; readonly signal: string | null }) => void) => void;
  /** Ends it now; `onExit` follows. */
  readonly kill: () => void;
};

/** Resident memory by pid, as far as the system tells; a missing pid means "not known, trust the process's own report". */
export type MemoryProbe = () => Promise<ReadonlyMap<number, number>>;

/** Small secrets (refresh tokens, keys). `protection` is told to the user. */
export type SecretStore = {
  readonly protection: 'keychain' | 'file-mode-0600';
  readonly read: (name: string) => Promise<string | null>;
  readonly write: (name: string, value: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
};

/** All that differs between the desktop, the browser host, the command line and a test. */
export type Host = {
  readonly kind: 'desktop' | 'browser' | 'headless';
  readonly version: string;
  readonly paths: {
    /** Database, document store, backups. Exists. */
    readonly data: string;
    readonly logs: string;
    /** Read-only: models and the sample bill. */
    readonly assets: string;
    /** Where submissions are delivered until the user chooses another folder. */
    readonly defaultDestination: string;
  };
  readonly log: Log;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
  /** 0 <= x < 1. */
  readonly random: () => number;
  readonly cores: number;
  readonly startOcrProcess: () => OcrProcess;
  readonly probeMemory: MemoryProbe;
  readonly secrets: SecretStore;
  readonly openLink: (url: string) => Promise<void>;
  /** Null where the host has no dialogs or file manager. */
  readonly chooseFolder: ((startAt: string) => Promise<string | null>) | null;
  readonly showFolder: ((path: string) => Promise<void>) | null;
  /** Asks where a file is to be saved; null when the user cancelled. */
  readonly chooseSaveFile: ((suggestedName: string) => Promise<string | null>) | null;
  /** Calls back when the network comes back or the machine wakes; returns how to stop. */
  readonly onOnline: (listener: () => void) => () => void;
};
