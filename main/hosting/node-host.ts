import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import openWithSystem from 'open';
import { createFileLog } from '../diagnostics/electron-log.ts';
import type { Host } from '../host.ts';
import { err, ok, type Result } from '../result.ts';
import { systemCode } from '../system-error.ts';
import { createLinkOpener } from './external-links.ts';
import { createFileSecrets } from './file-secrets.ts';
import { chooseFolders, type System } from './folders.ts';
import { createOcrForker, type OcrProgram } from './fork-ocr-process.ts';
import { createOnlineWatch } from './online-watch.ts';

export type NodeHostOptions = {
  readonly kind: 'browser' | 'headless';
  /** Holds package.json, dist/ and assets/. */
  readonly appFolder: string;
  /** Null: where this system keeps such things. */
  readonly dataFolder: string | null;
  readonly system: System;
  readonly ocr: Omit<OcrProgram, 'modulePath'>;
};

export type FolderProblem = { readonly code: 'folder-unusable'; readonly message: string };

/**
 * What the browser host and the command line have in common: plain Node, no dialogs. Makes the data and log folders.
 */
export function createNodeHost(options: NodeHostOptions): Result<Host, FolderProblem> {
  const { kind, appFolder, system } = options;
  const folders = chooseFolders(system, options.dataFolder);
  const made = makeFolders([folders.data, folders.logs]);
  if (!made.ok) return made;
  const log = createFileLog({
    folder: folders.logs,
    name: kind === 'headless' ? 'cli' : kind,
    now: Date.now,
    homeFolders: [system.homeFolder],
  });
  return ok({
    kind,
    version: readVersion(appFolder),
    paths: { ...folders, assets: join(appFolder, 'assets') },
    log,
    now: Date.now,
    newId: randomUUID,
    random: Math.random,
    cores: availableParallelism(),
    startOcrProcess: createOcrForker({ ...options.ocr, modulePath: ocrProgramIn(appFolder) }, log),
    // Plain Node can't ask about other processes; they report their own.
    probeMemory: async () => new Map(),
    secrets: createFileSecrets({ path: join(folders.data, 'secrets.json'), newId: randomUUID, log, keychain: null }),
    openLink: createLinkOpener(openWithSystem, log),
    chooseFolder: null,
    chooseSaveFile: null,
    showFolder: null,
    onOnline: createOnlineWatch({ addresses: ownAddresses, now: Date.now, every: everyUnref }),
  });
}

/** Where the build puts the program that OCR processes run. */
export function ocrProgramIn(appFolder: string): string {
  return join(appFolder, 'dist', 'ocr', 'ocr-process.js');
}

/** Makes folders for this user only. The message is fit for a clerk. */
export function makeFolders(folders: readonly string[]): Result<null, FolderProblem> {
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      const code = systemCode(cause);
      const why = code === null ? '' : ` (${code})`;
      return err({ code: 'folder-unusable', message: `The folder ${folder} can't be created or used${why}.` });
    }
  }
  return ok(null);
}

/** The machine's addresses that lead outside. */
export function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => !address.internal && !address.address.startsWith('fe80:'))
    .map((address) => address.address);
}

/** An interval that keeps no process alive. */
export function everyUnref(intervalMs: number, callback: () => void): () => void {
  const timer = setInterval(callback, intervalMs).unref();
  return () => clearInterval(timer);
}

function readVersion(appFolder: string): string {
  const parsed: unknown = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8'));
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : undefined;
  if (typeof version !== 'string') throw new Error('package.json holds no version');
  return version;
}
