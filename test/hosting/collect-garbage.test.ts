import { expect, test } from 'vitest';
import { collectGarbage } from '../../main/hosting/collect-garbage.ts';

test('what nothing holds any more is gone after a collection', async () => {
  const held = new WeakRef({ pages: new Array(1000).fill('words') });
  // A reference just made is kept until the current job ends.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(held.deref()).toBeUndefined();
});
