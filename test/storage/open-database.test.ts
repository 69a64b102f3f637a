import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { type Migration, migrations } from '../../main/storage/migrations.ts';
import { openDatabase } from '../../main/storage/open-database.ts';
import { openStorage } from '../../main/storage/storage.ts';
import { tempFolder } from '../support/temp-folder.ts';

function open(folder: string, list?: readonly Migration[]) {
  const opened = openDatabase(folder, list);
  if (opened.ok) onTestFinished(() => opened.value.close());
  return opened;
}

function mustOpen(folder: string, list?: readonly Migration[]) {
  const opened = openDatabase(folder, list);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

test('a new data folder gets a durable database with foreign keys on', () => {
  const { db, close } = mustOpen(path.join(tempFolder(), 'not', 'there', 'yet'));
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
  close();
});

test('every table is STRICT', () => {
  const { db, close } = mustOpen(tempFolder());
  const loose = db.prepare(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
  );
  expect(loose.all()).toEqual([]);
  close();
});

test('migrations are numbered from 1 without gaps', () => {
  expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1));
});

test('a later version runs only the migrations that are missing, once', () => {
  const folder = tempFolder();
  const runs: number[] = [];
  const noting = (version: number, sql: string): Migration => ({
    version,
    run(db) {
      runs.push(version);
      db.exec(sql);
    },
  });
  const first = noting(1, 'CREATE TABLE a (x)');
  const second = noting(2, 'ALTER TABLE a ADD COLUMN y');
  mustOpen(folder, [first]).close();
  mustOpen(folder, [first, second]).close();
  mustOpen(folder, [first, second]).close();
  expect(runs).toEqual([1, 2]);
});

test('a migration that fails leaves the version before it', () => {
  const folder = tempFolder();
  const first: Migration = { version: 1, run: (db) => db.exec('CREATE TABLE a (x)') };
  const broken: Migration = {
    version: 2,
    run(db) {
      db.exec('CREATE TABLE b (x)');
      throw new Error('half way');
    },
  };
  mustOpen(folder, [first]).close();
  expect(() => openDatabase(folder, [first, broken])).toThrow('half way');
  const { db, close } = mustOpen(folder, [first]);
  expect(db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()).toEqual(['a']);
  close();
});

test('a database from a newer app is refused and left as it is', () => {
  const folder = tempFolder();
  const file = path.join(folder, 'intake.db');
  const newer = new Database(file);
  newer.exec('CREATE TABLE from_the_future (x); PRAGMA user_version = 999');
  newer.close();
  const before = readFileSync(file);
  const opened = open(folder);
  expect(opened).toMatchObject({ ok: false, error: { code: 'newer-database', databaseVersion: 999 } });
  expect(readFileSync(file)).toEqual(before);
});

test('a file that is no database is told as damaged and left as it is', () => {
  const folder = tempFolder();
  const file = path.join(folder, 'intake.db');
  writeFileSync(file, 'this was a database once, '.repeat(500));
  const opened = open(folder);
  expect(opened).toMatchObject({ ok: false, error: { code: 'damaged', backups: [] } });
  expect(readFileSync(file, 'utf8')).toBe('this was a database once, '.repeat(500));
});

test('pages overwritten inside the file are found at start', () => {
  const folder = tempFolder();
  const { db, close } = mustOpen(folder);
  const put = db.prepare('INSERT INTO settings VALUES (?, ?)');
  for (let i = 0; i < 500; i++) put.run(`key-${i}`, JSON.stringify('x'.repeat(200)));
  close();
  const file = path.join(folder, 'intake.db');
  const bytes = readFileSync(file);
  bytes.fill(0xa5, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 8192);
  writeFileSync(file, bytes);
  expect(open(folder)).toMatchObject({ ok: false, error: { code: 'damaged' } });
});

test('a data folder that is a file is told as unusable', () => {
  const file = path.join(tempFolder(), 'file');
  writeFileSync(file, '');
  expect(open(file)).toMatchObject({ ok: false, error: { code: 'folder-unusable' } });
});

test('a second opening of the same folder is refused until the first closes', () => {
  const folder = tempFolder();
  const first = mustOpen(folder);
  expect(open(folder)).toMatchObject({ ok: false, error: { code: 'in-use' } });
  first.close();
  expect(open(folder).ok).toBe(true);
});

test('another process holds the folder until it is killed', async () => {
  const folder = tempFolder();
  const holder = spawn(process.execPath, [path.join(import.meta.dirname, '../support/hold-storage.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  expect(open(folder)).toMatchObject({ ok: false, error: { code: 'in-use' } });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(existsSync(path.join(folder, 'intake.db'))).toBe(true);
  expect(open(folder).ok).toBe(true);
});

test('version 2 comes to a database with deliveries in it, and finds the head of each', () => {
  const folder = tempFolder();
  const before = mustOpen(folder, migrations.slice(0, 1));
  before.db.exec(`
    INSERT INTO submissions (id, state, version, form, decisions, created_at, updated_at, submitted_at)
      VALUES ('s', 'submitted', 1, '{"accountName": "Example Dairy"}', '{}', 1, 1, 1);
    INSERT INTO outbox (id, submission_id, version, destination, kind, step, idempotency_key, payload, state,
        next_attempt_at, cause, created_at) VALUES
      ('f', 's', 1, 'folder', 'folder', 1, 'f', '{"kind": "folder"}', 'delivered', 1, NULL, 1),
      ('r', 's', 1, 'folder', 'row', 2, 'r', '{"kind": "row"}', 'rejected', 1, 'disk-full', 1);`);
  before.close();
  const opened = openStorage({ dataFolder: folder });
  if (!opened.ok) throw new Error(opened.error.message);
  const { queue, close } = opened.value;
  expect(queue.counts()).toMatchObject([{ destination: 'folder', state: 'rejected', cause: 'disk-full', count: 1 }]);
  expect(queue.heads({ states: ['rejected'] }, 10)).toMatchObject([{ entryId: 'r', accountName: 'Example Dairy' }]);
  expect(queue.neverQueued('google', 10)).toEqual(['s']);
  close();
});
