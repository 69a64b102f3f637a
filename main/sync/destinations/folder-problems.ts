import { systemCode } from '../../system-error.ts';
import type { Outcome } from '../outcome.ts';

/** Why the list could not be written although the disk would have let us. */
export type ListProblem = 'not-our-list' | 'keeps-changing' | 'open-in-libreoffice';

export function isMissing(cause: unknown): boolean {
  const code = systemCode(cause);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

export function folderMissing(folder: string): Outcome {
  return {
    kind: 'unreachable',
    cause: 'folder-missing',
    problem: `The folder ${folder} can't be found. Connect its disk or put it back, or choose another folder in Settings. Nothing is lost; delivery goes on by itself.`,
  };
}

/** What an error of the file system means for what was being written. Null: not an error of the file system. */
export function folderProblem(cause: unknown, folder: string, name: string): Outcome | null {
  const code = systemCode(cause);
  switch (code) {
    case null:
      return null;
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        kind: 'unreachable',
        cause: 'disk-full',
        problem: `The disk of ${folder} is full. Free some space; delivery goes on by itself.`,
      };
    case 'EROFS':
      return {
        kind: 'unreachable',
        cause: 'no-permission',
        problem: `The folder ${folder} is write-protected. Allow writing there, or choose another folder in Settings.`,
      };
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
    case 'EIO':
    case 'ESTALE':
    case 'EHOSTDOWN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return {
        kind: 'unreachable',
        cause: 'folder-unreachable',
        problem: `The folder ${folder} can't be reached at the moment (${code}). Nothing is lost; delivery goes on by itself.`,
      };
    case 'EBUSY':
    case 'EPERM':
    case 'EACCES':
      return {
        kind: 'retry',
        cause: 'file-in-use',
        problem: `${name} can't be written (${code}). If it is open in Excel or another program, close it there; else allow writing in ${folder}. It is tried again by itself.`,
      };
    default:
      return {
        kind: 'retry',
        cause: 'disk-error',
        problem: `${name} could not be written to ${folder} (${code}). It is tried again by itself.`,
      };
  }
}

export const interrupted: Outcome = {
  kind: 'retry',
  cause: 'interrupted',
  problem: 'Delivery was interrupted. It goes on by itself.',
};

export function originalDamaged(name: string): Extract<Outcome, { kind: 'rejected' }> {
  return {
    kind: 'rejected',
    cause: 'original-damaged',
    problem: `The stored copy of ${name} is missing or damaged. Add the bill again and submit; everything else is kept.`,
  };
}

export function listProblem(problem: ListProblem, list: string): Outcome {
  switch (problem) {
    case 'not-our-list':
      return {
        kind: 'retry',
        cause: problem,
        problem: `${list} has no column "Unique ID", so no row can be found in it. Rename or move that file; a new list is made by itself.`,
      };
    case 'open-in-libreoffice':
      return {
        kind: 'retry',
        cause: problem,
        problem: `${list} is open in LibreOffice. Save and close it there; the row is added by itself.`,
      };
    case 'keeps-changing':
      return {
        kind: 'retry',
        cause: problem,
        problem: `${list} is being changed by another program. It is tried again by itself.`,
      };
    default:
      return problem satisfies never;
  }
}
