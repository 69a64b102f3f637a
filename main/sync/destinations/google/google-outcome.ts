import type { GoogleProblem } from '../../../google/google-problem.ts';
import type { Result } from '../../../result.ts';
import { backoffMs } from '../../backoff.ts';
import type { Outcome } from '../../outcome.ts';

export type Failed = Exclude<Outcome, { kind: 'delivered' }>;

/** A part of a delivery: what it was for, or how the whole attempt ends. */
export type Step<T> = Result<T, Failed>;

/** What was being delivered, in the clerk's words. */
export type Thing = 'folder' | 'file' | 'row';

export type OutcomeOf = (problem: GoogleProblem, thing: Thing) => Failed;

/**
 * Turns what Google said into what the outbox does about it. Remembers only how often in a row Google asked for patience
 * without saying how much. `delivered` is to be called when something went through.
 */
export function createOutcomes({ now, random }: { readonly now: () => number; readonly random: () => number }) {
  let pleasForPatience = 0;
  let patientUntil = 0;

  const patience = (retryAfterMs: number | null): Failed => {
    const at = now();
    // What several calls of the same moment are told is one plea.
    if (at >= patientUntil) pleasForPatience += 1;
    const waitMs = retryAfterMs ?? backoffMs(pleasForPatience, random());
    // Desktops refused in the same moment must not come back in the same: they would refuse each other for days.
    const spreadMs = retryAfterMs === null ? waitMs : 1_000;
    patientUntil = at + waitMs + random() * spreadMs;
    return { kind: 'rate-limited', until: patientUntil };
  };

  const outcomeOf: OutcomeOf = (problem, thing) => {
    switch (problem.kind) {
      case 'unreachable':
        return everythingWaits(`google-${problem.why}`, UNREACHABLE[problem.why]);
      case 'unclear':
        return { kind: 'in-doubt', cause: `google-${problem.why}`, problem: UNCLEAR[thing] };
      case 'rate-limited':
        return patience(problem.retryAfterMs);
      case 'sign-in-needed':
        return { kind: 'sign-in-needed', problem: SIGN_IN[problem.why] };
      case 'clock-wrong':
        return everythingWaits(
          'clock-wrong',
          "This computer's clock is wrong, so Google refuses it. Set the right time.",
        );
      case 'storage-full':
        return everythingWaits(
          'drive-full',
          'The Google Drive is full. Make room in it, or let a service account use a folder on a shared drive. Nothing is lost: delivery goes on by itself.',
        );
      case 'sheet-full':
        return everythingWaits(
          'sheet-full',
          'The spreadsheet has reached the 10 million cells that Google allows. Choose or create a new one in the settings; delivery then goes on.',
        );
      case 'api-disabled':
        return everythingWaits(
          'google-api-disabled',
          'The Drive or Sheets API is switched off in the Google Cloud project. Whoever set it up must enable both; delivery then goes on by itself.',
        );
      case 'not-allowed':
      case 'not-found':
      case 'tab-missing':
      case 'not-a-spreadsheet':
        return everythingWaits(`google-${problem.kind}`, thing === 'row' ? NO_SHEET : NO_FOLDER);
      case 'id-taken':
        return { kind: 'in-doubt', cause: 'google-id-taken', problem: UNCLEAR[thing] };
      case 'refused':
        return {
          kind: 'rejected',
          cause: `google-refused-${problem.status}`,
          problem: `Google did not accept the ${thing} (${problem.reason}). Nothing is lost; edit the submission or try it again.`,
        };
      default:
        return problem satisfies never;
    }
  };

  return {
    outcomeOf,
    delivered: () => {
      pleasForPatience = 0;
    },
  };
}

/** What is wrong with the folder or the sheet itself is nobody's submission's fault: all wait, and try again by themselves. */
export const everythingWaits = (cause: string, problem: string): Failed => ({ kind: 'unreachable', cause, problem });

const UNREACHABLE = {
  offline: 'Google can’t be reached. Everything is kept and goes out when the network is back.',
  certificate:
    'The connection to Google is being intercepted (a sign-in page of the network, or a filter). Open any web page to check. Everything is kept.',
  refusing: 'Google refuses this account at the moment. Everything is kept and tried again by itself.',
} as const;

const UNCLEAR: Readonly<Record<Thing, string>> = {
  folder: 'Google did not answer while the folder was made. It is checked before it is tried again.',
  file: 'Google did not answer while the file was sent. It is checked before it is sent again.',
  row: 'Google did not answer while the row was written. The sheet is checked before it is written again.',
};

const SIGN_IN = {
  'never-signed-in': 'Sign in with Google to deliver. Everything is kept until then.',
  ended: 'The sign-in with Google has ended. Sign in again; everything is kept until then.',
  'scope-missing': 'The sign-in with Google does not allow what is needed. Sign in again and tick every box.',
  'client-rejected': 'Google no longer knows the client ID in the settings. Check it, then sign in again.',
} as const;

const NO_FOLDER =
  'The folder in Google Drive can’t be used: it was deleted, moved, or is no longer shared with this account. Share it again or choose another in the settings; delivery then goes on by itself.';
const NO_SHEET =
  'The Google sheet can’t be used: it was deleted, or is no longer shared with this account, or its tab is gone. Share it again or choose another in the settings; delivery then goes on by itself.';
