import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import electronLog from 'electron-log/node.js';
import { systemCode } from '../system-error.ts';
import { formatCause, formatLine, type LogLevel } from './format-line.ts';
import type { Log, LogFacts } from './log.ts';
import { redact } from './redact.ts';

export type FileLogOptions = {
  /** Created when missing. */
  readonly folder: string;
  /** Without extension; one per kind of host, so that two hosts never rotate the same file. */
  readonly name: string;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly homeFolders: readonly string[];
  /** Default 5 MB. */
  readonly maxFileBytes?: number;
  /** The current one included; default 5. */
  readonly maxFiles?: number;
};

/**
 * A log in `<folder>/<name>.log`; full files become `<name>.1.log` (newest) and so on. Every line is redacted and is on
 * disk when the call returns, so that the last words before a crash are kept. A folder that can't be written to is
 * told on the console and never disturbs the caller.
 */
export function createFileLog(options: FileLogOptions): Log {
  const { folder, name, maxFileBytes = 5 * 1024 * 1024, maxFiles = 5 } = options;
  const current = join(folder, `${name}.log`);
  const logger = electronLog.create({ logId: current });
  const file = logger.transports.file;
  file.resolvePathFn = () => current;
  file.maxSize = maxFileBytes;
  file.sync = true;
  file.transforms = [({ data }) => data[0]];
  file.archiveLogFn = (full) => {
    try {
      rotate(folder, name, maxFiles);
    } catch {
      // Windows refuses to rename while another program holds a file open.
      copyFileSync(current, join(folder, `${name}.1.log`));
      full.clear();
    }
  };
  logger.transports.console.level = false;
  if (logger.transports.ipc !== undefined) logger.transports.ipc.level = false;

  const write = (level: LogLevel, event: string, facts: LogFacts | undefined, cause?: string): void => {
    const line = formatLine(options.now(), level, event, facts);
    logger[level](redact(cause === undefined ? line : `${line}\n${cause}`, { homeFolders: options.homeFolders }));
  };
  return {
    info: (event, facts) => write('info', event, facts),
    warn: (event, facts) => write('warn', event, facts),
    error: (event, cause, facts) => write('error', event, facts, formatCause(cause)),
  };
}

function rotate(folder: string, name: string, maxFiles: number): void {
  const nth = (index: number): string => join(folder, index === 0 ? `${name}.log` : `${name}.${index}.log`);
  rmSync(nth(maxFiles - 1), { force: true });
  for (let index = maxFiles - 2; index >= 0; index--) {
    try {
      renameSync(nth(index), nth(index + 1));
    } catch (cause) {
      if (systemCode(cause) !== 'ENOENT') throw cause;
    }
  }
}
