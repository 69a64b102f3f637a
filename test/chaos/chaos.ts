import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { GoogleTarget } from '../../main/sync/destinations/google/google.ts';
import { placeTarget } from '../support/google/delivery-rig.ts';
import { type Fault, PASSING_FAULTS } from '../support/google/faults.ts';
import { type LocalGoogle, startLocalGoogle } from '../support/google/local-google.ts';
import { CLERK, makeServiceAccountKey, OFFICE_CLIENT, ROBOT, registerOfficeClient } from '../support/google/office.ts';
import { createRandom, pick } from '../support/google/random.ts';
import { DEATHS, type Death, type DesktopJob, LATEST_EFFECT_MS } from './desktop.ts';
import { complaints } from './expect-exactly.ts';
import { versionsOf } from './plan.ts';

export type ChaosOptions = {
  /** A folder of its own, for the desktops' data. */
  readonly root: string;
  readonly seed: number;
  readonly submissions: number;
  readonly desktops: number;
  readonly kills: number;
  /** Share of all calls that go wrong. */
  readonly faultRate: number;
};

export type ChaosReport = {
  /** What is not as it was submitted, lost or doubled; before anybody looks after it. */
  readonly wrong: readonly string[];
  /** Folders that staff put into the trash after delivery: all that "Check now" may find. */
  readonly trashedFolders: readonly string[];
  /** What "Check now" found, by kind. */
  readonly found: readonly string[];
  /** The same after its repair. */
  readonly wrongAfterRepair: readonly string[];
  readonly kills: number;
  readonly seconds: number;
  readonly calls: ReadonlyMap<string, number>;
  readonly struck: ReadonlyMap<string, number>;
};

const script = path.join(import.meta.dirname, 'desktop.ts');

/** What people do at Google, and what seldom happens, beside everything that networks and servers do. */
const FAULTS: readonly Fault[] = [
  ...Array.from({ length: 8 }, () => PASSING_FAULTS).flat(),
  { kind: 'late-effect', afterMs: LATEST_EFFECT_MS },
  ...Array.from({ length: 3 }, (): Fault => ({ kind: 'staff', act: 'sort-rows' })),
  ...Array.from({ length: 3 }, (): Fault => ({ kind: 'staff', act: 'rename-tab' })),
  { kind: 'staff', act: 'trash-folder' },
  { kind: 'staff', act: 'trash-folder' },
  { kind: 'token-revoked' },
];

/** In the very moment of a write it hurts most. */
const AT_WRITES: readonly Fault[] = [
  ...Array.from({ length: 5 }, (): Fault => ({ kind: 'staff', act: 'sort-rows' })),
  ...Array.from({ length: 4 }, (): Fault => ({ kind: 'late-effect', afterMs: LATEST_EFFECT_MS })),
  { kind: 'staff', act: 'insert-column' },
];

const NO_QUOTAS = {
  sheetsWritesPerUser: 1e9,
  sheetsWritesPerProject: 1e9,
  sheetsReadsPerUser: 1e9,
  sheetsReadsPerProject: 1e9,
  drivePerUser: 1e9,
};

/**
 * An office of several desktops, each a process with a data folder of its own, that fills one sheet while its calls fail
 * and its processes are killed. The seed decides the plan and all that happens by plan; the rest is up to the machine.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, submissions, faultRate } = options;
  const google = await startLocalGoogle({ seed, limits: NO_QUOTAS });
  try {
    registerOfficeClient(google);
    const key = makeServiceAccountKey(google);
    const access = { [CLERK]: 'writer', [ROBOT]: 'writer' } as const;
    const target = placeTarget(google, { driveId: '0Aoffice', access, apps: [OFFICE_CLIENT.clientId] });
    google.faults.schedule({ seed, rate: faultRate, faults: FAULTS, only: ['drive', 'sheets'] });
    const writes = ['sheets.values.append', 'sheets.values.batchUpdate'];
    google.faults.schedule({ seed: seed + 1, rate: faultRate, faults: AT_WRITES, only: writes });
    const startedAt = performance.now();
    const desktops = jobsOf(options, google, target, key);
    const kills = await liveThrough(options, desktops);
    const seconds = (performance.now() - startedAt) / 1000;
    google.faults.clear();
    // Who was done first has slept since, while others wrote on.
    for (const job of desktops) await openAgain(job);
    const { wrong, trashedFolders } = complaints(google, target, submissions);
    const calls = new Map([...google.counts].map(([name, { requests }]) => [name, requests]));
    const found: string[] = [];
    for (const job of desktops) found.push(...(await checkNow(job)));
    const after = complaints(google, target, submissions);
    const wrongAfterRepair = [...after.wrong, ...after.trashedFolders.map((id) => `${id}: its folder is in the trash`)];
    return { wrong, trashedFolders, found, wrongAfterRepair, kills, seconds, calls, struck: google.faults.struck };
  } finally {
    await google.close();
  }
}

/** A clerk, a clerk whose clock is two hours behind, a robot whose clock is a day ahead, and so on. */
function jobsOf(
  { root, seed, submissions, desktops }: ChaosOptions,
  google: LocalGoogle,
  target: GoogleTarget,
  key: string,
): DesktopJob[] {
  const skews = [0, -2 * 3_600_000, 26 * 3_600_000];
  const numbers = Array.from({ length: submissions }, (_, n) => n);
  return Array.from({ length: desktops }, (_, desktop) => {
    const folder = path.join(root, `desktop-${desktop}`);
    mkdirSync(folder, { recursive: true });
    return {
      task: 'work',
      root: folder,
      googleUrl: google.url,
      target,
      key: desktop % 3 === 2 ? key : null,
      numbers: numbers.filter((n) => n % desktops === desktop),
      clockSkewMs: skews[desktop % skews.length] ?? 0,
      seed: seed + desktop,
      death: null,
    };
  });
}

