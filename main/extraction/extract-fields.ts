/**
 * Reads the fields of a utility bill from the words on its pages. Pure: the same pages give the same answer.
 */
import { sightAccountNumbers } from './account-number.ts';
import { readYear } from './annual-usage.ts';
import { CAPS, LEAST_TO_GO_BY, LEAST_TO_SHOW, leastOfYear } from './certainty.ts';
import { type Ballot, capped, elect, isCorroborated, lessSure } from './confidence.ts';
import type { DocumentFields, FieldName, FieldReading } from './field.ts';
import { createLayout, type Layout } from './layout.ts';
import { findNotices, severalAccounts, severalPoids } from './notices.ts';
import { type PageReading, readingsByPass } from './page-reading.ts';
import { sightParty } from './party.ts';
import { sightPoids } from './poid.ts';
import { glyphKey, isWholeStreet, nameKey } from './postal.ts';
import type { Profile } from './profiles/profile.ts';
import { isTorn } from './read-name.ts';
import { PART_OF_BLOCK } from './service-address.ts';
import type { Sighting } from './sighting.ts';
import { readUsage } from './usage.ts';
import { chooseUtility } from './utility.ts';

/** As many other values as a clerk can look through. */
const mostAlternatives = 4;
/**
 * Never fails: what can't be found is null. Pages may come in any order, some may be missing, and a page may have
 * been read in several passes, or come several times; where they agree, the values grow more certain. Values that are
 * more likely of harm than of help are left out, unless they are asked for.
 */
export function extractFields(
  pages: readonly PageReading[],
  { keepDoubtful = false }: { readonly keepDoubtful?: boolean } = {},
): DocumentFields {
  const least = keepDoubtful ? LEAST_TO_GO_BY : LEAST_TO_SHOW;
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
    several && isToss(ballots)
      ? null
      : createReading(capped(ballots, several ? CAPS.failedCheck : profile.certainty), {
          least: several ? LEAST_TO_GO_BY : least,
        });
  const fields: Record<FieldName, FieldReading | null> = {
    utility: createReading(utilities, { least }),
    customerName: settle(checkedTexts(elect(party.names, nameKey), recognised)),
    serviceAddress: settle(
      checkedTexts(checkedAddresses(elect(party.addresses, glyphKey), profile, recognised), recognised),
    ),
    accountNumber: settle(checkedAccounts(accounts, profile)),
    poid: settle(
      elect(allPoids.filter((sighting) => sighting.service === 'electric')),
      severalBills || poids.length > 1,
    ),
    monthlyUsageKwh: settle(usage.ballots),
    annualUsageKwh: createReading(capped(year.ballots, severalBills ? CAPS.failedCheck : profile.certainty), {
      least: year.estimated || keepDoubtful ? least : leastOfYear(looksAt(year.ballots[0], layouts)),
      estimated: year.estimated,
    }),
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
  return ballots.flatMap((ballot) => (isKnown(ballot) ? [ballot] : capped([ballot], CAPS.failedCheck)));
}

const looksAt = (ballot: Ballot | undefined, layouts: readonly Layout[]) =>
  layouts.filter(({ reading }) => reading.pageIndex === ballot?.pageIndex).length;

/** Pages whose letters OCR read: they may be wrong, and words between them may be lost. */
function recognisedPages(layouts: readonly Layout[]): ReadonlySet<number> {
  return new Set(layouts.filter(({ reading }) => reading.source === 'ocr').map(({ reading }) => reading.pageIndex));
}

/** Nothing can be summed in a name: read by OCR in one place only, it asks for a second look. */
function checkedTexts(ballots: readonly Ballot[], recognised: ReadonlySet<number>): Ballot[] {
  return ballots.flatMap((ballot) => {
    if (!recognised.has(ballot.pageIndex)) return [ballot];
    if (isTorn(ballot.value)) return lessSure([ballot], CAPS.lacksWord);
    if (isCorroborated(ballot.sightings)) return [ballot];
    return ballot.value.includes(' ') ? capped([ballot], CAPS.oneWitness) : lessSure([ballot], CAPS.lacksWord);
  });
}

function checkedAddresses(ballots: readonly Ballot[], profile: Profile, recognised: ReadonlySet<number>): Ballot[] {
  return ballots.flatMap((ballot) => {
    const zip = / NY (\d{5})$/.exec(ballot.value)?.[1];
    const delivered =
      zip !== undefined && (profile.zips.length === 0 || profile.zips.some((start) => zip.startsWith(start)));
    if (!delivered) return capped([ballot], CAPS.failedCheck);
    if (!ballot.sightings.some(isLabelled) || ballot.sightings.some(isPartOfBlock))
      return capped([ballot], CAPS.oneWitness);
    if (isWholeStreet(ballot.value)) return [ballot];
    return recognised.has(ballot.pageIndex) ? lessSure([ballot], CAPS.lacksWord) : capped([ballot], CAPS.oneWitness);
  });
}

/** Another customer's sheet in the same picture, whose value is hardly less likely: which is meant is not for us to guess. */
const isToss = ([best, second]: readonly Ballot[]) =>
  best !== undefined && best.pageIndex === second?.pageIndex && second.confidence > TOSS * best.confidence;

const TOSS = 0.5;

/** Envelopes and blocks without a label may name another address than the one served. */
const isLabelled = ({ place }: Sighting) => !['unlabelled block', 'mailing block'].includes(place);

const isPartOfBlock = ({ place }: Sighting) => place === PART_OF_BLOCK;

function createReading(
  ballots: readonly Ballot[],
  { least, estimated = false }: { readonly least: number; readonly estimated?: boolean },
): FieldReading | null {
  const [best, ...others] = [...ballots].sort((a, b) => b.confidence - a.confidence);
  if (!best || best.confidence < least) return null;
  const candidate = ({ value, confidence, pageIndex, box }: Ballot) => ({ value, confidence, pageIndex, box });
  return { ...candidate(best), estimated, alternatives: others.slice(0, mostAlternatives).map(candidate) };
}
