import type { Settings } from '../../main/ipc/contract/settings.ts';

/** The settings of reading as their inputs hold them: an emptied number input holds an empty text. */
export type ReadingValues = {
  readonly memoryBudgetMb: number | string;
  readonly recognisers: string;
  readonly pageTimeBudgetSeconds: number | string;
};

export function toFormValues(settings: Settings): ReadingValues {
  return {
    memoryBudgetMb: settings.memoryBudgetMb,
    recognisers: String(settings.recognisers),
    pageTimeBudgetSeconds: settings.pageTimeBudgetMs / 1000,
  };
}

/** Main judges the values; here only what could not even be sent is an error. */
export function fromFormValues(values: ReadingValues): {
  readonly settings: Omit<Settings, 'destinationFolder'>;
  readonly errors: Partial<Record<keyof ReadingValues, string>>;
} {
  const memoryBudgetMb = Number(values.memoryBudgetMb);
  const seconds = Number(values.pageTimeBudgetSeconds);
  const errors: Partial<Record<keyof ReadingValues, string>> = {};
  if (!Number.isInteger(memoryBudgetMb) || memoryBudgetMb < 256 || memoryBudgetMb > 8192) {
    errors.memoryBudgetMb = 'Enter a whole number from 256 to 8,192.';
  }
  if (!(seconds >= 2 && seconds <= 120)) errors.pageTimeBudgetSeconds = 'Enter 2 to 120 seconds.';
  return {
    settings: {
      memoryBudgetMb,
      recognisers: Number(values.recognisers),
      pageTimeBudgetMs: Math.round(seconds * 1000),
    },
    errors,
  };
}
