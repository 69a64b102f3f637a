import { isOcrRequest, type OcrAnswer, type OcrJob, type OcrReply } from '../../main/documents/ocr-protocol.ts';
import type { PageReading } from '../../main/extraction/page-reading.ts';
import type { OcrProcess } from '../../main/host.ts';
import { ok } from '../../main/result.ts';

/** What a process does with a job: answers it, says nothing until told to, or dies. */
export type Deed = 'answer' | 'hang' | 'die';

export type Script = (job: OcrJob) => Deed;

export type ScriptedProcess = OcrProcess & {
  /** What it was asked so far. */
  readonly jobs: readonly OcrJob[];
  readonly killed: () => boolean;
  /** Sends a sign of life with this much memory. */
  readonly report: (megabytes: number) => void;
  /** Ends it as `kill -9` from outside would. */
  readonly die: () => void;
  /** Answers the job it holds, however late. */
  readonly answerNow: () => void;
  /** Gives away this much of the page it holds, and goes on with it. */
  readonly show: (reading: PageReading) => void;
};

/** Stands in for an OCR process where its death, silence or size is the point; speaks the real protocol. */
export function scriptedProcesses(script: Script, { megabytes = 100, pageCount = 3 } = {}) {
  const started: ScriptedProcess[] = [];
  const start = (): ScriptedProcess => {
    const process = scriptedProcess(started.length + 1000, script, megabytes, pageCount);
    started.push(process);
    return process;
  };
  return { start, started };
}

function scriptedProcess(pid: number, script: Script, megabytes: number, pageCount: number): ScriptedProcess {
  const messages: ((message: unknown) => void)[] = [];
  const exits: ((exit: { code: number | null; signal: string | null }) => void)[] = [];
  const jobs: OcrJob[] = [];
  let lastJobId = 0;
  let dead = false;
  let killed = false;
  let bytes = megabytes * 1_000_000;

  const say = (reply: OcrReply) =>
    queueMicrotask(() => {
      if (dead) return;
      for (const listener of messages) listener(reply);
    });
  const die = () => {
    if (dead) return;
    dead = true;
    queueMicrotask(() => {
      for (const listener of exits) listener({ code: null, signal: 'SIGKILL' });
    });
  };
  const answerNow = () => {
    const job = jobs.at(-1);
    if (job) say({ type: 'answer', jobId: lastJobId, answer: answerTo(job, pageCount), rssBytes: bytes });
  };
  const work = (job: OcrJob) => {
    const deed = script(job);
    if (deed === 'answer') answerNow();
    else if (deed === 'die') die();
  };

  return {
    pid,
    send: (message) => {
      if (dead || !isOcrRequest(message)) return;
      if (message.type === 'start') say({ type: 'ready', rssBytes: bytes });
      if (message.type !== 'job') return;
      lastJobId = message.jobId;
      jobs.push(message.job);
      work(message.job);
    },
    onMessage: (listener) => messages.push(listener),
    onExit: (listener) => exits.push(listener),
    kill: () => {
      killed = true;
      die();
    },
    jobs,
    killed: () => killed,
    report: (now) => {
      bytes = now * 1_000_000;
      say({ type: 'heartbeat', jobId: lastJobId, rssBytes: bytes });
    },
    die,
    answerNow,
    show: (reading) => say({ type: 'first-pass', jobId: lastJobId, reading, rssBytes: bytes }),
  };
}

function answerTo(job: OcrJob, pageCount: number): OcrAnswer {
  switch (job.type) {
    case 'warm-up':
      return { type: 'warmed-up' };
    case 'inspect':
      return { type: 'inspected', result: ok({ pageCount }) };
    case 'read-page':
      return {
        type: 'page-read',
        result: ok({
          pageIndex: job.pageIndex,
          source: 'ocr',
          width: 612,
          height: 792,
          words: [],
          dpi: job.maxDpi ?? 200,
          rotation: 0,
          confidence: 0.9,
          elapsedMs: 1000,
        }),
      };
    case 'draw-page':
      return { type: 'page-drawn', result: ok({ pageWidth: 612, pageHeight: 792 }) };
    default:
      return job satisfies never;
  }
}
