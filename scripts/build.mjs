// Builds every target that is stale. Quiet when there is nothing to do.
import { ensureNode } from './ensure-node.mjs';
import { freshBuild } from './fresh-build.mjs';

await ensureNode();
process.exitCode = (await freshBuild(console.log)) ? 0 : 1;
