import { quoteTab } from '../../../google/a1-notation.ts';
import type { GoogleProblem } from '../../../google/google-problem.ts';
import type { SheetsClient } from '../../../google/sheets-client.ts';
import type { Agent, Developer, Utility } from '../../../intake/reference-lists.ts';
import { ok, type Result } from '../../../result.ts';
import { type BadRow, parseAgents, parseDevelopers, parseUtilities } from './parse-lists.ts';

/** The office's lists as they stand in its sheet. A list whose tab isn't there is left out: the one known before stays. */
export type FetchedLists = {
  readonly agents?: readonly Agent[];
  readonly utilities?: readonly Utility[];
  readonly developers?: readonly Developer[];
  /** Rows that were left out, by tab and row, for a person to mend. */
  readonly bad: readonly BadRow[];
  readonly missingTabs: readonly string[];
};

const TABS = ['Agents', 'Utilities', 'Developers'] as const;

/** Reads the tabs `Agents`, `Utilities` and `Developers`; two calls. */
export async function fetchLists(
  sheets: SheetsClient,
  spreadsheetId: string,
  signal: AbortSignal,
): Promise<Result<FetchedLists, GoogleProblem>> {
  const found = await sheets.tabs(spreadsheetId, signal);
  if (!found.ok) return found;
  const titles = TABS.flatMap((name) => {
    const tab = found.value.tabs.find(({ title }) => title.trim().toLowerCase() === name.toLowerCase());
    return tab === undefined ? [] : [{ name, title: tab.title }];
  });
  const missingTabs = TABS.filter((name) => !titles.some((each) => each.name === name));
  if (titles.length === 0) return ok({ bad: [], missingTabs });
  const read = await sheets.read(
    spreadsheetId,
    titles.map(({ title }) => quoteTab(title)),
    signal,
  );
  if (!read.ok) return read;
  const textsOf = (name: (typeof TABS)[number]) => read.value[titles.findIndex((each) => each.name === name)];
  const [agentTexts, utilityTexts, developerTexts] = TABS.map(textsOf);
  const agents = agentTexts && parseAgents(agentTexts);
  const utilities = utilityTexts && parseUtilities(utilityTexts);
  const developers = developerTexts && parseDevelopers(developerTexts);
  return ok({
    ...(agents ? { agents: agents.rows } : {}),
    ...(utilities ? { utilities: utilities.rows } : {}),
    ...(developers ? { developers: developers.rows } : {}),
    bad: [agents, utilities, developers].flatMap((list) => list?.bad ?? []),
    missingTabs,
  });
}