/** Starts the desktops again and again until all is delivered; how many were killed. */
async function liveThrough({ seed, kills }: ChaosOptions, jobs: readonly DesktopJob[]): Promise<number> {
  const random = createRandom(seed + 1);
  const acknowledged = new Map<number, number>();
  const work = jobs.flatMap(({ numbers }) => numbers).reduce((sum, n) => sum + 3 * versionsOf(n).length, 0);
  // Lives of such a length that the kills are used up well before the work is done.
  const entriesPerLife = (0.6 * work) / Math.max(1, kills);
  let planned = 0;
  let killed = 0;

  async function liveOn(job: DesktopJob): Promise<void> {
    for (let life = 0; ; life += 1) {
      const isDoomed = planned < kills;
      if (isDoomed) planned += 1;
      const nth = 1 + Math.floor(random() * 2 * entriesPerLife);
      const death: Death | null = isDoomed && random() < 0.5 ? { at: pick(random, DEATHS), nth } : null;
      const outside = isDoomed && death === null ? { afterDeliveries: nth, delayMs: random() * 300 } : null;
      const ended = await live({ ...job, seed: job.seed + 1000 * life, death }, outside, acknowledged);
      if (ended === 'done') {
        if (isDoomed) planned -= 1;
        return;
      }
      if (ended !== 'killed') throw new Error(`desktop of ${job.numbers[0]}: ${ended}`);
      killed += 1;
    }
  }
  await Promise.all(jobs.map(liveOn));
  return killed;
}

/** One process from start to end; what it said last, or `killed`. */
async function live(
  job: DesktopJob,
  kill: { readonly afterDeliveries: number; readonly delayMs: number } | null,
  acknowledged: Map<number, number>,
): Promise<string> {
  const child = spawn(process.execPath, [script, JSON.stringify(job)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let delivered = 0;
  let last = '';
  for await (const line of createInterface(child.stdout)) {
    last = line;
    const [word = '', n = '', version = ''] = line.split(' ');
    if (word === 'submitted') acknowledged.set(Number(n), Number(version));
    // What the clerk was told is submitted must be there after any crash.
    if (word === 'has') mustHave(JSON.parse(line.slice('has '.length)), acknowledged);
    if (word !== 'delivered') continue;
    delivered += 1;
    if (delivered === kill?.afterDeliveries) setTimeout(() => child.kill('SIGKILL'), kill.delayMs);
  }
  const [code, signal] = await closed;
  if (last === 'done') return 'done';
  return code === 0 ? last : signal === 'SIGKILL' || last !== '' ? 'killed' : `ended with ${code}`;
}

async function openAgain(job: DesktopJob): Promise<void> {
  const ended = await live({ ...job, task: 'look' }, null, new Map());
  if (ended !== 'done') throw new Error(`desktop of ${job.numbers[0]}, opened again: ${ended}`);
}

function mustHave(has: readonly (readonly [number, number])[], acknowledged: ReadonlyMap<number, number>): void {
  for (const [n, version] of has)
    if (version < (acknowledged.get(n) ?? 0))
      throw new Error(`submission ${n}: version ${acknowledged.get(n)} was acknowledged, ${version} is there`);
}

async function checkNow(job: DesktopJob): Promise<string[]> {
  const child = spawn(process.execPath, [script, JSON.stringify({ ...job, task: 'check' })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) lines.push(line);
  const answer = (word: string): { readonly kind: string; readonly submissionId: string }[] =>
    JSON.parse(lines.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1) ?? '[{"kind":"no answer"}]');
  const left = answer('left').map(({ kind, submissionId }) => `left: ${kind} ${submissionId}`);
  return [...answer('found').map(({ kind, submissionId }) => `${kind} ${submissionId}`), ...left];
}
