import { ORPCError } from '@orpc/client';
import { wordsFor } from '../ui/refusal.ts';

export type GoogleProblemPlace = 'client' | 'key-file' | 'sign-in' | 'folder' | 'sheet' | 'wider-access';

/** The input that main's refusal belongs to; null for any other failure. */
export function placeOf(error: unknown): GoogleProblemPlace | null {
  return error instanceof ORPCError && error.code === 'GOOGLE_PROBLEM' ? error.data.place : null;
}

/** What to say about a failed call at this place; null when it says nothing there. */
export function problemAt(error: unknown, place: GoogleProblemPlace): string | null {
  return placeOf(error) === place ? wordsFor(error) : null;
}
