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

/** Samples a process tree's resident memory from /proc. Linux only: the bench says "not measured" elsewhere. */
export function sampleProcessTree(rootPid: number, intervalMs = 100): TreeSampler {
  const samples: MemorySample[] = [];
  let stopped = false;
  const tick = async () => {
    if (stopped) return;
    const residentBytes = await treeResidentBytes(rootPid);
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

async function treeResidentBytes(rootPid: number): Promise<number> {
  const parents = new Map<number, number>();
  const resident = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
      resident.set(pid, Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      // The process ended between the listing and the reading.
    }
  }
  let total = 0;
  for (const [pid, bytes] of resident) if (isWithin(pid, rootPid, parents)) total += bytes;
  return total;
}

function isWithin(pid: number, rootPid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
    if (at === rootPid) return true;
  }
  return false;
}
