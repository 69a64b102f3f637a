/**
 * Reads the fields of a utility bill from the words on its pages. Pure: the same pages give the same answer.
 */
import { sightAccountNumbers } from './account-number.ts';
import { readYear } from './annual-usage.ts';
import { type Ballot, capped, elect, isCorroborated } from './confidence.ts';
import type { DocumentFields, FieldName, FieldReading } from './field.ts';
import { createLayout, type Layout } from './layout.ts';
import { findNotices, severalAccounts, severalPoids } from './notices.ts';
import { type PageReading, readingsByPass } from './page-reading.ts';
import { sightParty } from './party.ts';
import { sightPoids } from './poid.ts';
import { isWholeStreet, letterKey } from './postal.ts';
import type { Profile } from './profiles/profile.ts';
import type { Sighting } from './sighting.ts';
import { readUsage } from './usage.ts';
import { chooseUtility } from './utility.ts';

/** As many other values as a clerk can look through. */
const mostAlternatives = 4;
/** A value less likely than this is left out: a wrong one costs the clerk more than a missing one. */
const leastConfidence = 0.35;
/** A value that a check speaks against never looks certain. */
const doubtful = 0.75;
/** What only one place says never looks certain either. */
const uncorroborated = 0.88;
/** What may have lost a word: a name of one word, a street without a number or without its last word. */
const incomplete = 0.6;

/**
 * Never fails: what can't be found is null. Pages may come in any order, some may be missing, and a page may have
 * been read in several passes, or come several times; where they agree, the values grow more certain.
 */
export function extractFields(pages: readonly PageReading[]): DocumentFields {
  const layouts = pages
    .flatMap(readingsByPass)
    .map(createLayout)
    .sort((a, b) => a.reading.pageIndex - b.reading.pageIndex);
  const { profile, ballots: utilities } = chooseUtility(layouts);
  const accounts = elect(sightAccountNumbers(layouts, profile));
  const allPoids = sightPoids(layouts, profile);
  const party = sightParty(layouts, profile);
  const usage = readUsage(layouts, profile);
  const year = readYear(usage);
  const accountNumbers = severalAccounts(accounts);
  const poids = severalPoids(allPoids);
  const recognised = recognisedPages(layouts);
  const severalBills = accountNumbers.length > 1;
  const settle = (ballots: readonly Ballot[], several = severalBills) =>
    createReading(capped(ballots, several ? doubtful : profile.certainty), false);
  const fields: Record<FieldName, FieldReading | null> = {
    utility: createReading(utilities, false),
    customerName: settle(checkedTexts(elect(party.names, letterKey), recognised)),
    serviceAddress: settle(
      checkedTexts(checkedAddresses(elect(party.addresses, letterKey), profile, recognised), recognised),
    ),
    accountNumber: settle(checkedAccounts(accounts, profile)),
    poid: settle(
      elect(allPoids.filter((sighting) => sighting.service === 'electric')),
      severalBills || poids.length > 1,
    ),
    monthlyUsageKwh: settle(usage.ballots),
    annualUsageKwh: createReading(capped(year.ballots, severalBills ? doubtful : profile.certainty), year.estimated),
  };
  const notices = findNotices({
    layouts,
    accounts: accountNumbers,
    poids,
    allPoids,
    usage,
    utilityFound: utilities.length > 0,
  });
  return { fields, notices };
}

/** Not of the length or the beginning that this utility's numbers have: another's, or of a form that is new to us. */
function checkedAccounts(ballots: readonly Ballot[], profile: Profile): Ballot[] {
  const isKnown = ({ value }: Ballot) =>
    profile.accounts.some(
      ({ groups, startsWith }) =>
        value.length === groups.reduce((sum, length) => sum + length, 0) &&
        (startsWith.length === 0 || startsWith.some((start) => value.startsWith(start))),
    );
  return ballots.flatMap((ballot) => (isKnown(ballot) ? [ballot] : capped([ballot], doubtful)));
}

/** Pages whose letters OCR read: they may be wrong, and words between them may be lost. */
function recognisedPages(layouts: readonly Layout[]): ReadonlySet<number> {
  return new Set(layouts.filter(({ reading }) => reading.source === 'ocr').map(({ reading }) => reading.pageIndex));
}

/** Nothing can be summed in a name: read by OCR in one place only, it asks for a second look. */
function checkedTexts(ballots: readonly Ballot[], recognised: ReadonlySet<number>): Ballot[] {
  return ballots.flatMap((ballot) => {
    if (!recognised.has(ballot.pageIndex)) return [ballot];
    if (!ballot.value.includes(' ')) return capped([ballot], incomplete);
    return isCorroborated(ballot.sightings) ? [ballot] : capped([ballot], uncorroborated);
  });
}

function checkedAddresses(ballots: readonly Ballot[], profile: Profile, recognised: ReadonlySet<number>): Ballot[] {
  return ballots.flatMap((ballot) => {
    const zip = / NY (\d{5})$/.exec(ballot.value)?.[1];
    const delivered =
      zip !== undefined && (profile.zips.length === 0 || profile.zips.some((start) => zip.startsWith(start)));
    if (!delivered) return capped([ballot], doubtful);
    if (!ballot.sightings.some(isLabelled)) return capped([ballot], uncorroborated);
    if (isWholeStreet(ballot.value)) return [ballot];
    return capped([ballot], recognised.has(ballot.pageIndex) ? incomplete : uncorroborated);
  });
}

/** Envelopes and blocks without a label may name another address than the one served. */
const isLabelled = ({ place }: Sighting) => !['unlabelled block', 'mailing block'].includes(place);

function createReading(ballots: readonly Ballot[], estimated: boolean): FieldReading | null {
  const [best, ...others] = [...ballots].sort((a, b) => b.confidence - a.confidence);
  if (!best || best.confidence < leastConfidence) return null;
  const candidate = ({ value, confidence, pageIndex, box }: Ballot) => ({ value, confidence, pageIndex, box });
  return { ...candidate(best), estimated, alternatives: others.slice(0, mostAlternatives).map(candidate) };
}
