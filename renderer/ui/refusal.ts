import { ORPCError } from '@orpc/client';

/**
 * Main's own words when it answered "no"; null when there was no answer or main itself broke, so that trying
 * again may help.
 */
export function refusalOf(error: unknown): string | null {
  return error instanceof ORPCError && error.status < 500 ? error.message : null;
}

/** What to tell the clerk about a call that failed, whatever the reason. */
export function wordsFor(error: unknown): string {
  const saysWhy = error instanceof ORPCError && error.code === 'DISK_UNUSABLE';
  if (saysWhy) return error.message;
  return refusalOf(error) ?? 'The app did not answer. Nothing you entered is lost; please try again.';
}
