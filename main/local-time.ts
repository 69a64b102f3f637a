/** Times as the office writes them. `timeZone` is an IANA name such as America/New_York. */

/** YYYY-MM-DD of that moment in that zone. */
export function localDay(atMs: number, timeZone: string): string {
  return localMinute(atMs, timeZone).slice(0, 10);
}

/** YYYY-MM-DD HH:mm of that moment in that zone: sorts as text, and every spreadsheet takes it for a date. */
export function localMinute(atMs: number, timeZone: string): string {
  const parts = formatIn(timeZone).formatToParts(atMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** Making one takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}
