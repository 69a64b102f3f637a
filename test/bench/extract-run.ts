import { spawn } from 'node:child_process';
import path from 'node:path';
import type { FileReport } from '../../main/cli/extraction-report.ts';
import { type MemorySample, sampleProcessTree } from './process-tree.ts';

export type ExtractRun = {
  readonly report: FileReport;
  /** From start to end of the command: process start and model loading included. */
  readonly elapsedMs: number;
  /** Main and OCR processes together; empty where /proc is missing. */
  readonly memory: readonly MemorySample[];
  /** When how many pages were done, from the command's progress lines (every tenth page). */
  readonly pagesDone: readonly { readonly atMs: number; readonly pages: number }[];
};

const commandLine = path.join(import.meta.dirname, '../../dist/cli/main.js');

/** Reads one file with the product's own command line, in a process of its own, the way a user would. */
export async function runExtract(file: string, { recognisers }: { recognisers: number }): Promise<ExtractRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [commandLine, 'extract', '--json', '--workers', String(recognisers), file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const sampler = process.platform === 'linux' && child.pid ? sampleProcessTree(child.pid) : null;
  const pagesDone: { atMs: number; pages: number }[] = [];
  let output = '';
  let complaint = '';
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    const text = bytes.toString();
    complaint += text;
    for (const match of text.matchAll(/: (\d+) of \d+ pages/g)) {
      pagesDone.push({ atMs: performance.now(), pages: Number(match[1]) });
    }
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const elapsedMs = performance.now() - startedAt;
  sampler?.stop();
  if (code !== 0) throw new Error(`extract ended with ${code}: ${complaint.slice(-400)} ${output.slice(0, 400)}`);
  return { report: JSON.parse(output), elapsedMs, memory: sampler?.samples ?? [], pagesDone };
}

/** Points of pages done against resident bytes after the first `skipPages`; their slope is the growth per page. */
export function memoryByPage(run: ExtractRun, skipPages: number): { readonly x: number; readonly y: number }[] {
  return run.memory.flatMap((sample) => {
    const pages = pagesAt(run, sample.atMs);
    return pages !== null && pages > skipPages ? [{ x: pages, y: sample.residentBytes }] : [];
  });
}

/** Pages done at a moment, interpolated between progress lines. */
function pagesAt(run: ExtractRun, atMs: number): number | null {
  const after = run.pagesDone.findIndex((point) => point.atMs >= atMs);
  const next = run.pagesDone[after];
  const previous = run.pagesDone[after - 1];
  if (!next || !previous) return null;
  const share = (atMs - previous.atMs) / Math.max(1, next.atMs - previous.atMs);
  return previous.pages + share * (next.pages - previous.pages);
}
