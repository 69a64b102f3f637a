/** `npm run bench [-- speed | first-field | memory | fields | sync]`: prints measured figures, peers in the same run. */
import { parseArgs } from 'node:util';
import { benchFields } from './fields.ts';
import { benchFirstField } from './first-field.ts';
import { benchMemory } from './memory.ts';
import { benchSpeed } from './speed.ts';
import { benchSync } from './sync.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: 'string' },
    bills: { type: 'string' },
    seed: { type: 'string' },
    kinds: { type: 'string' },
    folder: { type: 'string' },
  },
});
const pages = (usual: number) => Number(values.pages ?? usual);
const which = positionals[0] ?? 'speed';

switch (which) {
  case 'speed':
    await benchSpeed({ pages: pages(20) });
    break;
  case 'first-field':
    await benchFirstField();
    break;
  case 'memory':
    await benchMemory({ pages: pages(200), folder: values.folder ?? null });
    break;
  case 'fields':
    await benchFields({
      bills: Number(values.bills ?? 10),
      seed: Number(values.seed ?? 1),
      kinds: values.kinds?.split(',') ?? [],
      folder: values.folder ?? null,
    });
    break;
  case 'sync':
    await benchSync();
    break;
  default:
    console.error(
      `There is no bench called "${which}". Use: speed or memory, with --pages N; first-field; fields, with --bills N, --seed N, --kinds scan,folded; --folder DIR keeps what was drawn; or sync.`,
    );
    process.exitCode = 2;
}
