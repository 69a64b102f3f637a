import { mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createBuilder } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const sources = ['renderer', 'main/ipc/contract.ts', 'main/ipc/contract', 'vite.config.ts', 'package.json'];
/** Of its own, so that a build of the product under way disturbs no test. */
const built = path.join(root, 'test/output/renderer');
const lock = path.join(root, 'test/output/renderer.lock');
/** A build takes seconds; a lock this old was left behind. */
const STALE_LOCK_MS = 180_000;

/** The folder of the built renderer; built first when its sources are newer. */
export async function clientFolder(): Promise<string> {
  while (!isFresh()) {
    if (!takeLock()) {
      await delay(500);
      continue;
    }
    try {
      await build();
    } finally {
      rmdirSync(lock);
    }
  }
  return built;
}

/** The renderer's files by their path in the address. */
export async function clientFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const folder = await clientFolder();
  return new Map(
    filesIn(folder).map((file) => [`/${path.relative(folder, file).replaceAll('\\', '/')}`, readFileSync(file)]),
  );
}

async function build(): Promise<void> {
  // Vitest says "test" here, and with that React would be built for development.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await buildForProduction();
  } finally {
    process.env.NODE_ENV = before;
  }
}

async function buildForProduction(): Promise<void> {
  const builder = await createBuilder({
    configFile: path.join(root, 'vite.config.ts'),
    logLevel: 'warn',
    environments: { client: { build: { outDir: built } } },
  });
  const { client } = builder.environments;
  if (!client) throw new Error('vite.config.ts has no client environment');
  await builder.build(client);
}

/** Test files run in parallel; one builds, the others wait. */
function takeLock(): boolean {
  mkdirSync(path.dirname(lock), { recursive: true });
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const heldSince = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - heldSince > STALE_LOCK_MS) rmdirSync(lock);
    return false;
  }
}

/** Nothing but the lock's holder writes, and `index.html` comes last: with it all the rest is there. */
function isFresh(): boolean {
  const builtAt = statSync(path.join(built, 'index.html'), { throwIfNoEntry: false })?.mtimeMs;
  const newest = sources.flatMap((source) => filesIn(path.join(root, source))).map((file) => statSync(file).mtimeMs);
  return builtAt !== undefined && builtAt > Math.max(...newest) && !statSync(lock, { throwIfNoEntry: false });
}

function filesIn(place: string): readonly string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
