/** The year's electricity: the months that are printed, or an estimate. */
import { isTwoMonths } from './billing-days.ts';
import { CAPS } from './certainty.ts';
import { type Ballot, elect } from './confidence.ts';
import { median } from './geometry.ts';
import { legibilityOf, type Sighting, sight } from './sighting.ts';
import type { UsageReading } from './usage.ts';
import { type History, isSameMonth, type Month } from './usage-history.ts';

export type YearReading = { readonly ballots: readonly Ballot[]; readonly estimated: boolean };

/** What the year comes to: the printed months when there are twelve, a printed total, or else an estimate. */
export function readYear(usage: UsageReading): YearReading {
  const monthly = usage.ballots[0];
  const histories = usage.histories.filter((history) => isOfMonths(history, monthly));
  const printed = [...sightYears(histories, monthly), ...usage.years.filter((year) => isOfYear(year, monthly))];
  if (printed.length > 0) return { ballots: elect(printed), estimated: false };
  // A year is printed but not all of it could be read, or may be: an estimate would hide that.
  const unread =
    usage.showsYear || usage.hurriedPastYear || histories.some(({ layout }) => layout.reading.source === 'ocr');
  if (
    unread ||
    !monthly ||
    Number(monthly.value) === 0 ||
    usage.isPartOfMonth ||
    isYearsRest(usage.looseFigures, Number(monthly.value))
  )
    return { ballots: [], estimated: false };
  return {
    ballots: [estimate(monthly, { ...usage, hidesYear: usage.hidesYear || histories.length > 0 })],
    estimated: true,
  };
}

/** So many figures, none further from this month's than months of a year are from each other, are what is left of a year. */
const fewestOfYear = 3;
const MONTHS_APART = 4;

const isYearsRest = (figures: readonly number[], month: number) =>
  [...new Set(figures)].filter((kwh) => kwh < month * MONTHS_APART && kwh > month / MONTHS_APART).length >=
  fewestOfYear;

function estimate(monthly: Ballot, { days, hidesYear }: UsageReading): Ballot {
  const periods = days !== null && isTwoMonths(days) ? 6 : 12;
  return {
    value: String(Number(monthly.value) * periods),
    confidence: Math.min(hidesYear ? CAPS.estimateBesideYear : CAPS.estimate, monthly.confidence * 0.95),
    pageIndex: monthly.pageIndex,
    box: null,
    sightings: [],
  };
}

/** A year's months differ; by more than this they are days, dollars, or readings. */
const OTHER_UNIT = 10;

function isOfMonths({ months }: History, monthly: Ballot | undefined): boolean {
  if (!monthly || Number(monthly.value) === 0) return true;
  const mean = months.reduce((sum, month) => sum + month.kwh, 0) / months.length;
  return mean > Number(monthly.value) / OTHER_UNIT && mean < Number(monthly.value) * OTHER_UNIT;
}

function isOfYear(year: Sighting, monthly: Ballot | undefined): boolean {
  const months = Number(year.value) / Number(monthly?.value ?? year.value);
  return monthly === undefined || Number(monthly.value) === 0 || (months > 12 / OTHER_UNIT && months < 12 * OTHER_UNIT);
}

/** Passes over a page may read different figures in one of the months: they vote on the sum, and on each month of it. */
function sightYears(histories: readonly History[], monthly: Ballot | undefined): Sighting[] {
  const whole = withoutContradicted(
    histories.filter((history) => history.months.length >= 12),
    monthly,
  );
  return whole.map((history) => {
    const months = history.months.slice(-12);
    const total = months.reduce((sum, month) => sum + month.kwh, 0);
    const agrees = isConfirmed(monthly) && months.at(-1)?.kwh === Number(monthly?.value);
    const outlier = months.some((month) => month.kwh * 12 > total * 4);
    const words = months.flatMap((month) => month.words);
    const sighting = sight(history.layout, words, {
      value: String(total),
      anchoring: agrees && !outlier ? 0.97 : 0.8,
      place: 'history',
    });
    const others = histories.filter(
      (other) => other !== history && other.layout.reading.pageIndex === history.layout.reading.pageIndex,
    );
    const usual = median(months.map(({ kwh }) => kwh));
    const digitWidth = median(months.map(widthOfDigit));
    const isDoubtful = (month: Month) => isOutOfLine(month, usual, others) || isOutOfShape(month, digitWidth);
    const chances = months.map((month) => chanceOf(month, others) * (isDoubtful(month) ? 0.5 : 1));
    const undecided = months.filter((month) => isUndecided(month, others)).length;
    const doubt = 0.5 ** Math.max(0, undecided - 1);
    return { ...sighting, legibility: chances.reduce((all, chance) => all * chance, doubt) };
  });
}

