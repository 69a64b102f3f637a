/**
 * What confidence a value may have at most when nothing could be checked, or when something is against it. Shares of
 * right values seen with these caps, on drawn bills read by OCR (2026-11, 120 photos and scans) and on their text with
 * the slips of OCR (4 seeds of every utility and variant, "photo" and "poor"), stand behind each.
 */
export const most = {
  /** Failed a check: another state, a number of another form, several customers in one file. 30/30 and 92 %. */
  failedCheck: 0.75,
  /** Read by OCR in one place only, letters that no sum proves. 97 % and 92 %. */
  oneWitness: 0.88,
  /** May lack a word: a name of one word, a street without its number or its last word. 66 %. */
  lacksWord: 0.6,
  /** Twelve times this month. 98 % and 95 %. */
  estimate: 0.88,
  /** The same, where bars are drawn whose figures OCR may have lost. 94 % and 79 %. */
  estimateBesideYear: 0.75,
} as const;

/** Below this, more values were wrong than right (16 of 43 right): a wrong one costs the clerk more than a missing one. */
export const LEAST_CONFIDENCE = 0.45;
