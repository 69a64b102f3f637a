import path from 'node:path';
import { onTestFinished } from 'vitest';
import { silentLog } from '../../main/diagnostics/log.ts';
import { memoryBudget } from '../../main/documents/memory-watchdog.ts';
import { createOcrPool, type OcrPool, type PoolParts } from '../../main/documents/ocr-pool.ts';
import {
  type DocumentSource,
  isOcrRequest,
  type OcrAnswer,
  type OcrJob,
  ocrProcessEnv,
  ocrProcessFlags,
} from '../../main/documents/ocr-protocol.ts';
import { createOcrWorker, workerLimits } from '../../main/documents/ocr-worker.ts';
import { systemTimers } from '../../main/documents/timers.ts';
import type { PageReading } from '../../main/extraction/page-reading.ts';
import type { OcrProcess } from '../../main/host.ts';
import { createOcrForker } from '../../main/hosting/fork-ocr-process.ts';

export const root = path.resolve(import.meta.dirname, '../..');
export const modelPath = path.join(root, 'assets/models/eng-fast.traineddata.gz');

/** A real scan or odd file; their rights stand in test/fixtures/README.md. */
export function fixture(name: string): string {
  return path.join(root, 'test/fixtures', name);
}

/** Real OCR processes, from the sources as they are. */
export const forkOcrProcess = createOcrForker(
  {
    modulePath: path.join(root, 'main/documents/ocr-process.ts'),
    execArgv: ocrProcessFlags,
    env: { ...process.env, ...ocrProcessEnv },
  },
  silentLog,
);

/** Real processes that also write down the page jobs they are given. */
export function countingFork(pages: number[]): () => OcrProcess {
  return () => {
    const process = forkOcrProcess();
    return {
      ...process,
      send: (message) => {
        if (isOcrRequest(message) && message.type === 'job' && message.job.type === 'read-page') {
          pages.push(message.job.pageIndex);
        }
        process.send(message);
      },
    };
  };
}

/** A pool of real processes with room for two, stopped when the test ends. */
export function realPool(parts: Partial<PoolParts> = {}): OcrPool {
  const pool = createOcrPool({
    startProcess: forkOcrProcess,
    modelPath,
    budget: memoryBudget({ budgetBytes: 1024 * 1024 * 1024, recognisers: 2, cores: 2 }),
    limits: workerLimits,
    probeMemory: async () => new Map(),
    mainBytes: () => process.memoryUsage.rss(),
    mainPid: process.pid,
    collectGarbage: () => {},
    now: Date.now,
    timers: systemTimers,
    log: silentLog,
    ...parts,
  });
  onTestFinished(() => pool.stop());
  return pool;
}

/** One real process to ask directly, without pool or database; ended when the test ends. */
export function readingProcess() {
  const worker = createOcrWorker({
    process: forkOcrProcess(),
    modelPath,
    limits: workerLimits,
    timers: systemTimers,
    onExit: () => {},
  });
  onTestFinished(() => worker.end('cancelled'));
  const ask = async (job: OcrJob): Promise<OcrAnswer> => {
    const outcome = await worker.run(job, { patience: 1, onFirstPass: () => {} });
    if (outcome.kind !== 'answered') throw new Error(`The job was not answered: ${JSON.stringify(outcome)}`);
    return outcome.answer;
  };
  const read = async (source: DocumentSource, pageIndex = 0, timeBudgetMs = 12_000): Promise<PageReading> => {
    const answer = await ask({ type: 'read-page', source, pageIndex, maxDpi: null, timeBudgetMs });
    if (answer.type !== 'page-read' || !answer.result.ok) throw new Error(JSON.stringify(answer));
    return answer.result.value;
  };
  return { ask, read };
}