/** Of several looks at a last month, those that read it as the rest of the bill says. */
function withoutContradicted(histories: readonly History[], monthly: Ballot | undefined): readonly History[] {
  const last = ({ months }: History) => months.at(-1);
  const agreeing = histories.filter((history) => isConfirmed(monthly) && last(history)?.kwh === Number(monthly?.value));
  const isContradicted = (history: History) =>
    agreeing.some((other) => isSameMonth(last(other), last(history)) && !agreeing.includes(history));
  return histories.filter((history) => !isContradicted(history));
}

/** A month known only from the year can't speak for the year. */
const isConfirmed = (monthly: Ballot | undefined) =>
  monthly?.sightings.some(({ place }) => place !== 'history') ?? false;

/** How likely a month's figure is what is printed: more so when other passes read the same in its place. */
function chanceOf(month: Month, others: readonly History[]): number {
  const wrong = agreeingWith(month, others).reduce(
    (none, other) => none * (1 - legibilityOf(other.words, other.repairs) / 2),
    1 - legibilityOf(month.words, month.repairs),
  );
  return 1 - wrong;
}

const looksAt = (month: Month, others: readonly History[]) =>
  others.flatMap(({ months }) => months.filter((other) => isAnotherLook(other, month)));

const agreeingWith = (month: Month, others: readonly History[]) =>
  looksAt(month, others).filter((other) => other.kwh === month.kwh);

/** A figure read nearly as well as another one speaks against it. */
const AS_LEGIBLE = 0.9;

/** Of one such month the clerk sees both sums; a sum over several of them is any of many. */
function isUndecided(month: Month, others: readonly History[]): boolean {
  if (agreeingWith(month, others).length > 0) return false;
  const own = legibilityOf(month.words, month.repairs);
  return looksAt(month, others).some((other) => legibilityOf(other.words, other.repairs) > own * AS_LEGIBLE);
}

/** A figure that lost its first digit is a fifth of the usual one, or less; a 1 taken for a 4 makes it four times that. */
const OUT_OF_LINE = { below: 1 / 4, above: 3 };

/** Far from the usual month, and no other pass over the page read it so. */
const isOutOfLine = (month: Month, usual: number, others: readonly History[]) =>
  (month.kwh < usual * OUT_OF_LINE.below || month.kwh > usual * OUT_OF_LINE.above) &&
  others.length > 0 &&
  agreeingWith(month, others).length === 0;

/** In most fonts every digit is as wide as the next, and a sign or a comma about half as wide. Nothing else belongs there. */
const digitsIn = ({ words: [word] }: Month) => {
  const text = word?.text ?? '';
  return text.replace(/\D/g, '').length + text.replace(/[^-–.,]/g, '').length / 2;
};
const widthOfDigit = (month: Month) => (month.words[0]?.box.width ?? 0) / digitsIn(month);
/** A 1 at either end leaves some of its width blank. */
const DIGITS_OFF = 0.6;

/** So wide, or so narrow, that a digit was lost or read twice. */
const isOutOfShape = (month: Month, digitWidth: number) =>
  Math.abs((month.words[0]?.box.width ?? 0) / digitWidth - digitsIn(month)) > DIGITS_OFF;

/** The same print seen again; a pass over single places keeps the other words as they were, which is no second look. */
function isAnotherLook(a: Month, b: Month): boolean {
  const boxOf = ({ words: [word] }: Month) => Object.values(word?.onPage ?? {}).join();
  return isSameMonth(a, b) && boxOf(a) !== boxOf(b);
}
