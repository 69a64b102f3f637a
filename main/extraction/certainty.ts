/**
 * What confidence a value may have at most when nothing could be checked, or when something is against it. How many of
 * the values so capped were right is from 211 drawn bills, scans and photos of 17 kinds, read by OCR (2026-11). Real
 * pictures are harder than drawn ones, so the caps stay below that.
 */
export const most = {
  /** Failed a check: another state, a number of another form, several customers in one file. 23 of 23. */
  failedCheck: 0.75,
  /** Read by OCR in one place only, letters that no sum proves. 89 of 90. */
  oneWitness: 0.88,
  /** May lack a word: a name of one word, a street without its number or its last word. 44 of 72, by simulated slips. */
  lacksWord: 0.6,
  /** Twelve times this month. 45 of 46. */
  estimate: 0.88,
  /** The same, where bars are drawn whose figures OCR may have lost. 37 of 38. */
  estimateBesideYear: 0.75,
} as const;

/**
 * A wrong value costs the clerk more than a missing one. Between LEAST_TO_GO_BY and this, 27 of 51 values were right by
 * simulated slips, and 6 of 6 on drawn photos (2026-11); real photos lie between.
 */
export const LEAST_CONFIDENCE = 0.55;

/** So much is enough to look at a place again, or to show which customers' values a file has. */
export const LEAST_TO_GO_BY = 0.45;
