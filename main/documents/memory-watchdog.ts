/** The memory policy: figures in, actions out. Nothing here measures or ends anything. */

export type ProcessSample = {
  readonly id: number;
  readonly doing: 'idle' | 'reading' | 'ending';
  readonly bytes: number;
  /** Pages of text of their own leave nothing behind and don't count. */
  readonly pagesRecognised: number;
  /** Time since its last page; 0 while reading. */
  readonly idleMs: number;
};

export type MemorySample = { readonly mainBytes: number; readonly processes: readonly ProcessSample[] };

export type MemoryBudget = {
  /** For main and OCR processes together. */
  readonly totalBytes: number;
  /** Processes that may run when there is memory for them. */
  readonly maxProcesses: number;
  /** Over this, a process is replaced after its page. */
  readonly softBytes: number;
  /** Over this, a process is ended now. */
  readonly hardBytes: number;
  readonly pagesPerProcess: number;
  readonly idleLimitMs: number;
};

export type WatchdogAction = {
  readonly kind: 'end-idle' | 'replace-after-page' | 'kill';
  readonly id: number;
  readonly why: 'page-limit' | 'unused' | 'soft-limit' | 'hard-limit' | 'pressure';
};

export type WatchdogDecision = {
  /** Processes that may be running from now on; at least 1, so that work always goes on. */
  readonly admit: number;
  readonly actions: readonly WatchdogAction[];
  /** Whether main has grown beyond its part and should collect its garbage. */
  readonly collect: boolean;
};

/** The limits below were measured out in these; what is told in MB is in millions of bytes. */
const MEBIBYTE = 1024 * 1024;
/** Main with its database, router and sockets takes 85 MB at rest and 108 MB while it reads; Google's clients take 25 MB. */
const MAIN_BYTES = 115 * MEBIBYTE;
/** A process with its recogniser: 140-150 MB after its first page, 170-177 MB and no more once it needed the large model. */
const PROCESS_BYTES = 160 * MEBIBYTE;
/** What a process takes with its first pages. */
const NEW_PROCESS_BYTES = 145 * MEBIBYTE;
/** Even under a small budget a process must be able to hold one page. */
const LEAST_SOFT_BYTES = 160 * MEBIBYTE;
const LEAST_HARD_BYTES = 260 * MEBIBYTE;

/** Replaced at this share of its part, a process has room for one more page of the kind that made it grow. */
const SOFT_SHARE = 0.93;

/** Shares of the budget at which the watchdog acts, in this order. */
const STOP_ADMITTING = 0.92;
const END_IDLE = 0.9;
const SHRINK = 0.93;
const KILL = 0.97;

export type BudgetSettings = {
  readonly budgetBytes: number;
  /** 0: as many as cores and the budget allow. */
  readonly recognisers: number;
  readonly cores: number;
};

/** Limits that follow from the settings. */
export function memoryBudget({ budgetBytes, recognisers, cores }: BudgetSettings): MemoryBudget {
  const forProcesses = budgetBytes - MAIN_BYTES;
  const affordable = Math.floor(forProcesses / PROCESS_BYTES);
  const maxProcesses = Math.max(1, Math.min(recognisers === 0 ? cores : recognisers, affordable));
  const share = forProcesses / maxProcesses;
  // One may borrow from the others for a page, but never more than there is for all of them.
  const hardBytes = Math.max(LEAST_HARD_BYTES, Math.min(share * 1.3, forProcesses));
  return {
    totalBytes: budgetBytes,
    maxProcesses,
    softBytes: Math.max(LEAST_SOFT_BYTES, Math.min(share * SOFT_SHARE, hardBytes * 0.8)),
    hardBytes,
    pagesPerProcess: 150,
    idleLimitMs: 120_000,
  };
}

/** What to do about the figures: stop admitting, end idle processes, shrink, replace after the page, kill. */
export function watchMemory(sample: MemorySample, budget: MemoryBudget): WatchdogDecision {
  const alive = sample.processes.filter((process) => process.doing !== 'ending');
  const total = totalBytes(sample);
  const share = total / budget.totalBytes;
  const actions = new Map<number, WatchdogAction>();
  // The first reason found is the one told; a kill overrides it.
  const act = (action: WatchdogAction) => {
    if (action.kind === 'kill' || !actions.has(action.id)) actions.set(action.id, action);
  };
  for (const process of alive) for (const action of ownLimits(process, budget)) act(action);
  for (const action of underPressure(alive, share)) act(action);
  return {
    admit: admitted(alive, total, share, budget),
    actions: [...actions.values()],
    collect: sample.mainBytes > MAIN_BYTES,
  };
}

/** What a process is due by itself, whatever the others do. */
function ownLimits(process: ProcessSample, budget: MemoryBudget): WatchdogAction[] {
  const { id, doing, bytes, pagesRecognised, idleMs } = process;
  if (doing === 'reading' && bytes > budget.hardBytes) return [{ kind: 'kill', id, why: 'hard-limit' }];
  const kind = doing === 'idle' ? 'end-idle' : 'replace-after-page';
  if (pagesRecognised >= budget.pagesPerProcess) return [{ kind, id, why: 'page-limit' }];
  if (bytes > budget.softBytes) return [{ kind, id, why: 'soft-limit' }];
  return doing === 'idle' && idleMs > budget.idleLimitMs ? [{ kind: 'end-idle', id, why: 'unused' }] : [];
}

/** What all of them together call for. */
function underPressure(alive: readonly ProcessSample[], share: number): WatchdogAction[] {
  const idle = alive.filter((process) => process.doing === 'idle');
  const reading = alive.filter((process) => process.doing === 'reading').sort((a, b) => b.bytes - a.bytes);
  const actions: WatchdogAction[] = [];
  if (share >= END_IDLE)
    actions.push(...idle.map(({ id }): WatchdogAction => ({ kind: 'end-idle', id, why: 'pressure' })));
  const [largest] = reading;
  // Killing the only reader would gain nothing: its page would come back to the same budget. Its own limit watches it.
  if (!largest || reading.length < 2 || idle.length > 0) return actions;
  if (share >= KILL) actions.push({ kind: 'kill', id: largest.id, why: 'pressure' });
  else if (share >= SHRINK) actions.push({ kind: 'replace-after-page', id: largest.id, why: 'pressure' });
  return actions;
}

function admitted(alive: readonly ProcessSample[], total: number, share: number, budget: MemoryBudget): number {
  if (share >= SHRINK) return Math.max(1, Math.min(budget.maxProcesses, alive.length - 1));
  const more = Math.max(0, Math.floor((budget.totalBytes * STOP_ADMITTING - total) / NEW_PROCESS_BYTES));
  return Math.max(1, Math.min(budget.maxProcesses, alive.length + more));
}

export function totalBytes(sample: MemorySample): number {
  return sample.processes.reduce((sum, process) => sum + process.bytes, sample.mainBytes);
}
