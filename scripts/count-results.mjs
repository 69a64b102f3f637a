/**
 * What a Vitest run came to. A run that failed counts at least one failure, also when no single test did (a file that
 * doesn't load, an error outside any test, no report at all). Pure.
 * @param {object | null} report Vitest's JSON report, or null
 * @param {number} exitCode
 */
export function countResults(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0, notes: ['The test run did not finish.'] };
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: exitCode === 0 ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
    notes: skipNotes(report),
  };
}

/** Groups that can't run here say why in their name, e.g. "... (skipped: no Chromium found; set CHROMIUM_PATH)". */
function skipNotes(report) {
  const reasons = new Map();
  for (const test of report.testResults.flatMap((file) => file.assertionResults)) {
    const reason = /\((skipped: [^)]*)\)/.exec(test.fullName)?.[1];
    if (reason !== undefined && (test.status === 'skipped' || test.status === 'pending')) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  return [...reasons].map(([reason, count]) => `${count} ${count === 1 ? 'test' : 'tests'} ${reason}`);
}
