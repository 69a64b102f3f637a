import type { StaffAct } from './faults.ts';
import { type Cell, insertColumn, sortRows } from './grid.ts';
import { pick } from './random.ts';
import { FOLDER_MIME, type RemoteState, type Tab } from './remote-state.ts';

/** What people in the office do to the sheet and the Drive while the product works with them. */
export function actAsStaff(state: RemoteState, act: StaffAct, random: () => number): void {
  switch (act) {
    case 'sort-rows':
      for (const tab of firstTabs(state))
        sortRows(tab.grid, Math.floor(random() * 8), pick(random, ['ascending', 'descending'] as const));
      return;
    case 'insert-column':
      for (const tab of firstTabs(state)) insertColumn(tab.grid, Math.floor(random() * 10));
      return;
    case 'rename-tab':
      for (const tab of firstTabs(state)) tab.title = `Intake ${Math.floor(random() * 1_000_000)}`;
      return;
    case 'trash-folder': {
      const folders = [...state.files.values()].filter(
        (file) => file.mimeType === FOLDER_MIME && file.parents.length > 0,
      );
      if (folders.length > 0) pick(random, folders).trashed = true;
      return;
    }
    default:
      act satisfies never;
  }
}

const firstTabs = (state: RemoteState): Tab[] =>
  [...state.spreadsheets.values()].flatMap((spreadsheet) => spreadsheet.tabs.slice(0, 1));

/** A tab's rows as texts, the way a person sees them. */
export function rowsOfTab(state: RemoteState, spreadsheetId: string, title?: string): string[][] {
  const tabs = state.spreadsheets.get(spreadsheetId)?.tabs ?? [];
  const tab = title === undefined ? tabs[0] : tabs.find((each) => each.title === title);
  return (tab?.grid.rows ?? []).map((row) => row.map((cell: Cell) => String(cell ?? '')));
}
