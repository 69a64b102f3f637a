import { expect, test } from 'vitest';
import { createCollector } from '../../main/documents/collect-garbage.ts';

test('what is made is collected when it is worth it, and not before', () => {
  let inUse = 20_000_000;
  let collections = 0;
  const collectWhenDue = createCollector({
    bytesInUse: () => inUse,
    collect: () => {
      collections += 1;
      inUse = 18_000_000;
    },
  });
  collectWhenDue();
  expect(collections).toBe(1);
  inUse += 5_000_000;
  collectWhenDue();
  expect(collections, 'too little has been made').toBe(1);
  inUse += 5_000_000;
  collectWhenDue();
  expect(collections).toBe(2);
});
