/** Below this, what a collection gives back is not worth the 20-40 ms it takes. */
const WORTH_COLLECTING_BYTES = 8_000_000;

export type CollectorParts = {
  /** What JavaScript holds by now, its garbage and its pictures included. */
  readonly bytesInUse: () => number;
  readonly collect: () => void;
};

/**
 * Collects when enough has been made since it did so last. Called before the recogniser starts, for then an OCR process is
 * at its largest: with the garbage of looking at the picture still there it came to 187-193 MB on scans of letter pages,
 * and without it to 170, for the same processor time.
 */
export function createCollector({ bytesInUse, collect }: CollectorParts): () => void {
  let kept = 0;
  return () => {
    if (bytesInUse() - kept < WORTH_COLLECTING_BYTES) return;
    collect();
    kept = bytesInUse();
  };
}
