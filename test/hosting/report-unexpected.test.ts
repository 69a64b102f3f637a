import { ORPCError } from '@orpc/server';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { silentLog } from '../../main/diagnostics/log.ts';
import { createReportUnexpected } from '../../main/hosting/report-unexpected.ts';
import { wordsFor } from '../../renderer/ui/refusal.ts';

/** What a full disk makes of a write: the database may not grow. */
function writeToFullDisk(): void {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE notes (text TEXT) STRICT');
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
  db.prepare('INSERT INTO notes VALUES (?)').run('x'.repeat(100_000));
}

async function failing(work: () => void) {
  const logged: unknown[] = [];
  const intercept = createReportUnexpected({ ...silentLog, error: (_event, cause) => logged.push(cause) });
  const told = await intercept({ path: ['submissions', 'submit'], next: async () => work() }).catch((cause) => cause);
  return { told, logged };
}

test('a full disk is told to the clerk, and its cause is logged', async () => {
  const { told, logged } = await failing(writeToFullDisk);
  expect(wordsFor(told)).toMatch(/disk .* is full .* Nothing you entered is lost/);
  // Trying again may help, so a draft goes on being saved.
  expect(told).toMatchObject({ code: 'DISK_UNUSABLE', status: 507 });
  expect(logged).toMatchObject([{ code: 'SQLITE_FULL' }]);
});

test('what the contract knows passes as it is, unlogged; a mistake of ours says nothing of itself', async () => {
  const expected = new ORPCError('NOT_FOUND', { defined: true, status: 404, message: 'It is not there.' });
  const known = await failing(() => {
    throw expected;
  });
  expect(known).toEqual({ told: expected, logged: [] });
  const mistake = await failing(() => {
    throw new TypeError('x is undefined');
  });
  expect(wordsFor(mistake.told)).not.toContain('undefined');
  expect(mistake.logged).toHaveLength(1);
});
