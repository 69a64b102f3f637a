import type { PageReading } from '../extraction/page-reading.ts';
import type { OcrProcess } from '../host.ts';
import { createJobQueue, type Priority, type Task } from './job-queue.ts';
import { toMegabytes } from './megabytes.ts';
import { createMemoryGovernor, type GovernedProcess, type GovernorParts, type PoolMemory } from './memory-governor.ts';
import type { MemoryBudget, WatchdogAction } from './memory-watchdog.ts';
import type { OcrAnswer, OcrJob } from './ocr-protocol.ts';
import { createOcrWorker, type JobOutcome, type OcrWorker, type WorkerLimits } from './ocr-worker.ts';

export type RunOptions = {
  readonly priority: Priority;
  readonly owner: string;
  readonly alone?: boolean;
  /** Time limits are multiplied by it; 1 when not given. */
  readonly patience?: number;
  /** Told of a page after the first of several passes. */
  readonly onFirstPass?: (reading: PageReading) => void;
};

export type OcrPool = {
  /** Settles always: with the answer, or with what became of the process, or cancelled. */
  readonly run: (job: OcrJob, options: RunOptions) => Promise<JobOutcome>;
  /** A document will probably come soon: has a process ready for it, unless there is one. */
  readonly warmUp: () => void;
  /** Takes an owner's tasks out of the queue and ends the processes that work on one. Others are not disturbed. */
  readonly cancel: (owner: string) => void;
  /** Processes that may work at the same time, as memory stands. */
  readonly capacity: () => number;
  readonly setBudget: (budget: MemoryBudget) => void;
  readonly memory: () => PoolMemory;
  /** Called with fresh figures about twice a second while processes run; returns how to stop. */
  readonly onMemory: (listener: (memory: PoolMemory) => void) => () => void;
  /** Called when there may be room for more work; returns how to stop. */
  readonly onRoom: (listener: () => void) => () => void;
  /** Cancels everything and ends every process. */
  readonly stop: () => Promise<void>;
};

export type PoolParts = Omit<GovernorParts, 'processes' | 'measured' | 'execute' | 'onSampled'> & {
  readonly startProcess: () => OcrProcess;
  /** Absolute path of the language model. */
  readonly modelPath: string;
  readonly limits: WorkerLimits;
};

/**
 * A page waits this long before a further process is started for it. Pages with a text of their own take 10 ms each: by
 * then one process has read some twenty of them, and a second one would be slower to start than to finish.
 */
const FURTHER_PROCESS_AFTER_MS = 500;

type Slot = {
  readonly id: number;
  readonly worker: OcrWorker;
  task: Task | null;
  pagesRead: number;
  pagesRecognised: number;
  idleSince: number;
  /** As sampled last. */
  bytes: number;
  replaceAfterPage: boolean;
  ending: boolean;
};

