// Everything that has to hold: a current build, types, lint and tests. The last line counts them all.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countResults } from './count-results.mjs';
import { ensureNode } from './ensure-node.mjs';
import { freshBuild } from './fresh-build.mjs';
import { cache, modules, root } from './house.mjs';
import { runStep } from './run-child.mjs';

await ensureNode();
const vitestArguments = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

await check('build', () => freshBuild(console.log));
await check('types', () => runTool([join(modules, 'typescript', 'bin', 'tsc'), '--noEmit']));
await check('lint', () => runTool([join(modules, '@biomejs', 'biome', 'bin', 'biome'), 'check', '.']));
const tests = await runTests();
for (const note of tests.notes) console.log(note);
total.passed += tests.passed;
total.failed += tests.failed;
total.skipped += tests.skipped;

console.log(`\nCounted: the tests, and build, types and lint as one each.`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function check(name, run) {
  const holds = await run();
  total[holds ? 'passed' : 'failed'] += 1;
  console.log(`${holds ? 'passed' : 'FAILED'}: ${name}`);
}

async function runTool(args) {
  const { exitCode, output } = await runStep(process.execPath, args, { cwd: root, collect: true });
  if (exitCode !== 0) console.error(output);
  return exitCode === 0;
}

async function runTests() {
  const report = join(cache, 'test-results.json');
  rmSync(report, { force: true });
  const vitest = join(modules, 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { exitCode } = await runStep(process.execPath, [vitest, 'run', ...reporters, ...vitestArguments], {
    cwd: root,
  });
  return countResults(readReport(report), exitCode);
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // The run ended before it could write one; that counts as a failure.
    return null;
  }
}
