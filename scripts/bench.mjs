// Measures a current build. Arguments go to the bench.
import { join } from 'node:path';
import { ensureNode } from './ensure-node.mjs';
import { freshBuild } from './fresh-build.mjs';
import { root } from './house.mjs';
import { runStep } from './run-child.mjs';

await ensureNode();
if (await freshBuild(console.error)) {
  // In a process of its own, so that nothing of this one counts as the app's memory.
  const bench = join(root, 'test', 'bench', 'main.ts');
  process.exitCode = (await runStep(process.execPath, [bench, ...process.argv.slice(2)])).exitCode;
} else {
  process.exitCode = 1;
}
