export function countResults(
  report: object | null,
  exitCode: number,
): { readonly passed: number; readonly failed: number; readonly skipped: number; readonly notes: readonly string[] };
