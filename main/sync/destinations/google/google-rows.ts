import type { GoogleProblem } from '../../../google/google-problem.ts';
import type { SheetsClient } from '../../../google/sheets-client.ts';
import type { Delivery } from '../../destination.ts';
import type { Outcome } from '../../outcome.ts';
import { type RowHeader, rowHeaders, submissionRow } from '../../submission-row.ts';
import { everythingWaits, type Failed, type OutcomeOf } from './google-outcome.ts';
import { fileReceipt, folderReceipt, ROW_ITEM, type RowReceipt, rowReceipt } from './google-receipts.ts';
import { appendRows } from './sheet-append.ts';
import { type Layout, OUR_HEADERS } from './sheet-layout.ts';
import { createSheetTable, type SheetRef, type SheetTable, type TableProblem } from './sheet-table.ts';
import { placesOf, type RowUpdate, updateRows } from './sheet-update.ts';
import { createUncheckedWrites } from './unchecked-writes.ts';

export type GoogleRows = {
  readonly deliver: (deliveries: readonly Delivery[], signal: AbortSignal) => Promise<readonly Outcome[]>;
};

type Job = {
  readonly id: string;
  readonly delivery: Delivery;
  readonly cells: ReadonlyMap<RowHeader, string>;
  readonly receipt: RowReceipt | null;
};

/**
 * A submission's row in the office's sheet. New rows go out together in one append; a row that may be there already is
 * looked for by its id before anything is written; a row that is there gets only the cells that changed.
 */
