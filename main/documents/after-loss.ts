/** What ended an OCR process, or made us end it, while it had a job. `no-start`: it never came to look at it. */
export type LossReason = 'no-start' | 'exit' | 'silence' | 'time-limit' | 'memory';

export type AfterLoss =
  | { readonly kind: 'again'; readonly kills: number; readonly maxDpi: number | null }
  | { readonly kind: 'quarantine'; readonly kills: number; readonly reason: string };

/** A page may cost this many processes. */
const MAX_KILLS = 2;
/** Resolutions tried in turn after a process was ended over its memory limit. */
const LOWER_DPI = [140, 100];

type Lost = { readonly reason: LossReason; readonly kills: number; readonly maxDpi: number | null };

/**
 * Whether a page whose process ended is read again. A process that never started is not the page's fault, and ending over
 * memory is not while a lower resolution is left to try; every other end counts against it.
 */
export function afterLoss({ reason, kills, maxDpi }: Lost): AfterLoss {
  if (reason === 'no-start') return { kind: 'again', kills, maxDpi };
  if (reason === 'memory') {
    const lower = LOWER_DPI.find((dpi) => dpi < (maxDpi ?? Number.POSITIVE_INFINITY));
    if (lower !== undefined) return { kind: 'again', kills, maxDpi: lower };
    return { kind: 'quarantine', kills, reason: quarantineReason(reason) };
  }
  const counted = kills + 1;
  if (counted < MAX_KILLS) return { kind: 'again', kills: counted, maxDpi };
  return { kind: 'quarantine', kills: counted, reason: quarantineReason(reason) };
}

/** For the clerk: what happened, what is safe, what to do. */
export function quarantineReason(
  reason: LossReason | 'page-damaged' | 'too-many-pixels' | 'too-much-memory' | 'not-kept',
): string {
  const rest = 'The other pages are not affected. Look at this page and type what it says.';
  switch (reason) {
    case 'no-start':
    case 'exit':
      return `Reading this page failed twice, so it was left out. ${rest}`;
    case 'silence':
    case 'time-limit':
      return `Reading this page took too long twice, so it was left out. ${rest}`;
    case 'memory':
    case 'too-much-memory':
      return `This page needs more memory than is allowed, so it was left out. ${rest}`;
    case 'page-damaged':
      return `This page is damaged and cannot be drawn. ${rest}`;
    case 'too-many-pixels':
      return `This page has more pixels than can be read safely. ${rest}`;
    case 'not-kept':
      return `This page was read but could not be kept, so it was left out. ${rest}`;
    default:
      return reason satisfies never;
  }
}
