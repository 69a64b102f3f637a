import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createGroupCommit } from '../../main/storage/group-commit.ts';
import { tempFolder } from '../support/temp-folder.ts';

function openNotes() {
  const file = `${tempFolder()}/notes.db`;
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE notes (text TEXT NOT NULL UNIQUE) STRICT');
  const insert = db.prepare('INSERT INTO notes VALUES (?)');
  const read = new Database(file, { readonly: true });
  onTestFinished(() => {
    db.close();
    read.close();
  });
  return {
    db,
    insert: (text: string) => insert.run(text).lastInsertRowid,
    /** What another connection sees: only what is committed. */
    committed: () => read.prepare('SELECT text FROM notes ORDER BY rowid').pluck().all(),
    groupCommit: createGroupCommit(db),
  };
}

test('what is asked for in one turn is written in one transaction, and each learns its own result', async () => {
  const { insert, committed, groupCommit } = openNotes();
  const seen: unknown[] = [];
  const write = (text: string) =>
    groupCommit(() => {
      seen.push(committed());
      return insert(text);
    });
  expect(await Promise.all([write('one'), write('two')])).toEqual([1, 2]);
  expect(seen).toEqual([[], []]);
  expect(committed()).toEqual(['one', 'two']);
});

test('work that throws undoes only itself, and only its caller is told', async () => {
  const { insert, committed, groupCommit } = openNotes();
  const results = await Promise.allSettled([
    groupCommit(() => insert('one')),
    groupCommit(() => {
      insert('half');
      return insert('one');
    }),
    groupCommit(() => insert('two')),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(committed()).toEqual(['one', 'two']);
});

test('when nothing can be written, everybody is told, and the next turn is tried anew', async () => {
  const { db, insert, committed, groupCommit } = openNotes();
  // As a full disk: the database may not grow.
  const pages = db.pragma('page_count', { simple: true });
  db.pragma(`max_page_count = ${pages}`);
  const large = 'x'.repeat(100_000);
  const results = await Promise.allSettled(['before', large, 'small'].map((text) => groupCommit(() => insert(text))));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(committed()).toEqual([]);
  db.pragma('max_page_count = 1000000');
  await groupCommit(() => insert('after'));
  expect(committed()).toEqual(['after']);
});
