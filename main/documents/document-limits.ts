export type DocumentLimits = {
  readonly maxBytes: number;
  readonly maxPages: number;
};

/** A year of bills scanned at 600 dpi fits; a film does not. */
export const documentLimits: DocumentLimits = { maxBytes: 100_000_000, maxPages: 1_000 };
