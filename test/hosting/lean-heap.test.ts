import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { collectGarbage } from '../../main/hosting/lean-heap.ts';

const leanHeap = JSON.stringify(path.resolve(import.meta.dirname, '../../main/hosting/lean-heap.ts'));

test('what nothing holds any more is gone after a collection', async () => {
  const held = new WeakRef({ pages: new Array(1000).fill('words') });
  // A reference just made is kept until the current job ends.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(held.deref()).toBeUndefined();
});

test('what was collected is given back to the system', () => {
  const script = `
    import { pathToFileURL } from 'node:url';
    const { collectGarbage } = await import(pathToFileURL(${leanHeap}).href);
    const before = process.memoryUsage.rss();
    let full = 0;
    for (let round = 0; round < 3; round++) {
      let words = Array.from({ length: 300_000 }, (_, index) => ({ index, text: 'word ' + index }));
      full = Math.max(full, process.memoryUsage.rss());
      words = null;
      collectGarbage();
    }
    console.log((process.memoryUsage.rss() - before) / (full - before));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  // Without asking for it V8 keeps nine tenths.
  expect(Number.parseFloat(stdout), stderr).toBeLessThan(0.5);
});

/** Bytes of the space for new objects in a process of its own that made some garbage and kept a little of it. */
function youngGenerationAfter(beginning: string): number {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { pathToFileURL } from 'node:url';
    const { keepYoungGenerationSmall } = await import(pathToFileURL(${leanHeap}).href);
    ${beginning}
    let kept = [];
    for (let round = 0; round < 200; round++) {
      kept = [...kept.slice(-20_000), ...Array.from({ length: 20_000 }, (_, index) => ({ round, index }))];
    }
    console.log(getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(Number(stdout), stderr).toBeGreaterThan(0);
  return Number(stdout);
}

test('the space for new objects stays small in a process that runs already', () => {
  expect(youngGenerationAfter('keepYoungGenerationSmall();')).toBeLessThan(youngGenerationAfter('') / 2);
});
