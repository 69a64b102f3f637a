/** What a person must decide about the document as a whole. */
import type { Ballot } from './confidence.ts';
import type { Notice } from './field.ts';
import { similarity } from './fuzzy-text.ts';
import { hasLabel } from './labels.ts';
import type { Layout } from './layout.ts';
import type { PoidSighting } from './poid.ts';
import type { UsageReading } from './usage.ts';

/** Readings of one number differ in a digit or two; different numbers in many. */
const sameNumber = 0.75;

/** Account numbers that are surely there and surely different. */
export function severalAccounts(accounts: readonly Ballot[]): string[] {
  return distinct(
    accounts
      .filter((ballot) =>
        ballot.sightings.some(
          (sighting) => sighting.place.endsWith('label') && sighting.legibility * sighting.anchoring > 0.6,
        ),
      )
      .map((ballot) => ballot.value),
  );
}

export function severalPoids(poids: readonly PoidSighting[]): string[] {
  return distinct(
    poids
      .filter((sighting) => sighting.service === 'electric' && sighting.legibility * sighting.anchoring > 0.4)
      .map((sighting) => sighting.value),
  );
}

function distinct(values: readonly string[]): string[] {
  const kept: string[] = [];
  for (const value of values) {
    if (kept.every((other) => similarity(value, other) < sameNumber)) kept.push(value);
  }
  return kept;
}

export function findNotices(facts: {
  readonly layouts: readonly Layout[];
  readonly accounts: readonly string[];
  readonly poids: readonly string[];
  readonly allPoids: readonly PoidSighting[];
  readonly usage: UsageReading;
  readonly utilityFound: boolean;
}): Notice[] {
  const notices: Notice[] = [];
  if (facts.accounts.length > 1) notices.push({ code: 'several-bills', accountNumbers: facts.accounts });
  else if (facts.poids.length > 1) notices.push({ code: 'several-poids', poids: facts.poids });
  if (facts.usage.severalMonths && facts.accounts.length <= 1) notices.push({ code: 'several-months' });
  if (isGasOnly(facts)) notices.push({ code: 'gas-only' });
  if (isNoBill(facts)) notices.push({ code: 'not-a-bill' });
  return notices;
}

function isGasOnly({
  layouts,
  usage,
  allPoids,
}: {
  layouts: readonly Layout[];
  usage: UsageReading;
  allPoids: readonly PoidSighting[];
}): boolean {
  if (usage.ballots.length > 0 || allPoids.some((sighting) => sighting.service === 'electric')) return false;
  if (allPoids.some((sighting) => sighting.service === 'gas')) return true;
  const text = layouts.flatMap((layout) =>
    layout.rows.flatMap((row) => row.words.map((word) => word.text.toLowerCase())),
  );
  const measured = text.filter(
    (word, index) => /^\W*(therms?|ccf)\W*$/.test(word) && /^\W*[\d.,]+\W*$/.test(text[index - 1] ?? ''),
  ).length;
  return measured >= 2;
}

/** Enough was read to know that nothing of a bill is there. */
function isNoBill({
  layouts,
  accounts,
  usage,
  utilityFound,
}: {
  layouts: readonly Layout[];
  accounts: readonly string[];
  usage: UsageReading;
  utilityFound: boolean;
}): boolean {
  const words = layouts.reduce((sum, layout) => sum + layout.reading.words.length, 0);
  if (words < 15 || utilityFound || accounts.length > 0 || usage.ballots.length > 0) return false;
  return !layouts.some((layout) =>
    hasLabel(layout, ['Account Number', 'Amount Due', 'Service Address', 'Billing Period', 'kilowatt']),
  );
}
