import { ORPCError } from '@orpc/server';
import type { Log } from '../diagnostics/log.ts';
import { isSqliteError } from '../storage/sqlite-error.ts';

/** The part of an oRPC call that is looked at. */
type Call = {
  readonly path: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly next: () => Promise<unknown>;
};

/**
 * An interceptor for a handler's `clientInterceptors`: the renderer only learns "internal server error", or that the
 * disk is at fault, so the original is written to the log here, also when a stream fails later. Errors of the contract
 * and cancelled calls are expected and pass silently.
 */
export function createReportUnexpected(log: Log): (call: Call) => Promise<unknown> {
  return async ({ path, signal, next }) => {
    const report = (cause: unknown): void => {
      if (signal?.aborted || (cause instanceof ORPCError && cause.defined)) return;
      const call = path.join('.');
      // What failed validation holds what was typed: only its kind is written.
      if (cause instanceof ORPCError && cause.code === 'BAD_REQUEST') log.warn('ipc: malformed input', { call });
      else log.error('ipc: unexpected failure', cause, { call });
    };
    try {
      const output = await next();
      return isStream(output) ? reportingStream(output, report) : output;
    } catch (cause) {
      report(cause);
      const isDisk = isSqliteError(cause, 'SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY');
      throw isDisk ? new ORPCError('DISK_UNUSABLE', { status: 507, message: DISK_UNUSABLE }) : cause;
    }
  };
}

const DISK_UNUSABLE =
  'The disk of this computer is full or can’t be written. Nothing you entered is lost; free some space, then try again.';

type Stream = AsyncIterator<unknown, unknown, undefined> & AsyncIterable<unknown>;

function isStream(output: unknown): output is Stream {
  return typeof output === 'object' && output !== null && 'next' in output && Symbol.asyncIterator in output;
}

function reportingStream(stream: Stream, report: (cause: unknown) => void): Stream {
  return {
    next: async () => {
      try {
        return await stream.next();
      } catch (cause) {
        report(cause);
        throw cause;
      }
    },
    return: async (value) => (await stream.return?.(value)) ?? { done: true, value },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