/** OCR processes, started as they are needed, measured, replaced and ended. One job at a time each. */
export function createOcrPool(parts: PoolParts): OcrPool {
  const { log, now, timers } = parts;
  const queue = createJobQueue();
  const slots = new Map<number, Slot>();
  const roomListeners = new Set<() => void>();
  let lastId = 0;
  let reminded = false;
  let stopped = false;
  let whenEmpty: (() => void) | null = null;

  const governor = createMemoryGovernor({
    ...parts,
    processes: () => [...slots.values()].map(governed),
    measured: (id, bytes) => {
      const slot = slots.get(id);
      if (slot) slot.bytes = bytes;
    },
    execute: (action) => execute(action),
    onSampled: () => dispatchAndTell(),
  });

  const alive = () => [...slots.values()].filter((slot) => !slot.ending);

  const startProcess = (): OcrProcess => {
    try {
      return parts.startProcess();
    } catch (cause) {
      log.error('ocr: process not started', cause);
      return stillborn;
    }
  };

  const startSlot = (): Slot => {
    lastId += 1;
    const id = lastId;
    const worker = createOcrWorker({
      process: startProcess(),
      modelPath: parts.modelPath,
      limits: parts.limits,
      timers,
      onExit: () => {
        slots.delete(id);
        log.info('ocr: process ended', { id, pid: worker.pid });
        if (slots.size === 0) whenEmpty?.();
        dispatchAndTell();
      },
    });
    const slot: Slot = {
      id,
      worker,
      task: null,
      pagesRead: 0,
      pagesRecognised: 0,
      idleSince: now(),
      bytes: 0,
      replaceAfterPage: false,
      ending: false,
    };
    slots.set(id, slot);
    log.info('ocr: process started', { id, pid: worker.pid, processes: slots.size });
    governor.watch();
    return slot;
  };

  const endSlot = (slot: Slot, why: 'memory' | 'cancelled') => {
    slot.ending = true;
    slot.worker.end(why);
  };

  /** A process for the task, or null when it has to wait. */
  const roomFor = (task: Task): Slot | null => {
    const busy = alive().filter((slot) => slot.task !== null);
    if (busy.length > 0 && (task.alone || busy.some((slot) => slot.task?.alone))) return null;
    const idle = alive().find((slot) => slot.task === null);
    if (idle && busy.length < governor.admitted()) return idle;
    // Counted with those that are ending: their memory is not free yet.
    if (slots.size >= governor.admitted()) return null;
    const hasWaited = now() - task.addedAt >= FURTHER_PROCESS_AFTER_MS;
    const isWarmingUp = busy.some((slot) => slot.task?.job.type === 'warm-up');
    const isUrgent = task.priority === 'at-once' && !isWarmingUp;
    if (busy.length === 0 || isUrgent || hasWaited) return startSlot();
    remind();
    return null;
  };

  const remind = () => {
    if (reminded) return;
    reminded = true;
    timers.after(FURTHER_PROCESS_AFTER_MS, () => {
      reminded = false;
      dispatch();
    });
  };

  const dispatch = () => {
    for (let task = queue.peek(); task && !stopped; task = queue.peek()) {
      const slot = roomFor(task);
      if (!slot) return;
      queue.remove(task);
      void work(slot, task);
    }
  };

  /** For what happens by itself; a caller that gets its outcome knows without being told. */
  const dispatchAndTell = () => {
    dispatch();
    if (!stopped) for (const listener of roomListeners) listener();
  };

  const work = async (slot: Slot, task: Task) => {
    slot.task = task;
    const outcome = await slot.worker.run(task.job, task);
    slot.task = null;
    slot.idleSince = now();
    if (outcome.kind === 'answered') {
      count(slot, outcome.answer);
      slot.bytes = slot.worker.reportedBytes();
      if (slot.replaceAfterPage) endSlot(slot, 'cancelled');
    } else {
      slot.ending = true;
      log.warn('ocr: job not answered', {
        id: slot.id,
        pid: slot.worker.pid,
        job: task.job.type,
        outcome: outcome.kind === 'lost' ? outcome.reason : outcome.kind,
        megabytes: toMegabytes(slot.bytes),
      });
    }
    task.settle(outcome);
    dispatch();
  };

  const execute = ({ id, kind }: WatchdogAction) => {
    const slot = slots.get(id);
    if (!slot) return;
    if (kind === 'replace-after-page' && slot.task) slot.replaceAfterPage = true;
    else endSlot(slot, slot.task ? 'memory' : 'cancelled');
  };

  const run: OcrPool['run'] = (job, { priority, owner, alone = false, patience = 1, onFirstPass = () => {} }) =>
    new Promise((settle) => {
      if (stopped) return settle({ kind: 'cancelled' });
      queue.add({ job, priority, addedAt: now(), owner, alone, patience, onFirstPass, settle });
      dispatch();
    });

  return {
    run,
    warmUp: () => {
      if (slots.size === 0) void run({ type: 'warm-up' }, { priority: 'in-turn', owner: 'warm-up' });
    },
    cancel: (owner) => {
      for (const task of queue.removeOwned(owner)) task.settle({ kind: 'cancelled' });
      for (const slot of alive()) if (slot.task?.owner === owner) endSlot(slot, 'cancelled');
    },
    capacity: governor.admitted,
    setBudget: (next) => {
      governor.setBudget(next);
      for (const slot of alive().slice(next.maxProcesses)) {
        if (slot.task) slot.replaceAfterPage = true;
        else endSlot(slot, 'cancelled');
      }
      dispatchAndTell();
    },
    memory: governor.memory,
    onMemory: governor.onMemory,
    onRoom: (listener) => {
      roomListeners.add(listener);
      return () => roomListeners.delete(listener);
    },
    stop: async () => {
      stopped = true;
      governor.stop();
      for (let task = queue.peek(); task; task = queue.peek()) {
        queue.remove(task);
        task.settle({ kind: 'cancelled' });
      }
      for (const slot of alive()) endSlot(slot, 'cancelled');
      if (slots.size > 0) await new Promise<void>((resolve) => (whenEmpty = resolve));
    },
  };
}

/** What the system refused to start: it ends without a word. */
const stillborn: OcrProcess = {
  pid: 0,
  send: () => {},
  onMessage: () => {},
  onExit: (listener) => queueMicrotask(() => listener({ code: null, signal: null })),
  kill: () => {},
};

function count(slot: Slot, answer: OcrAnswer): void {
  if (answer.type !== 'page-read') return;
  slot.pagesRead += 1;
  if (answer.result.ok && answer.result.value.source !== 'text-layer') slot.pagesRecognised += 1;
}

function governed(slot: Slot): GovernedProcess {
  const { id, worker, task, pagesRead, pagesRecognised, idleSince, bytes, replaceAfterPage, ending } = slot;
  return {
    id,
    pid: worker.pid,
    doing: ending ? 'ending' : task ? 'reading' : 'idle',
    bytes,
    reportedBytes: worker.reportedBytes(),
    pagesRead,
    pagesRecognised,
    idleSince,
    replaceAfterPage,
  };
}
