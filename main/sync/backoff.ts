const longestMs = 64_000;
const settledMs = 15 * 60_000;
const settledSpreadMs = 60_000;

/**
 * The wait after the given failed attempt (counted from 1), in whole milliseconds: min(2^n s + random <= 1 s, 64 s) with n
 * from 0, then every 15 to 16 minutes. The random part keeps many desktops from coming back in step. `random`: 0..1.
 */
export function backoffMs(attempt: number, random: number): number {
  const n = attempt - 1;
  if (n > 7) return settledMs + Math.round(random * settledSpreadMs);
  return Math.min(Math.round(2 ** n * 1_000 + random * 1_000), longestMs);
}
