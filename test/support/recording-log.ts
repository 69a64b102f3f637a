import type { Log, LogFacts } from '../../main/diagnostics/log.ts';

export type Recorded = {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly facts: LogFacts | undefined;
  readonly cause?: unknown;
};

/** A log that can be asked what it was told. */
export function createRecordingLog(): Log & { readonly lines: readonly Recorded[] } {
  const lines: Recorded[] = [];
  return {
    lines,
    info: (event, facts) => void lines.push({ level: 'info', event, facts }),
    warn: (event, facts) => void lines.push({ level: 'warn', event, facts }),
    error: (event, cause, facts) => void lines.push({ level: 'error', event, facts, cause }),
  };
}
