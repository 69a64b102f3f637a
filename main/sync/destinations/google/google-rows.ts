import { sheetAddress } from '../../../google/google-links.ts';
import type { GoogleProblem } from '../../../google/google-problem.ts';
import type { SheetsClient } from '../../../google/sheets-client.ts';
import { ok } from '../../../result.ts';
import type { Delivery } from '../../destination.ts';
import { heldBefore, SECOND_LOOK_ITEM } from '../../earlier-rows.ts';
import type { Outcome } from '../../outcome.ts';
import { ID_HEADER, type RowHeader, rowHeaders } from '../../submission-row.ts';
import type { OutcomeOf } from './google-outcome.ts';
import {
  APPEND_ITEM,
  ROW_ITEM,
  type RowReceipt,
  type SecondLookReceipt,
  secondLookReceipt,
  UPDATE_ITEM,
  updateReceipt,
} from './google-receipts.ts';
import { asWrittenBy, hasStray, noteAppend, placeOf, type RowJob, toRowJob, uncheckedRow } from './row-job.ts';
import { MOVED, NEW_COLUMNS, rowFailures, tooEarly } from './row-outcome.ts';
import type { Snapshot, WantedCells } from './safe-write.ts';
import { appendRows } from './sheet-append.ts';
import { type Layout, OUR_HEADERS, PROOF_HEADER } from './sheet-layout.ts';
import { createSheetTables, type SheetRef, type SheetTable, sheetKey, type TableProblem } from './sheet-table.ts';
import { placesOf, type RowUpdate, updateRows } from './sheet-update.ts';
import { createUncheckedWrites } from './unchecked-writes.ts';
import { noteUpdate, readUpdate } from './update-journal.ts';

export type GoogleRows = {
  readonly deliver: (deliveries: readonly Delivery[], signal: AbortSignal) => Promise<readonly Outcome[]>;
};

