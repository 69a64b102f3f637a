/** `npm run bench [-- speed | memory] [--pages N]`: prints measured figures, peers in the same run. */
import { parseArgs } from 'node:util';
import { benchMemory } from './memory.ts';
import { benchSpeed } from './speed.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pages: { type: 'string' } },
});
const pages = (usual: number) => Number(values.pages ?? usual);
const which = positionals[0] ?? 'speed';

switch (which) {
  case 'speed':
    await benchSpeed({ pages: pages(20) });
    break;
  case 'memory':
    await benchMemory({ pages: pages(200) });
    break;
  default:
    console.error(`There is no bench called "${which}". Use: speed or memory, with --pages N.`);
    process.exitCode = 2;
}
