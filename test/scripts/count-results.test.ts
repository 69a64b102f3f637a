import { describe, expect, it } from 'vitest';
import { countResults } from '../../scripts/count-results.mjs';

const test = (status: string, fullName = 'x') => ({ status, fullName });
const file = (status: string, ...assertionResults: readonly object[]) => ({ status, assertionResults });

function report(...testResults: readonly ReturnType<typeof file>[]) {
  const tests = testResults.flatMap((each) => each.assertionResults) as readonly { readonly status: string }[];
  const count = (status: string) => tests.filter((each) => each.status === status).length;
  return {
    testResults,
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('skipped'),
    numTodoTests: count('todo'),
  };
}

describe('the count of a test run', () => {
  it('adds up', () => {
    const answer = countResults(
      report(file('passed', test('passed'), test('skipped')), file('failed', test('failed'))),
      1,
    );
    expect(answer).toEqual({ passed: 1, failed: 1, skipped: 1, notes: [] });
  });

  it('has a failure for a file that does not load', () => {
    expect(countResults(report(file('passed', test('passed')), file('failed')), 1)).toMatchObject({ failed: 1 });
  });

  it('has a failure for an error outside any test', () => {
    expect(countResults(report(file('passed', test('passed'))), 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('has a failure for a run that ended early', () => {
    expect(countResults(null, 0)).toMatchObject({ failed: 1, notes: ['The test run did not finish.'] });
  });

  it('says in words why tests were skipped', () => {
    const name = 'the browser (skipped: no Chromium found; set CHROMIUM_PATH) drops a bill';
    const answer = countResults(
      report(file('passed', test('skipped', name), test('skipped', name), test('skipped'))),
      0,
    );
    expect(answer).toMatchObject({
      skipped: 3,
      notes: ['2 tests skipped: no Chromium found; set CHROMIUM_PATH'],
    });
  });
});
