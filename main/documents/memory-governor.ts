import type { Log } from '../diagnostics/log.ts';
import type { MemoryProbe } from '../host.ts';
import { toMegabytes } from './megabytes.ts';
import {
  type MemoryBudget,
  type MemorySample,
  type ProcessSample,
  totalBytes,
  type WatchdogAction,
  watchMemory,
} from './memory-watchdog.ts';
import type { Timers } from './timers.ts';

export type PoolMemory = {
  readonly budgetBytes: number;
  readonly totalBytes: number;
  /** Since the pool was made. */
  readonly peakBytes: number;
  readonly processes: readonly {
    readonly name: string;
    readonly pid: number;
    readonly bytes: number;
    readonly pagesRead: number;
  }[];
};

/** An OCR process as far as its memory goes. */
export type GovernedProcess = Omit<ProcessSample, 'idleMs'> & {
  readonly pid: number;
  readonly pagesRead: number;
  readonly idleSince: number;
  /** Due to be ended after its page. */
  readonly replaceAfterPage: boolean;
  /** As the process itself said last. */
  readonly reportedBytes: number;
};

export type GovernorParts = {
  readonly budget: MemoryBudget;
  readonly probeMemory: MemoryProbe;
  readonly mainBytes: () => number;
  readonly mainPid: number;
  /** Takes about 50 ms of main's thread. */
  readonly collectGarbage: () => void;
  readonly now: () => number;
  readonly timers: Timers;
  readonly log: Log;
  /** Those that are ending included: their memory is not free yet. */
  readonly processes: () => readonly GovernedProcess[];
  readonly measured: (id: number, bytes: number) => void;
  readonly execute: (action: WatchdogAction) => void;
  /** Called after each sample, when what it called for was done. */
  readonly onSampled: () => void;
};

export type MemoryGovernor = {
  /** Processes that may work at the same time, as memory stands. */
  readonly admitted: () => number;
  readonly setBudget: (budget: MemoryBudget) => void;
  readonly memory: () => PoolMemory;
  readonly onMemory: (listener: (memory: PoolMemory) => void) => () => void;
  /** Samples about twice a second from now on, as long as there are processes. */
  readonly watch: () => void;
  readonly stop: () => void;
};

const SAMPLE_MS = 500;
/** Between two collections, so that they take a hundredth of main's time at most. */
const COLLECT_EVERY_MS = 5_000;

/** Measures main and its OCR processes, asks the watchdog what to do about it, has it done and logs why. */
export function createMemoryGovernor(parts: GovernorParts): MemoryGovernor {
  const { log, now, timers } = parts;
  const listeners = new Set<(memory: PoolMemory) => void>();
  let budget = parts.budget;
  let admitted = budget.maxProcesses;
  let mainBytes = parts.mainBytes();
  let peakBytes = mainBytes;
  let sampling = false;
  let collectedAt = Number.NEGATIVE_INFINITY;
  let stopped = false;

  const watch = () => {
    if (sampling || stopped) return;
    sampling = true;
    timers.after(SAMPLE_MS, () => {
      void sample().finally(() => {
        sampling = false;
        if (parts.processes().length > 0) watch();
      });
    });
  };

  /** With no file descriptors left the system refuses to tell: the last figure stands until it does again. */
  const measureMain = (): number => {
    try {
      return parts.mainBytes();
    } catch (cause) {
      log.error('memory: main not measured', cause);
      return mainBytes;
    }
  };

  const sample = async () => {
    const probed = await parts.probeMemory().catch(() => new Map<number, number>());
    if (stopped) return;
    mainBytes = probed.get(parts.mainPid) ?? measureMain();
    for (const { id, pid, reportedBytes } of parts.processes()) parts.measured(id, probed.get(pid) ?? reportedBytes);
    const figures = memorySample();
    peakBytes = Math.max(peakBytes, totalBytes(figures));
    const decision = watchMemory(figures, budget);
    if (decision.admit !== admitted) {
      log.info('memory: processes admitted', { from: admitted, to: decision.admit, ...describe(figures) });
      admitted = decision.admit;
    }
    if (decision.collect && now() - collectedAt >= COLLECT_EVERY_MS) {
      collectedAt = now();
      parts.collectGarbage();
    }
    for (const action of decision.actions) execute(action, figures);
    for (const listener of listeners) listener(memory());
    parts.onSampled();
  };

  const execute = (action: WatchdogAction, figures: MemorySample) => {
    const process = parts.processes().find(({ id }) => id === action.id);
    if (!process || process.doing === 'ending') return;
    if (action.kind === 'replace-after-page' && process.replaceAfterPage) return;
    const { id, pid, bytes, pagesRead } = process;
    const say = action.kind === 'kill' ? log.warn : log.info;
    const facts = { id, pid, why: action.why, ...describe(figures) };
    say(`memory: ${action.kind}`, { ...facts, megabytes: toMegabytes(bytes), pagesRead });
    parts.execute(action);
  };

  const memorySample = (): MemorySample => ({
    mainBytes,
    processes: parts.processes().map(
      ({ id, doing, bytes, pagesRecognised, idleSince }): ProcessSample => ({
        id,
        doing,
        bytes,
        pagesRecognised,
        idleMs: doing === 'reading' ? 0 : now() - idleSince,
      }),
    ),
  });

  const describe = (figures: MemorySample) => ({
    totalMegabytes: toMegabytes(totalBytes(figures)),
    budgetMegabytes: toMegabytes(budget.totalBytes),
    processes: figures.processes.length,
  });

  const memory = (): PoolMemory => ({
    budgetBytes: budget.totalBytes,
    totalBytes: totalBytes(memorySample()),
    peakBytes,
    processes: [
      { name: 'main', pid: parts.mainPid, bytes: mainBytes, pagesRead: 0 },
      ...parts.processes().map(({ id, pid, bytes, pagesRead }) => ({ name: `ocr ${id}`, pid, bytes, pagesRead })),
    ],
  });

  return {
    admitted: () => admitted,
    setBudget: (next) => {
      budget = next;
      admitted = watchMemory(memorySample(), budget).admit;
    },
    memory,
    onMemory: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch,
    stop: () => {
      stopped = true;
    },
  };
}
