/** `182 MB`: of a million bytes, as the memory budget is set. */
export function formatMemory(bytes: number): string {
  return `${Math.round(bytes / 1_000_000).toLocaleString('en-US')} MB`;
}

/** `840 B`, `12 KB`, `3.4 MB`: as file managers show it, 1 KB = 1,024 bytes. */
export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1024) return `${sizeBytes} B`;
  const sizeKb = sizeBytes / 1024;
  if (sizeKb < 1024) return `${Math.round(sizeKb)} KB`;
  const sizeMb = sizeKb / 1024;
  return sizeMb < 10 ? `${sizeMb.toFixed(1)} MB` : `${Math.round(sizeMb)} MB`;
}

/** A wait in words, rounded so that it doesn't flicker: `a few seconds`, `about 20 s`, `about 3 min`. */
export function formatWait(waitMs: number): string {
  const seconds = Math.ceil(waitMs / 1000);
  if (seconds <= 3) return 'a few seconds';
  if (seconds <= 50) return `about ${Math.ceil(seconds / 5) * 5} s`;
  return `about ${Math.max(1, Math.round(seconds / 60))} min`;
}

/** How long ago, rounded down: `just now`, `5 min ago`, `3 hours ago`, `12 days ago`. */
export function formatAge(ageMs: number): string {
  const minutes = Math.floor(ageMs / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${count(Math.floor(minutes / 60), 'hour')} ago`;
  return `${count(Math.floor(minutes / (24 * 60)), 'day')} ago`;
}

/** Today: the time. This year: day and time. Older: the date. */
export function formatWhen(at: number, now: number): string {
  const date = new Date(at);
  const today = new Date(now);
  const time = date.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });
  if (date.toDateString() === today.toDateString()) return time;
  if (date.getFullYear() === today.getFullYear()) {
    return `${date.toLocaleDateString('en-US', { month: 'short', day: 'numeric' })}, ${time}`;
  }
  return date.toLocaleDateString('en-US', { year: 'numeric', month: 'short', day: 'numeric' });
}

export function formatFull(at: number): string {
  return new Date(at).toLocaleString('en-US', { dateStyle: 'full', timeStyle: 'medium' });
}

/** `1 page`, `3 pages`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount.toLocaleString('en-US')} ${amount === 1 ? one : many}`;
}
