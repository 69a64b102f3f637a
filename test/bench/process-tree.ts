import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

export type MemorySample = {
  readonly atMs: number;
  /** Resident set of the process and all its descendants, added up: shared pages count once per process. */
  readonly residentBytes: number;
};

export type TreeSampler = {
  readonly samples: readonly MemorySample[];
  readonly stop: () => void;
};

/** A new process is seen this many samples late: looking through all processes takes more time than measuring ours. */
const SAMPLES_PER_LISTING = 10;
const PAGE_BYTES = 4096;

/** Samples a process tree's resident memory from /proc. Linux only: the bench says "not measured" elsewhere. */
export function sampleProcessTree(rootPid: number, intervalMs = 100): TreeSampler {
  const samples: MemorySample[] = [];
  let pids: readonly number[] = [];
  let ticks = 0;
  let stopped = false;
  const tick = async () => {
    if (stopped) return;
    if (ticks % SAMPLES_PER_LISTING === 0) pids = await listTree(rootPid);
    ticks += 1;
    const residentBytes = pids.reduce((sum, pid) => sum + residentBytesOf(pid), 0);
    if (residentBytes > 0) samples.push({ atMs: performance.now(), residentBytes });
    setTimeout(() => void tick(), intervalMs);
  };
  void tick();
  return {
    samples,
    stop: () => {
      stopped = true;
    },
  };
}

/** 0 for a process that has ended. */
function residentBytesOf(pid: number): number {
  const [, residentPages] = readOrNull(`/proc/${pid}/statm`)?.split(' ') ?? [];
  return Number(residentPages ?? 0) * PAGE_BYTES;
}

async function listTree(rootPid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    const status = Number.isInteger(pid) ? readOrNull(`/proc/${pid}/status`) : null;
    if (status !== null) parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  return [...parents.keys()].filter((pid) => isWithin(pid, rootPid, parents));
}

/** Null when the process ended between the listing and the reading. */
function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function isWithin(pid: number, rootPid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
    if (at === rootPid) return true;
  }
  return false;
}
