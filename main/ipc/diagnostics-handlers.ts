import { writeFile } from 'node:fs/promises';
import type { LogsExport } from '../diagnostics/export-logs.ts';
import type { Log } from '../diagnostics/log.ts';
import type { OcrPool } from '../documents/ocr-pool.ts';
import type { Host } from '../host.ts';
import { os } from './implementer.ts';
import { type Subscribe, watchStream } from './watch-stream.ts';

export type DiagnosticsRooms = {
  readonly host: Host;
  readonly pool: OcrPool;
  readonly log: Log;
  readonly exportLogs: () => Promise<LogsExport>;
};

/** What the window shows and asks of the app's own health. */
export function diagnosticsHandlers({ host, pool, log, exportLogs }: DiagnosticsRooms) {
  return {
    watchMemory: os.diagnostics.watchMemory.handler(({ signal }) => watchStream(memoryOf(pool), signal)),
    exportLogs: os.diagnostics.exportLogs.handler(async () => {
      const { fileName, zip } = await exportLogs();
      if (!host.chooseSaveFile) {
        return { kind: 'download' as const, fileName, zip: new Blob([zip], { type: 'application/zip' }) };
      }
      const file = await host.chooseSaveFile(fileName);
      if (file === null) return { kind: 'cancelled' as const };
      await writeFile(file, zip);
      return { kind: 'saved' as const, file };
    }),
    report: os.diagnostics.report.handler(({ input }) => {
      const cause = new Error(input.message);
      if (input.stack !== undefined) cause.stack = input.stack;
      log.error('renderer: failure', cause);
      return {};
    }),
  };
}

function memoryOf(pool: OcrPool): Subscribe<ReturnType<OcrPool['memory']>> {
  return (listener) => {
    listener(pool.memory());
    return pool.onMemory(listener);
  };
}
