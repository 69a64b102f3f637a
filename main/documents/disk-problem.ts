import type { DocumentProblemCode } from './document.ts';

/** What a failure of the file system means to the clerk; null for one that is not of the file system. */
export function diskProblem(cause: unknown): DocumentProblemCode | null {
  if (!(cause instanceof Error) || !('code' in cause) || !('syscall' in cause)) return null;
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(cause.code)) ? 'disk-full' : 'file-unreadable';
}
