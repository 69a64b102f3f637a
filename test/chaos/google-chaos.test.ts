import { expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { runChaos } from './chaos.ts';

/** Longer: `CHAOS_SUBMISSIONS=10000 CHAOS_KILLS=500 npm test -- test/chaos`; the same again: `CHAOS_SEED=...`. */
const setting = (name: string, usual: number) => Number(process.env[name] ?? usual);
const submissions = setting('CHAOS_SUBMISSIONS', 1_000);
const kills = setting('CHAOS_KILLS', 60);
const faultRate = setting('CHAOS_FAULT_RATE', 0.2);
const seed = setting('CHAOS_SEED', Math.floor(Math.random() * 2 ** 31));

test(`${submissions} submissions of 3 desktops with ${kills} kills: one folder, the right files, one row, the last edit`, async () => {
  console.log(`CHAOS_SEED=${seed}`);
  const report = await runChaos({ root: tempFolder(), seed, submissions, desktops: 3, kills, faultRate });
  console.log(`${report.seconds.toFixed(0)} s, ${report.kills} kills`);
  console.log(Object.fromEntries(report.calls), Object.fromEntries(report.struck));
  expect(report.wrong).toEqual([]);
  // Who has done all its work is killed no more.
  expect(report.kills).toBeGreaterThan(kills * 0.83);
  expect(report.found.toSorted()).toEqual(report.trashedFolders.map((id) => `folder-trashed ${id}`).toSorted());
  expect(report.wrongAfterRepair).toEqual([]);
}, 3_600_000);
