import { type App, createApp } from '../app.ts';
import type { DocumentProgress } from '../documents/document.ts';
import type { PageReading } from '../extraction/page-reading.ts';
import { exitCode } from './exit-code.ts';
import { type FileProblem, type FileReport, fileReport } from './extraction-report.ts';
import { createHeadlessHost } from './headless-host.ts';
import { printReport } from './print-report.ts';
import { createProgressBar } from './progress-bar.ts';
import { readFile } from './read-file.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

export type ExtractOptions = {
  readonly json?: boolean;
  readonly text?: boolean;
  readonly password?: string;
  readonly workers?: number;
};

/** Reads files one after the other, the pages of each in parallel, and prints each as soon as it is read. */
export async function extract(files: readonly string[], options: ExtractOptions): Promise<number> {
  return inTemporaryFolder(async (dataFolder) => {
    const host = createHeadlessHost({ dataFolder });
    if (!host) return exitCode.failed;
    const created = await createApp(host);
    if (!created.ok) {
      console.error(created.error.message);
      return exitCode.failed;
    }
    const app = created.value;
    try {
      if (options.workers !== undefined) await app.rooms.settings.set({ recognisers: options.workers });
      app.rooms.reader.start();
      const reports: (FileReport | FileProblem)[] = [];
      for (const file of files) {
        const report = await reportOn(app.rooms, file, options);
        printReport(report, options);
        reports.push(report);
      }
      return reports.some((report) => 'error' in report) ? exitCode.someFailed : exitCode.done;
    } finally {
      await app.stop();
    }
  });
}

async function reportOn(rooms: App['rooms'], file: string, options: ExtractOptions): Promise<FileReport | FileProblem> {
  const bar = createProgressBar(process.stderr);
  const startedAt = performance.now();
  const read = await readFile(rooms, file, {
    password: options.password,
    onProgress: ({ pagesSettled, pageCount, timeLeftMs }) => {
      if (pageCount !== null) bar.show(file, pagesSettled, pageCount, timeLeftMs);
    },
  });
  bar.clear();
  if (!read.ok) return { file, error: read.error };
  return fileReport(file, read.value, readingsOf(rooms, read.value), performance.now() - startedAt);
}

function readingsOf({ reader }: App['rooms'], { id, pages }: DocumentProgress): readonly PageReading[] {
  return reader.pageReadings(id, 0, pages.length - 1);
}
