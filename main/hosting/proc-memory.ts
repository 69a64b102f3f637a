import { readFile } from 'node:fs/promises';
import type { MemoryProbe, OcrProcess } from '../host.ts';

/**
 * Starts processes as before, and tells what they hold while they run, blocked or not. Linux tells it under /proc; elsewhere
 * nothing is known, and what each process last said of itself stands.
 */
export function withProcMemory(startUnmeasured: () => OcrProcess): {
  readonly start: () => OcrProcess;
  readonly probeMemory: MemoryProbe;
} {
  const running = new Set<number>();
  return {
    start: () => {
      const process = startUnmeasured();
      const { pid } = process;
      running.add(pid);
      process.onExit(() => running.delete(pid));
      return process;
    },
    probeMemory: async () => {
      const known = new Map<number, number>();
      for (const pid of running) {
        const bytes = await residentBytes(pid);
        if (bytes !== null) known.set(pid, bytes);
      }
      return known;
    },
  };
}

async function residentBytes(pid: number): Promise<number | null> {
  try {
    const [, kibibytes] = /^VmRSS:\s*(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    // Another system, or the process has just ended.
    return null;
  }
}
