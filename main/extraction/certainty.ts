/**
 * What confidence a value may have at most when nothing could be checked, or when something is against it. How many of
 * the values so capped were right is from 294 drawn bills, scans, photos of 17 kinds and such photos made worse, read by
 * OCR (2026-11). Real pictures are harder than drawn ones, so the caps stay below that.
 */
export const CAPS = {
  /** Failed a check: another state, a number of another form, several customers in one file. 30 of 30. */
  failedCheck: 0.75,
  /** Read by OCR in one place only, letters that no sum proves. 187 of 187. */
  oneWitness: 0.88,
  /** Usage that the difference of its readings contradicts, and that fewer than three places say. */
  contradicted: 0.85,
  /** May lack a word: a name of one word, a street without its number or its last word. A factor: 44 of 72, by simulated slips. */
  lacksWord: 0.6,
  /** Twelve times this month. 61 of 61. */
  estimate: 0.88,
  /** The same, where bars are drawn whose figures OCR may have lost. 39 of 43. */
  estimateBesideYear: 0.75,
} as const;

/**
 * Values of less confidence are not shown: a wrong one costs the clerk more than a missing one. Between LEAST_TO_GO_BY and
 * this, 27 of 51 were right by simulated slips, and 6 of 6 on drawn photos (2026-11); real photos lie between.
 */
export const LEAST_TO_SHOW = 0.55;

/** So much is enough to look at a place again, or to show which customers' values a file has. */
export const LEAST_TO_GO_BY = 0.45;

/**
 * A year is added up from twelve figures, whose chances, multiplied, say less than it deserves: after one look or two 7 of
 * 8 were right below LEAST_TO_SHOW (scans, by slips). What more looks have not made surer they disagree on: 1 of 3 below
 * 0.58 (drawn photos).
 */
export const leastOfYear = (looks: number) => (looks > 2 ? 0.58 : LEAST_TO_GO_BY);
