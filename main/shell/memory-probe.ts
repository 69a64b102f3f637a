import type { MemoryProbe } from '../host.ts';
import type { ElectronParts } from './electron-parts.ts';

/** Resident memory of every process of the app, in bytes, as Chromium measures it (it counts in KiB). */
export function createMemoryProbe(app: Pick<ElectronParts['app'], 'getAppMetrics'>): MemoryProbe {
  return async () => new Map(app.getAppMetrics().map(({ pid, memory }) => [pid, memory.workingSetSize * 1024]));
}
