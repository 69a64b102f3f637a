/** Whole megabytes of a million bytes, the unit of the memory budget in the settings and of all that is told beside it. */
export function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
