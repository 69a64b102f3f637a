// Where things are, seen from the scripts. Plain JavaScript: these files run on whatever Node the machine has (20 and
// up).
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const modules = join(root, 'node_modules');
export const dist = join(root, 'dist');
/** Survives builds, and goes with node_modules. */
export const cache = join(modules, '.cache', 'greenwatt-intake');
