import type { LogFacts } from './log.ts';

export type LogLevel = 'info' | 'warn' | 'error';

/** `2026-11-22T01:38:00.123Z info  room: what a=1 b="x y"`; one line, whatever the facts hold. */
export function formatLine(atMs: number, level: LogLevel, event: string, facts: LogFacts = {}): string {
  const named = Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}=${formatFact(value)}`);
  return `${new Date(atMs).toISOString()} ${level.padEnd(5)} ${oneLine(event)}${named.join('')}`;
}

/** The error with its stack and the causes behind it (at most five), each line indented under the one that failed. */
export function formatCause(cause: unknown): string {
  const lines: string[] = [];
  let current = cause;
  for (let depth = 0; depth < 5 && current !== undefined; depth++) {
    const told = current instanceof Error ? (current.stack ?? String(current)) : describe(current);
    lines.push(...`${depth === 0 ? '' : 'caused by '}${told}`.split(/\r?\n/));
    current = current instanceof Error ? current.cause : undefined;
  }
  return lines.map((line) => `  ${line.trimStart()}`).join('\n');
}

function formatFact(value: LogFacts[string]): string {
  if (typeof value !== 'string') return String(value);
  return /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}

function describe(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return String(cause);
  try {
    return JSON.stringify(cause);
  } catch {
    // Circular: its kind is all that can be told.
    return Object.prototype.toString.call(cause);
  }
}
