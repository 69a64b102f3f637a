import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { createBuilder } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const built = path.join(root, 'dist/renderer');

/** The folder of the built renderer; builds it, and only it, when its sources are newer. */
export async function buildClient(): Promise<string> {
  if (isFresh()) return built;
  const builder = await createBuilder({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn' });
  const { client } = builder.environments;
  if (!client) throw new Error('vite.config.ts has no client environment');
  await builder.build(client);
  return built;
}

function isFresh(): boolean {
  try {
    const builtAt = statSync(path.join(built, 'index.html')).mtimeMs;
    return ['renderer', 'main/ipc/contract.ts', 'vite.config.ts', 'package.json'].every(
      (source) => newestIn(path.join(root, source)) < builtAt,
    );
  } catch {
    return false; // Never built.
  }
}

function newestIn(place: string): number {
  const stats = statSync(place);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(place).map((name) => newestIn(path.join(place, name))));
}
