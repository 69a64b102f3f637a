import { expect, onTestFinished, test } from 'vitest';
import { createDocumentStates } from '../../main/documents/document-states.ts';
import { openStorage } from '../../main/storage/storage.ts';
import { handTimers } from '../support/hand-timers.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Two documents waiting to be read. */
function openStates() {
  const opened = openStorage({ dataFolder: tempFolder() });
  if (!opened.ok) throw new Error(opened.error.message);
  onTestFinished(opened.value.close);
  const { documents, pages } = opened.value;
  for (const [index, id] of ['first', 'second'].entries()) {
    documents.add({
      id,
      sha256: `${index}`.repeat(64),
      fileName: 'b.pdf',
      kind: 'pdf',
      sizeBytes: 1,
      takenInAt: index,
    });
  }
  const clock = handTimers();
  const log = createRecordingLog();
  const states = createDocumentStates({ documents, pages, timers: clock.timers, log });
  const end = (documentId: string) => {
    states.cancel(documentId);
    states.changed(documentId);
  };
  return { states, clock, log, end };
}

/** Hears nothing while the disk is full. */
function writingListener() {
  const disk = { full: true };
  const heard: string[] = [];
  const listen = (documentId: string) => {
    if (disk.full) throw new Error('disk full');
    heard.push(documentId);
  };
  return { disk, heard, listen };
}

test('a listener that could not take a document’s end is told again until it can, and then no more', () => {
  const { states, clock, log, end } = openStates();
  const { disk, heard, listen } = writingListener();
  states.onSettled(listen);
  end('first');
  end('second');
  clock.turn(20_000);
  expect(heard).toEqual([]);
  disk.full = false;
  clock.turn(5_000);
  expect(heard.toSorted()).toEqual(['first', 'second']);
  clock.turn(60_000);
  states.changed('first');
  expect(heard).toHaveLength(2);
  expect(log.lines).toContainEqual(
    expect.objectContaining({ level: 'error', event: 'documents: change not heard', facts: { documentId: 'first' } }),
  );
});

test('a listener that fails keeps nobody else from hearing', () => {
  const { states, end } = openStates();
  const changes: string[] = [];
  const ends: string[] = [];
  for (const listen of [states.onChange, states.onSettled]) {
    listen(() => {
      throw new Error('a surprise');
    });
  }
  states.onChange((documentId) => changes.push(documentId));
  states.onSettled((documentId) => ends.push(documentId));
  expect(() => end('first')).not.toThrow();
  expect([changes, ends]).toEqual([['first'], ['first']]);
});

test('a document taken up again before its end was heard has none', () => {
  const { states, clock, end } = openStates();
  const { disk, heard, listen } = writingListener();
  states.onSettled(listen);
  end('first');
  states.reopen('first');
  disk.full = false;
  clock.turn(60_000);
  expect(heard).toEqual([]);
});

test('nobody is told again after the stop', () => {
  const { states, clock, end } = openStates();
  const { disk, heard, listen } = writingListener();
  states.onSettled(listen);
  end('first');
  states.stop();
  disk.full = false;
  clock.turn(60_000);
  expect(heard).toEqual([]);
});
