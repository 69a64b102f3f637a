export type DocumentLimits = {
  readonly maxBytes: number;
  readonly maxPages: number;
};

/** Five hundred pages scanned in grey at 300 dpi fit; a film does not. The file is never held in memory. */
export const documentLimits: DocumentLimits = { maxBytes: 500_000_000, maxPages: 1_000 };

/** A HEIC photo is the one kind of file that is held whole, four times over; phones write 1-10 MB. */
export const MAX_HEIC_BYTES = 30_000_000;
