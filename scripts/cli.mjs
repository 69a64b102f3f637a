// The headless commands, from a build that is current. Notes go to stderr: stdout is the command's answer.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureNode } from './ensure-node.mjs';
import { freshBuild } from './fresh-build.mjs';
import { dist } from './house.mjs';

await ensureNode();
if (await freshBuild(console.error)) {
  const main = join(dist, 'cli', 'main.js');
  process.argv = [process.argv[0], main, ...process.argv.slice(2)];
  await import(pathToFileURL(main).href);
} else {
  process.exitCode = 1;
}
