import type { PageReading } from '../extraction/page-reading.ts';
import type { OcrJob } from './ocr-protocol.ts';
import type { JobOutcome } from './ocr-worker.ts';

/** Looking into a file and drawing for the eye go at once: they take milliseconds, and somebody waits for them. */
export type Priority = 'at-once' | 'in-turn';

export type Task = {
  readonly job: OcrJob;
  readonly priority: Priority;
  /** When it came, by the pool's clock. */
  readonly addedAt: number;
  /** Tasks of one owner are cancelled together. */
  readonly owner: string;
  /** Nothing else is read meanwhile: for a page that went over the memory limit beside others. */
  readonly alone: boolean;
  /** Time limits are multiplied by it. */
  readonly patience: number;
  /** Told of a page after the first of several passes. */
  readonly onFirstPass: (reading: PageReading) => void;
  readonly settle: (outcome: JobOutcome) => void;
};

export type JobQueue = {
  readonly add: (task: Task) => void;
  /** The task to run next, left in the queue; null when there is none. */
  readonly peek: () => Task | null;
  readonly remove: (task: Task) => void;
  readonly removeOwned: (owner: string) => readonly Task[];
  readonly size: () => number;
};

/** Waiting tasks, by priority and then in the order they came. Callers keep it short: SQLite is the real queue. */
export function createJobQueue(): JobQueue {
  const waiting: Record<Priority, Task[]> = { 'at-once': [], 'in-turn': [] };
  const all = () => [...waiting['at-once'], ...waiting['in-turn']];
  const remove = (task: Task) => {
    waiting[task.priority] = waiting[task.priority].filter((each) => each !== task);
  };
  return {
    add: (task) => waiting[task.priority].push(task),
    peek: () => waiting['at-once'][0] ?? waiting['in-turn'][0] ?? null,
    remove,
    removeOwned: (owner) => {
      const owned = all().filter((task) => task.owner === owner);
      for (const task of owned) remove(task);
      return owned;
    },
    size: () => all().length,
  };
}
