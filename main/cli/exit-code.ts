/** What the command line answers to the shell. */
export const exitCode = {
  done: 0,
  /** The program itself could not do its work, e.g. another instance holds the data folder. */
  failed: 1,
  wrongUsage: 2,
  /** Some files could not be read; the others were. */
  someFailed: 3,
} as const;