export function createGoogleRows(options: {
  readonly sheets: SheetsClient;
  /** Where new rows go. A row that exists is changed where it is, also after the office moved to another sheet. */
  readonly target: () => SheetRef;
  readonly timeZone: string;
  readonly now: () => number;
  /**
   * How long Google may still be at work on a request whose answer we never saw: 180 s at most, says
   * https://developers.google.com/workspace/sheets/api/limits. A missing row is not written again before that.
   */
  readonly settleMs: number;
  readonly outcomeOf: OutcomeOf;
}): GoogleRows {
  const { sheets, target, timeZone, now, settleMs, outcomeOf } = options;
  const tables = new Map<string, SheetTable>();
  const unchecked = createUncheckedWrites();
  // An attempt of the run before this one may have ended in the middle.
  let settledAt = now() + settleMs;

  function tableOf(ref: SheetRef): SheetTable {
    const key = `${ref.spreadsheetId} ${ref.sheetId}`;
    const table = tables.get(key) ?? createSheetTable(sheets, ref);
    // The office's sheet, and perhaps one or two it used before.
    if (tables.size >= 8) tables.clear();
    tables.set(key, table);
    return table;
  }

  const failed = (problem: TableProblem): Failed =>
    problem.kind === 'no-id-column' ? everythingWaits('sheet-without-ids', NO_ID_COLUMN) : outcomeOf(problem, 'row');

  /** Nothing was written: whatever happened, there is nothing to look for that wasn't before. */
  function failedBeforeWriting(problem: TableProblem): Failed {
    const outcome = failed(problem);
    return outcome.kind === 'in-doubt' ? { ...outcome, kind: 'retry' } : outcome;
  }

  function failedWhileWriting(problem: TableProblem): Failed {
    settledAt = now() + settleMs;
    const outcome = failed(problem);
    if (outcome.kind === 'in-doubt') return outcome;
    const cause = 'cause' in outcome ? outcome.cause : outcome.kind;
    return {
      kind: 'in-doubt',
      cause,
      problem: 'The row was written, but could not be checked. It is looked at again.',
    };
  }

  function delivered({ cells }: Job, { spreadsheetId, sheetId }: SheetRef, row: number): Outcome {
    const link = `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit#gid=${sheetId}&range=A${row + 1}`;
    const receipt: RowReceipt = {
      spreadsheetId,
      sheetId,
      link,
      cells: rowHeaders.map((header) => cells.get(header) ?? ''),
    };
    return { kind: 'delivered', receipts: { [ROW_ITEM]: receipt } };
  }

  /** Rows by id with the row of the sheet each stands in; only for those that may be there. */
  async function findRows(table: SheetTable, jobs: readonly Job[], signal: AbortSignal) {
    return table.view(jobs.length > 0 ? { columns: [ID] } : {}, signal);
  }

  /** What has to be written into rows that are there. In doubt, the sheet itself tells what differs. */
  async function changesFor(table: SheetTable, jobs: readonly (readonly [Job, number])[], signal: AbortSignal) {
    const doubtful = jobs.filter(([{ delivery }]) => delivery.inDoubt).map(([, row]) => row);
    const view = doubtful.length > 0 ? await table.view({ rows: doubtful }, signal) : null;
    if (view !== null && !view.ok) return view;
    const updates = jobs.map(([job, row]): RowUpdate => {
      const texts = view?.value.rows.get(row);
      const columns = view?.value.layout.columns;
      const isIts = columns !== undefined && texts?.[columns.get(ID) ?? -1] === job.id;
      const standing = (header: RowHeader) => {
        if (!job.delivery.inDoubt) return job.receipt?.cells[rowHeaders.indexOf(header)] ?? null;
        return isIts ? (texts[columns.get(header) ?? -1] ?? '') : null;
      };
      const changed = OUR_HEADERS.filter((header) => standing(header) !== job.cells.get(header));
      return { id: job.id, cells: new Map(changed.map((header) => [header, job.cells.get(header) ?? ''])) };
    });
    return { ok: true, value: updates } as const;
  }

  /** Remembers, or forgets, how the sheet looked to an attempt, by how it ended. */
  function noteOutcomes(outcomes: ReadonlyMap<Job, Outcome>, layout: Layout): void {
    for (const [job, outcome] of outcomes) {
      if (outcome.kind === 'in-doubt') unchecked.addRow(job, layout);
      else if (outcome.kind === 'delivered') unchecked.removeRow(job.id);
    }
  }

  async function deliverTo(ref: SheetRef, jobs: readonly Job[], signal: AbortSignal): Promise<Map<Job, Outcome>> {
    const outcomes = new Map<Job, Outcome>();
    const endAll = (which: readonly Job[], outcome: Outcome) => {
      for (const job of which) outcomes.set(job, outcome);
      return outcomes;
    };
    const table = tableOf(ref);
    const corrected = await unchecked.settle(table, jobs, signal);
    if (!corrected.ok) return endAll(jobs, failedBeforeWriting(corrected.error));
    const maybeThere = jobs.filter((job) => job.receipt !== null || job.delivery.inDoubt);
    const view = await findRows(table, maybeThere, signal);
    if (!view.ok) return endAll(jobs, failedBeforeWriting(view.error));
    const places = placesOf(view.value);
    const there = maybeThere.flatMap((job) => {
      const row = places.get(job.id);
      return row === undefined ? [] : [[job, row] as const];
    });

    const changes = await changesFor(table, there, signal);
    if (!changes.ok) return endAll(jobs, failedBeforeWriting(changes.error));
    const updates = changes.value.filter((update) => update.cells.size > 0);
    for (const [job, row] of there)
      if (!updates.some(({ id }) => id === job.id)) outcomes.set(job, delivered(job, ref, row));
    if (updates.length > 0) {
      const updated = await updateRows(table, updates, signal);
      const unfinished = updated.ok ? null : updated.error.unfinished;
      if (unfinished !== null) unchecked.addUpdate(table, unfinished);
      for (const job of jobs.filter(({ id }) => updates.some((update) => update.id === id))) {
        if (!updated.ok) {
          const { problem } = updated.error;
          outcomes.set(job, unfinished ? failedWhileWriting(problem) : failedBeforeWriting(problem));
          continue;
        }
        const row = updated.value.get(job.id) ?? null;
        outcomes.set(job, row === null ? MOVED : delivered(job, ref, row));
      }
    }

    const missing = jobs.filter((job) => !places.has(job.id));
    const tooEarly = missing.filter((job) => job.delivery.inDoubt && now() < settledAt);
    endAll(tooEarly, { kind: 'retry', cause: 'google-settling', problem: SETTLING, notBefore: settledAt });
    const fresh = missing.filter((job) => !tooEarly.includes(job));
    if (fresh.length > 0)
      for (const [job, outcome] of await append(table, view.value.layout, fresh, signal)) outcomes.set(job, outcome);
    noteOutcomes(outcomes, view.value.layout);
    return outcomes;
  }

  async function append(
    table: SheetTable,
    layout: Layout,
    jobs: readonly Job[],
    signal: AbortSignal,
  ): Promise<readonly (readonly [Job, Outcome])[]> {
    if (layout.missing.length > 0) {
      const added = await table.addColumns(layout, signal);
      // The next attempt finds them where they are now.
      return jobs.map((job) => [job, added.ok ? NEW_COLUMNS : failedBeforeWriting(added.error)]);
    }
    const appended = await appendRows(table, layout, jobs, signal);
    switch (appended.kind) {
      case 'not-appended':
        return refused(appended.problem) && jobs.length > 1
          ? appendHalves(table, layout, jobs, signal)
          : jobs.map((job) => [job, failedBeforeWriting(appended.problem)]);
      case 'unclear':
        if (appended.unfinished !== null) unchecked.addUpdate(table, appended.unfinished);
        return jobs.map((job) => [job, failedWhileWriting(appended.problem)]);
      case 'appended':
        return jobs.map((job) => {
          const row = appended.rows.get(job.id) ?? null;
          return [job, row === null ? MOVED : delivered(job, table.ref, row)];
        });
      default:
        return appended satisfies never;
    }
  }

  /** Google refuses a whole batch for one bad row; the others must not wait for it. */
  async function appendHalves(table: SheetTable, layout: Layout, jobs: readonly Job[], signal: AbortSignal) {
    const middle = Math.ceil(jobs.length / 2);
    const first = await append(table, layout, jobs.slice(0, middle), signal);
    return [...first, ...(await append(table, layout, jobs.slice(middle), signal))];
  }

  return {
    deliver: async (deliveries, signal) => {
      const jobs = deliveries.map((delivery) => toJob(delivery, timeZone));
      const groups = Map.groupBy(jobs, ({ receipt }) => {
        const { spreadsheetId, sheetId } = receipt ?? target();
        return `${spreadsheetId} ${sheetId}`;
      });
      const outcomes = new Map<Job, Outcome>();
      for (const group of groups.values()) {
        const { spreadsheetId, sheetId } = group[0]?.receipt ?? target();
        for (const [job, outcome] of await deliverTo({ spreadsheetId, sheetId }, group, signal))
          outcomes.set(job, outcome);
      }
      return jobs.map((job) => outcomes.get(job) ?? MOVED);
    },
  };
}

