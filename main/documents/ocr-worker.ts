import type { PageReading } from '../extraction/page-reading.ts';
import type { OcrProcess } from '../host.ts';
import { afterAwake } from './after-awake.ts';
import type { LossReason } from './after-loss.ts';
import { isOcrReply, type OcrAnswer, type OcrJob, type OcrReply, type OcrRequest } from './ocr-protocol.ts';
import type { Timers } from './timers.ts';

export type JobOutcome =
  | { readonly kind: 'answered'; readonly answer: OcrAnswer }
  /** The process ended, or was ended, while it had the job. */
  | { readonly kind: 'lost'; readonly reason: LossReason }
  | { readonly kind: 'cancelled' };

/** In time that main was awake for. */
export type WorkerLimits = {
  /** From the start of a process until its first word. */
  readonly startMs: number;
  /** Without a word while a job is running. */
  readonly silenceMs: number;
  /** For one job, however lively. */
  readonly jobMs: number;
};

/**
 * A dense page takes 2 s on an idle office machine, and was seen to take 60 s on one that had ten other things to do. So
 * limits are wide, and wider for a page that met them once: slow is not the same as stuck.
 */
export const workerLimits: WorkerLimits = { startMs: 60_000, silenceMs: 90_000, jobMs: 240_000 };

export type WorkOptions = {
  /** Time limits are multiplied by it. */
  readonly patience: number;
  /** Told of a page after the first of several passes. */
  readonly onFirstPass: (reading: PageReading) => void;
};

/** One OCR process and what it is doing. */
export type OcrWorker = {
  readonly pid: number;
  /** As last reported by the process itself. */
  readonly reportedBytes: () => number;
  /** One job at a time. Always settles, also when the process dies, hangs or is ended. */
  readonly run: (job: OcrJob, options: WorkOptions) => Promise<JobOutcome>;
  /** Ends the process now; a running job settles at once. */
  readonly end: (why: LossReason | 'cancelled') => void;
};

type WorkerParts = {
  readonly process: OcrProcess;
  readonly modelPath: string;
  readonly limits: WorkerLimits;
  readonly timers: Timers;
  readonly onExit: () => void;
};

type Running = {
  readonly jobId: number;
  readonly job: OcrJob;
  readonly onFirstPass: (reading: PageReading) => void;
  readonly settle: (outcome: JobOutcome) => void;
};

/** Speaks with one process, owns its timeouts and settles every promise. */
export function createOcrWorker({ process, modelPath, limits, timers, onExit }: WorkerParts): OcrWorker {
  let running: Running | null = null;
  let lastJobId = 0;
  let bytes = 0;
  let dead = false;
  let callOffSilence = () => {};
  let callOffJobLimit = () => {};
  let heard = false;
  let silenceMs = limits.silenceMs;

  const send = (request: OcrRequest) => process.send(request);
  const settle = (outcome: JobOutcome) => {
    callOffSilence();
    callOffJobLimit();
    const settled = running;
    running = null;
    settled?.settle(outcome);
  };
  const end = (why: LossReason | 'cancelled') => {
    if (dead) return;
    dead = true;
    process.kill();
    settle(why === 'cancelled' ? { kind: 'cancelled' } : { kind: 'lost', reason: why });
  };
  const watchSilence = () => {
    callOffSilence();
    callOffSilence = heard
      ? afterAwake(timers, silenceMs, () => end('silence'))
      : afterAwake(timers, limits.startMs, () => end('no-start'));
  };
  const sendJob = () => {
    if (running) send({ type: 'job', jobId: running.jobId, job: running.job });
  };
  const receive = (reply: OcrReply) => {
    // Only a process that has spoken gets a job: one that ends without a word ended for reasons of its own.
    if (!heard) {
      heard = true;
      sendJob();
    }
    bytes = reply.rssBytes;
    if (running) watchSilence();
    if (reply.type === 'ready' || reply.jobId !== running?.jobId) return;
    if (reply.type === 'first-pass') running.onFirstPass(reply.reading);
    if (reply.type === 'answer') settle({ kind: 'answered', answer: reply.answer });
  };

  process.onMessage((message) => {
    if (isOcrReply(message)) receive(message);
  });
  process.onExit(() => {
    dead = true;
    settle({ kind: 'lost', reason: heard ? 'exit' : 'no-start' });
    onExit();
  });
  send({ type: 'start', modelPath });

  return {
    // A utility process has none until it has been spawned.
    get pid() {
      return process.pid;
    },
    reportedBytes: () => bytes,
    run: (job, { patience, onFirstPass }) =>
      new Promise((resolve) => {
        if (dead) return resolve({ kind: 'lost', reason: 'no-start' });
        lastJobId += 1;
        running = { jobId: lastJobId, job, onFirstPass, settle: resolve };
        silenceMs = limits.silenceMs * patience;
        watchSilence();
        callOffJobLimit = afterAwake(timers, limits.jobMs * patience, () => end('time-limit'));
        if (heard) sendJob();
      }),
    end,
  };
}
