import { spawn } from 'node:child_process';
import path from 'node:path';
import type { FileProblem, FileReport } from '../../main/cli/extraction-report.ts';

const commandLine = path.join(import.meta.dirname, '../../dist/cli/main.js');
/** Commands at a time, each with one recogniser: files of one page keep only one busy. */
const AT_ONCE = 2;

/** Reads many files with the product's own command line. Shows on a terminal how far it is. */
export async function runExtractOnMany(files: readonly string[]): Promise<Map<string, FileReport | FileProblem>> {
  const reports = new Map<string, FileReport | FileProblem>();
  const shares = Array.from({ length: AT_ONCE }, (_, share) => files.filter((_, index) => index % AT_ONCE === share));
  await Promise.all(
    shares.map((share) =>
      readShare(share, (report) => {
        reports.set(report.file, report);
        if (process.stderr.isTTY) process.stderr.write(`\r${reports.size} of ${files.length} files read `);
      }),
    ),
  );
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  return reports;
}

async function readShare(
  files: readonly string[],
  onReport: (report: FileReport | FileProblem) => void,
): Promise<void> {
  if (files.length === 0) return;
  const child = spawn(process.execPath, [commandLine, 'extract', '--json', '--workers', '1', ...files], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let rest = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onReport(JSON.parse(line));
  });
  await new Promise((resolve) => child.on('close', resolve));
}