type Outcomes = Map<RowJob, Outcome>;

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
  const tableOf = createSheetTables(sheets);
  const unchecked = createUncheckedWrites();
  const startedAt = now();
  // An attempt of the run before this one may have ended in the middle.
  let settledAt = startedAt + settleMs;

  const isTarget = (table: SheetTable) => sheetKey(table.ref) === sheetKey(target());
  const failures = (table: SheetTable) =>
    rowFailures(outcomeOf, isTarget(table), () => {
      settledAt = now() + settleMs;
    });

  function delivered(
    { cells, receipt: known, delivery }: RowJob,
    { spreadsheetId, sheetId }: SheetRef,
    row: number,
  ): Outcome {
    const link = sheetAddress({ spreadsheetId, sheetId }, row);
    const receipt: RowReceipt = {
      spreadsheetId,
      sheetId,
      link,
      cells: rowHeaders.map((header) => cells.get(header) ?? ''),
    };
    const secondLook: SecondLookReceipt = {
      before: heldBefore(receipt.cells, known?.cells ?? null, secondLookReceipt(delivery.receipts)?.before ?? []),
    };
    return {
      kind: 'delivered',
      receipts: { [ROW_ITEM]: receipt, [SECOND_LOOK_ITEM]: secondLook, [APPEND_ITEM]: null, [UPDATE_ITEM]: null },
    };
  }

  /** Updates into this sheet that a run before this one did not live to see the end of. */
  function leftBehind(table: SheetTable, jobs: readonly RowJob[]) {
    return jobs.flatMap(({ delivery }) => {
      const receipt = updateReceipt(delivery.receipts);
      if (receipt === null || sheetKey(receipt) !== sheetKey(table.ref)) return [];
      return receipt.at < startedAt ? (readUpdate(receipt, table) ?? []) : [];
    });
  }

  /**
   * What has to be written into rows that are there. In doubt, the sheet itself tells what differs, and which rows have a
   * text of ours where it doesn't belong.
   */
  async function changesFor(table: SheetTable, jobs: readonly (readonly [RowJob, number])[], signal: AbortSignal) {
    const doubtful = jobs.filter(([{ inDoubt }]) => inDoubt).map(([, row]) => row);
    const view = doubtful.length > 0 ? await table.view({ rows: doubtful }, signal) : ok(null);
    if (!view.ok) return view;
    const seen = jobs.map(([job, row]) => {
      const texts = job.inDoubt ? view.value?.rows.get(row) : undefined;
      const isIts = view.value !== null && texts?.[view.value.layout.idColumn] === job.id;
      return { job, standing: isIts ? { texts, layout: view.value.layout } : null };
    });
    const updates = seen.map(({ job: { id, cells, inDoubt, receipt }, standing }): RowUpdate => {
      const textOf = (header: RowHeader) => {
        if (!inDoubt) return receipt?.cells[rowHeaders.indexOf(header)];
        return standing === null ? null : (standing.texts[standing.layout.columns.get(header) ?? -1] ?? '');
      };
      const changed = OUR_HEADERS.filter((header) => textOf(header) !== cells.get(header));
      const ours = (headers: readonly RowHeader[]) =>
        new Map(headers.map((header) => [header, cells.get(header) ?? '']));
      const link = receipt?.cells[rowHeaders.indexOf(PROOF_HEADER)];
      // In doubt, everything that differs is written anyway.
      const ifDisturbed = inDoubt || link === undefined ? null : { link, cells: ours(OUR_HEADERS) };
      return { id, cells: ours(changed), ifDisturbed };
    });
    const astray = seen.flatMap(({ job, standing }) =>
      standing !== null && hasStray(job, standing.texts, standing.layout) ? [asWrittenBy(job, standing.layout)] : [],
    );
    return ok({ updates, astray });
  }

  async function update(
    table: SheetTable,
    updates: readonly RowUpdate[],
    jobs: readonly RowJob[],
    signal: AbortSignal,
  ): Promise<Outcomes> {
    const note = async (before: Snapshot, wanted: WantedCells) => {
      const receipt = noteUpdate(table.ref, before, wanted, now());
      if (receipt !== null) await jobs[0]?.delivery.keepReceipt(UPDATE_ITEM, receipt);
    };
    const updated = await updateRows(table, updates, note, signal);
    if (updated.ok)
      return new Map(
        jobs.map((job) => {
          const row = updated.value.get(job.id);
          return [job, row === undefined ? MOVED : delivered(job, table.ref, row)];
        }),
      );
    const { problem, unfinished } = updated.error;
    if (unfinished !== null) unchecked.addUpdate(table, unfinished);
    const { beforeWriting, whileWriting } = failures(table);
    const outcome = unfinished === null ? beforeWriting(problem) : whileWriting(problem);
    return new Map(jobs.map((job) => [job, outcome]));
  }

  async function deliverTo(table: SheetTable, jobs: readonly RowJob[], signal: AbortSignal): Promise<Outcomes> {
    const outcomes: Outcomes = new Map();
    const endAll = (which: readonly RowJob[], outcome: Outcome) => {
      for (const job of which) outcomes.set(job, outcome);
      return outcomes;
    };
    const { beforeWriting } = failures(table);
    const left = { rows: jobs.flatMap(uncheckedRow), fromBefore: leftBehind(table, jobs) };
    const corrected = await unchecked.settle(table, left, signal);
    if (!corrected.ok) return endAll(jobs, beforeWriting(corrected.error));
    const maybeThere = jobs.filter((job) => job.receipt !== null || job.inDoubt);
    const view = await table.view(maybeThere.length > 0 ? { columns: [ID_HEADER] } : {}, signal);
    if (!view.ok) return endAll(jobs, beforeWriting(view.error));
    const places = placesOf(view.value);
    const there = maybeThere.flatMap((job) => {
      const row = places.get(job.id);
      return row === undefined ? [] : [[job, row] as const];
    });

    const changes = await changesFor(table, there, signal);
    if (!changes.ok) return endAll(jobs, beforeWriting(changes.error));
    const { astray } = changes.value;
    const tidied =
      astray.length === 0 ? ok(null) : await unchecked.settle(table, { rows: astray, fromBefore: [] }, signal);
    if (!tidied.ok) return endAll(jobs, beforeWriting(tidied.error));
    const updates = changes.value.updates.filter(({ cells }) => cells.size > 0);
    const changing = new Set(updates.map(({ id }) => id));
    for (const [job, row] of there) if (!changing.has(job.id)) outcomes.set(job, delivered(job, table.ref, row));
    const changed = jobs.filter(({ id }) => changing.has(id));
    if (changed.length > 0)
      for (const [job, outcome] of await update(table, updates, changed, signal)) outcomes.set(job, outcome);

    const missing = jobs.filter((job) => !places.has(job.id));
    // A clock that was set back must not put it off.
    settledAt = Math.min(settledAt, now() + settleMs);
    const early = missing.filter((job) => job.inDoubt && now() < settledAt);
    endAll(early, tooEarly(settledAt));
    const fresh = missing.filter((job) => !early.includes(job));
    const layout = isTarget(table) ? view.value.layout : null;
    for (const [job, outcome] of await appendToTarget(layout, fresh, signal)) outcomes.set(job, outcome);
    return outcomes;
  }

  /** New rows, and rows that somebody deleted, go where the office wants them now. */
  async function appendToTarget(
    known: Layout | null,
    jobs: readonly RowJob[],
    signal: AbortSignal,
  ): Promise<readonly (readonly [RowJob, Outcome])[]> {
    if (jobs.length === 0) return [];
    const table = tableOf(target());
    const view = known === null ? await table.view({}, signal) : ok({ layout: known });
    if (view.ok) return append(table, view.value.layout, jobs, signal);
    const outcome = failures(table).beforeWriting(view.error);
    return jobs.map((job) => [job, outcome]);
  }

  async function append(
    table: SheetTable,
    layout: Layout,
    jobs: readonly RowJob[],
    signal: AbortSignal,
  ): Promise<readonly (readonly [RowJob, Outcome])[]> {
    const { beforeWriting, whileWriting } = failures(table);
    const all = (outcome: Outcome) => jobs.map((job) => [job, outcome] as const);
    if (layout.missing.length > 0) {
      const added = await table.addColumns(layout, signal);
      // The next attempt finds them where they are now.
      return all(added.ok ? NEW_COLUMNS : beforeWriting(added.error));
    }
    await Promise.all(jobs.map((job) => job.delivery.keepReceipt(APPEND_ITEM, noteAppend(table.ref, layout, job))));
    const appended = await appendRows(table, layout, jobs, signal);
    switch (appended.kind) {
      case 'not-appended':
        if (refused(appended.problem) && jobs.length > 1) return appendHalves(table, layout, jobs, signal);
        // An earlier append of theirs may still turn up: then the note is what finds it beside its columns.
        await Promise.all(jobs.map((job) => job.inDoubt || job.delivery.keepReceipt(APPEND_ITEM, null)));
        return all(beforeWriting(appended.problem));
      case 'unclear':
        if (appended.unfinished !== null) unchecked.addUpdate(table, appended.unfinished);
        return all(whileWriting(appended.problem));
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
  async function appendHalves(table: SheetTable, layout: Layout, jobs: readonly RowJob[], signal: AbortSignal) {
    const middle = Math.ceil(jobs.length / 2);
    const first = await append(table, layout, jobs.slice(0, middle), signal);
    return [...first, ...(await append(table, layout, jobs.slice(middle), signal))];
  }

  return {
    deliver: async (deliveries, signal) => {
      const jobs = deliveries.map((delivery) => toRowJob(delivery, timeZone));
      const groups = Map.groupBy(jobs, (job) => sheetKey(placeOf(job) ?? target()));
      const outcomes: Outcomes = new Map();
      for (const group of groups.values()) {
        const place = group[0] && placeOf(group[0]);
        for (const [job, outcome] of await deliverTo(tableOf(place ?? target()), group, signal))
          outcomes.set(job, outcome);
      }
      return jobs.map((job) => outcomes.get(job) ?? MOVED);
    },
  };
}

const refused = (problem: TableProblem): problem is Extract<GoogleProblem, { kind: 'refused' }> =>
  problem.kind === 'refused';