function toJob(delivery: Delivery, timeZone: string): Job {
  const texts = submissionRow(delivery.submission, { timeZone, billLink: billLink(delivery) });
  const cells = new Map(rowHeaders.map((header, index) => [header, texts[index] ?? '']));
  return { id: delivery.submission.id, delivery, cells, receipt: rowReceipt(delivery.receipts) };
}

/** The bill itself; the folder where there are several. */
function billLink({ submission, receipts }: Delivery): string {
  const [only, ...others] = submission.documents;
  const link = only && others.length === 0 ? fileReceipt(receipts, only.documentId)?.link : undefined;
  return link || (folderReceipt(receipts)?.link ?? '');
}

const refused = (problem: TableProblem): problem is Extract<GoogleProblem, { kind: 'refused' }> =>
  problem.kind === 'refused';

const ID: RowHeader = 'Unique ID';
const NO_ID_COLUMN =
  'The sheet has no column "Unique ID" in its first rows, so rows can’t be told apart. Put the heading back; delivery then goes on by itself.';
const SETTLING = 'Google may still be writing this row. It is looked for again before it is written anew.';
const MOVED: Outcome = {
  kind: 'in-doubt',
  cause: 'google-row-moved',
  problem: 'The sheet was changed while the row was written. It is looked for and checked again.',
};
const NEW_COLUMNS: Outcome = {
  kind: 'retry',
  cause: 'google-columns-added',
  problem: 'Columns were missing in the sheet and were added. The row follows.',
  notBefore: 0,
};
