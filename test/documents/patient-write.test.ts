import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createPatientWrite } from '../../main/documents/patient-write.ts';
import { handTimers } from '../support/hand-timers.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A database that two programs have open, one of them writing patiently. */
function openTwice() {
  const file = path.join(tempFolder(), 'shared.db');
  const [own, other] = [new Database(file, { timeout: 0 }), new Database(file, { timeout: 0 })];
  onTestFinished(() => {
    own.close();
    other.close();
  });
  own.exec('CREATE TABLE pages (name TEXT NOT NULL)');
  const clock = handTimers();
  const log = createRecordingLog();
  const stopped = { now: false };
  const write = createPatientWrite({ isStopped: () => stopped.now, timers: clock.timers, log });
  const insert = own.prepare('INSERT INTO pages VALUES (?)');
  const put = (name: string | null) => write(() => void insert.run(name), { name });
  const names = () => own.prepare('SELECT name FROM pages ORDER BY rowid').pluck().all();
  const turn = async (byMs: number) => {
    clock.turn(byMs);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const tries = () => log.lines.map(({ facts }) => facts?.name);
  return { other, put, names, turn, tries, stopped };
}

test('what the database takes is written at once', () => {
  const { put, names } = openTwice();
  void put('one');
  expect(names()).toEqual(['one']);
});

test('while another program holds the database one write is tried at a time, and none is lost', async () => {
  const { other, put, names, turn, tries } = openTwice();
  other.exec('BEGIN IMMEDIATE');
  const written = Promise.all(['one', 'two', 'three'].map(put));
  await turn(60_000);
  await turn(10_000);
  expect(names()).toEqual([]);
  expect(tries()).toEqual(['one', 'one', 'one']);
  other.exec('ROLLBACK');
  await turn(10_000);
  await written;
  expect(names()).toEqual(['one', 'two', 'three']);
});

test('a write that would fail again is not tried again', async () => {
  const { put, turn, tries } = openTwice();
  await expect(put(null)).rejects.toThrow('NOT NULL');
  await turn(60_000);
  expect(tries()).toEqual([]);
});

test('nothing is tried after the stop', async () => {
  const { other, put, names, turn, stopped } = openTwice();
  other.exec('BEGIN IMMEDIATE');
  const given = put('one');
  stopped.now = true;
  other.exec('ROLLBACK');
  await turn(10_000);
  await given;
  expect(names()).toEqual([]);
});
