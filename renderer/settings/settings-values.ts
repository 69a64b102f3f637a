import type { Settings } from '../../main/ipc/contract/settings.ts';

/** The settings as their inputs hold them: an emptied number input holds an empty text. */
export type SettingsValues = {
  readonly destinationFolder: string;
  readonly memoryBudgetMb: number | string;
  readonly recognisers: string;
  readonly pageTimeBudgetSeconds: number | string;
};

export function toFormValues(settings: Settings): SettingsValues {
  return {
    destinationFolder: settings.destinationFolder,
    memoryBudgetMb: settings.memoryBudgetMb,
    recognisers: String(settings.recognisers),
    pageTimeBudgetSeconds: settings.pageTimeBudgetMs / 1000,
  };
}

/** Main judges the values; here only what could not even be sent is an error. */
export function fromFormValues(values: SettingsValues): {
  readonly settings: Settings;
  readonly errors: Partial<Record<keyof SettingsValues, string>>;
} {
  const memoryBudgetMb = Number(values.memoryBudgetMb);
  const seconds = Number(values.pageTimeBudgetSeconds);
  const errors: Partial<Record<keyof SettingsValues, string>> = {};
  if (values.destinationFolder.trim() === '') errors.destinationFolder = 'Enter the folder to deliver to.';
  if (!Number.isInteger(memoryBudgetMb) || memoryBudgetMb < 256 || memoryBudgetMb > 8192) {
    errors.memoryBudgetMb = 'Enter a whole number from 256 to 8,192.';
  }
  if (!(seconds >= 2 && seconds <= 120)) errors.pageTimeBudgetSeconds = 'Enter 2 to 120 seconds.';
  return {
    settings: {
      destinationFolder: values.destinationFolder.trim(),
      memoryBudgetMb,
      recognisers: Number(values.recognisers),
      pageTimeBudgetMs: Math.round(seconds * 1000),
    },
    errors,
  };
}
