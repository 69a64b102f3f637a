import { expect, test } from 'vitest';
import { watchStream } from '../../main/ipc/watch-stream.ts';

function source<T>(snapshot: T) {
  const listeners = new Set<(value: T) => void>();
  return {
    listeners,
    push: (value: T) => {
      for (const listener of listeners) listener(value);
    },
    subscribe: (listener: (value: T) => void) => {
      listeners.add(listener);
      listener(snapshot);
      return () => listeners.delete(listener);
    },
  };
}

test('starts with the snapshot and then pushes changes', async () => {
  const numbers = source(1);
  const stream = watchStream(numbers.subscribe, undefined);
  expect((await stream.next()).value).toBe(1);
  numbers.push(2);
  expect((await stream.next()).value).toBe(2);
});

test('keeps only the newest value for a client that is busy', async () => {
  const numbers = source(0);
  const stream = watchStream(numbers.subscribe, undefined);
  await stream.next();
  for (let n = 1; n <= 1000; n++) numbers.push(n);
  expect((await stream.next()).value).toBe(1000);
});

test('frees the subscription when the consumer stops', async () => {
  const numbers = source(0);
  const stream = watchStream(numbers.subscribe, undefined);
  await stream.next();
  expect(numbers.listeners.size).toBe(1);
  await stream.return(undefined);
  expect(numbers.listeners.size).toBe(0);
});

test('ends when the signal aborts, also while waiting for a change', async () => {
  const numbers = source(0);
  const leaving = new AbortController();
  const stream = watchStream(numbers.subscribe, leaving.signal);
  await stream.next();
  const next = stream.next();
  leaving.abort();
  expect((await next).done).toBe(true);
  expect(numbers.listeners.size).toBe(0);
});
