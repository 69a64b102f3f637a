import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // An awkward zone with a half-hour offset: dates that depend on the machine's zone show up here.
    env: { TZ: 'America/St_Johns' },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});
