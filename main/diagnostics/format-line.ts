import type { LogFacts } from './log.ts';

export type LogLevel = 'info' | 'warn' | 'error';

const MOST_TOLD = 5;

/** `2026-11-22T01:38:00.123Z info  room: what a=1 b="x y"`; one line, whatever the facts hold. */
export function formatLine(atMs: number, level: LogLevel, event: string, facts: LogFacts = {}): string {
  const named = Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}=${formatFact(value)}`);
  return `${new Date(atMs).toISOString()} ${level.padEnd(5)} ${oneLine(event)}${named.join('')}`;
}

/** The error with its stack and those behind it (at most five of each kind), each line indented under the one that failed. */
export function formatCause(cause: unknown): string {
  const told: string[] = [];
  let current = cause;
  for (let depth = 0; depth < MOST_TOLD && current !== undefined; depth++) {
    told.push(`${depth === 0 ? '' : 'caused by '}${stackOf(current)}`);
    if (current instanceof AggregateError) {
      told.push(...current.errors.slice(0, MOST_TOLD).map((each) => `one of them ${stackOf(each)}`));
    }
    current = current instanceof Error ? current.cause : undefined;
  }
  return told
    .flatMap((each) => each.split(/\r?\n/))
    .map((line) => `  ${line.trimStart()}`)
    .join('\n');
}

function stackOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? String(cause)) : describe(cause);
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
