/** `npm run bench [-- speed | fields | memory] [--pages N]`: prints measured figures, peers in the same run. */
import { parseArgs } from 'node:util';
import { benchMemory } from './memory.ts';
import { benchSpeed } from './speed.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pages: { type: 'string', default: '200' } },
});
const pages = Number(values.pages);
const which = positionals[0] ?? 'speed';

switch (which) {
  case 'speed':
    await benchSpeed();
    break;
  case 'memory':
    await benchMemory({ pages });
    break;
  default:
    console.error(`There is no bench called "${which}". Use: speed, memory [--pages N].`);
    process.exitCode = 2;
}
