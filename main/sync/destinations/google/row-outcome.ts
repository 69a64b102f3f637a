import type { Outcome } from '../../outcome.ts';
import { everythingWaits, type Failed, type OutcomeOf } from './google-outcome.ts';
import type { TableProblem } from './sheet-table.ts';

/**
 * How attempts at rows end that met a problem. `isTarget`: it is the sheet that new rows go to, so that what is wrong with
 * it concerns everything; a sheet used before concerns only the rows that stand in it.
 */
export function rowFailures(outcomeOf: OutcomeOf, isTarget: boolean, onUnclear: () => void) {
  function failed(problem: TableProblem): Failed {
    if (!isTarget && UNUSABLE.has(problem.kind)) return OLD_SHEET;
    return problem.kind === 'no-id-column'
      ? everythingWaits('sheet-without-ids', NO_ID_COLUMN)
      : outcomeOf(problem, 'row');
  }

  return {
    /** Nothing was written: whatever happened, there is nothing to look for that wasn't before. */
    beforeWriting(problem: TableProblem): Failed {
      const outcome = failed(problem);
      return outcome.kind === 'in-doubt' ? { ...outcome, kind: 'retry' } : outcome;
    },
    whileWriting(problem: TableProblem): Failed {
      onUnclear();
      const outcome = failed(problem);
      if (outcome.kind === 'in-doubt') return outcome;
      const cause = 'cause' in outcome ? outcome.cause : outcome.kind;
      return { kind: 'in-doubt', cause, problem: UNCHECKED };
    },
  };
}

/** The sheet, or what we need of it, is not there for us. */
const UNUSABLE: ReadonlySet<TableProblem['kind']> = new Set([
  'not-found',
  'not-allowed',
  'tab-missing',
  'not-a-spreadsheet',
  'no-id-column',
  'sheet-full',
]);

const UNCHECKED = 'The row was written, but could not be checked. It is looked at again.';
const NO_ID_COLUMN =
  'The sheet has no column "Unique ID" in its first rows, so rows can’t be told apart. Put the heading back; delivery then goes on by itself.';
const OLD_SHEET: Failed = {
  kind: 'rejected',
  cause: 'google-earlier-sheet',
  problem:
    'The row of this submission is in a spreadsheet that was used before and can’t be used now: it was deleted, or is no longer shared with this account, or lost its headings. Put that right and try again; nothing is lost.',
};

export const tooEarly = (settledAt: number): Outcome => ({
  kind: 'retry',
  cause: 'google-settling',
  problem: 'Google may still be writing this row. It is looked for again before it is written anew.',
  notBefore: settledAt,
});
export const MOVED: Outcome = {
  kind: 'in-doubt',
  cause: 'google-row-moved',
  problem: 'The sheet was changed while the row was written. It is looked for and checked again.',
};
export const NEW_COLUMNS: Outcome = {
  kind: 'retry',
  cause: 'google-columns-added',
  problem: 'Columns were missing in the sheet and were added. The row follows.',
  notBefore: 0,
};
