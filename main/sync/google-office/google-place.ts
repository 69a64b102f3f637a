import { z } from 'zod';
import type { DriveClient } from '../../google/drive-client.ts';
import type { GoogleAccount } from '../../google/google-auth.ts';
import { parseFolderLink, parseSheetLink } from '../../google/google-links.ts';
import { covers, scopesFor } from '../../google/scopes.ts';
import type { SheetsClient, Tab } from '../../google/sheets-client.ts';
import { err, ok, type Result } from '../../result.ts';
import type { SettingsTable } from '../../storage/settings.ts';
import type { GoogleTarget } from '../destinations/google/google.ts';
import { createGoogleSetUp, type SetUp, type SetUpProblem } from '../destinations/google/set-up.ts';
import { type SetUpCheck, spaceAdvice, testSetUp } from '../destinations/google/test-set-up.ts';
import type { OfficeProblem } from './office-problem.ts';

const place = z.object({
  target: z.object({ folderId: z.string(), spreadsheetId: z.string(), sheetId: z.number() }),
  folder: z.object({ name: z.string(), link: z.string() }),
  sheet: z.object({ title: z.string(), tab: z.string(), link: z.string() }),
});
/** The office's folder and sheet, as last seen. */
export type GooglePlace = Readonly<z.infer<typeof place>>;

export type PlaceLinks = { readonly sheetLink: string; readonly folderLink: string };

export type GooglePlaceKeeper = {
  /** Null: not set up. */
  readonly get: () => GooglePlace | null;
  readonly target: () => GoogleTarget | null;
  readonly create: () => Promise<Result<GooglePlace, OfficeProblem>>;
  readonly use: (links: PlaceLinks) => Promise<Result<GooglePlace, OfficeProblem>>;
  readonly test: () => Promise<Result<readonly SetUpCheck[], OfficeProblem>>;
  /** How full the sheet is by these tabs of it, for `advice`. */
  readonly noteTabs: (tabs: readonly Tab[]) => void;
  /** What somebody should know although all works. */
  readonly advice: () => readonly SetUpCheck[];
};

const KEY = 'googlePlace';
const INSTALLATION = 'installationId';
/** A dozen calls at most, each with a time limit of its own. */
const PATIENCE_MS = 180_000;

/** Where in Google Drive submissions go: chosen once by the office, remembered, and tried on request. */
export function createGooglePlace(options: {
  readonly drive: DriveClient;
  readonly sheets: SheetsClient;
  readonly account: () => GoogleAccount | null;
  readonly kept: SettingsTable;
  readonly newId: () => string;
  readonly onChange: () => void;
  /** Called with a place that is ready to be delivered to. */
  readonly onChosen: () => Promise<void>;
}): GooglePlaceKeeper {
  const { drive, sheets, account, kept, onChange, onChosen } = options;
  let current = readPlace(kept);
  let advice: readonly SetUpCheck[] = [];

  function setUp() {
    return createGoogleSetUp({ drive, sheets, installationId: installationId() });
  }

  function installationId(): string {
    const known = kept.read()[INSTALLATION];
    if (typeof known === 'string') return known;
    const made = options.newId();
    kept.write({ [INSTALLATION]: made });
    return made;
  }

  async function choose({ target, folderLink, sheetLink }: SetUp, signal: AbortSignal): Promise<GooglePlace> {
    const folder = await drive.get(target.folderId, signal);
    const found = await sheets.tabs(target.spreadsheetId, signal);
    const tab = found.ok ? found.value.tabs.find(({ sheetId }) => sheetId === target.sheetId) : undefined;
    const chosen: GooglePlace = {
      target,
      // A name that can't be read just now is no reason to begin again.
      folder: { name: folder.ok ? folder.value.name : 'Folder', link: folderLink },
      sheet: { title: found.ok ? found.value.title : 'Sheet', tab: tab?.title ?? '', link: sheetLink },
    };
    kept.write({ [KEY]: chosen });
    current = chosen;
    advice = [];
    await onChosen();
    onChange();
    return chosen;
  }

  /** A sign-in that may use only what the app made can't find what was made by hand. */
  function wantsWiderAccess({ sheetLink, folderLink }: PlaceLinks): boolean {
    const who = account();
    const folderMadeByHand = folderLink.trim() !== '';
    const areLinks = parseSheetLink(sheetLink).ok && (!folderMadeByHand || parseFolderLink(folderLink).ok);
    return (
      areLinks && who?.kind === 'user' && !covers(who.scopes, scopesFor({ sheetMadeByHand: true, folderMadeByHand }))
    );
  }

  return {
    get: () => current,
    target: () => current?.target ?? null,
    async create() {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const made = await setUp().createForMe(signal);
      return made.ok ? ok(await choose(made.value, signal)) : err(problemOf(made.error));
    },
    async use(links) {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const used = await setUp().useExisting({ sheet: links.sheetLink, folder: links.folderLink }, signal);
      if (used.ok) return ok(await choose(used.value, signal));
      return err(wantsWiderAccess(links) ? { ...used.error, place: 'wider-access' } : problemOf(used.error));
    },
    async test() {
      if (current === null) return err({ place: 'sheet', message: NOT_SET_UP });
      const who = account();
      const checks = await testSetUp({ drive, sheets, account: who }, current.target, AbortSignal.timeout(PATIENCE_MS));
      advice = checks.filter(({ verdict }) => verdict === 'advice');
      onChange();
      return ok(checks);
    },
    noteTabs(tabs) {
      advice = [...advice.filter(({ what }) => what !== 'space'), ...spaceAdvice(tabs)];
      onChange();
    },
    advice: () => advice,
  };
}

const NOT_SET_UP = 'Choose a folder and a sheet first, or have them made.';

function problemOf({ place: where, message }: SetUpProblem): OfficeProblem {
  return { place: where, message };
}

/** What another version wrote, or nobody: counts as not set up. */
function readPlace(kept: SettingsTable): GooglePlace | null {
  const parsed = place.safeParse(kept.read()[KEY]);
  return parsed.success ? parsed.data : null;
}
