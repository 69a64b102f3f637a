import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { quotaShare } from '../../main/google/token-bucket.ts';
import { GOOGLE_TIMINGS } from '../../main/sync/destinations/google/google.ts';
import { connectDesktop } from '../support/google/desktop.ts';
import { filledForm, type Office, openOffice } from '../support/office.ts';
import { startLocalGoogleProcess } from './local-google-process.ts';
import { printTable, seconds } from './table.ts';

/** What a submission costs at Google, for the simulation. */
export type Costs = { readonly driveCalls: number; readonly sheetsReads: number; readonly sheetsWrites: number };

/** One desktop with the product's own timings, and a Local Google that has Google's quotas. */
async function openSignedIn(goOffline: () => boolean = () => false) {
  const root = await mkdtemp(path.join(tmpdir(), 'greenwatt-bench-'));
  const google = await startLocalGoogleProcess();
  const target = await google.placeOffice();
  const network: typeof fetch = (input, init) =>
    goOffline() ? fetch('http://127.0.0.1:65535/', init) : fetch(input, init);
  const { destination, signIn } = connectDesktop({
    root,
    googleUrl: google.url,
    target,
    key: null,
    now: Date.now,
    fetch: network,
    timings: GOOGLE_TIMINGS,
    timeoutMs: 30_000,
    perMinute: quotaShare(1),
  });
  if (!(await signIn())) throw new Error('could not sign in');
  const office = openOffice({ root, destinations: [destination] });
  const close = async () => {
    await office.close();
    await google.stop();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  };
  return { office, google, close };
}

const submit = (office: Office, n: number) =>
  office.submit({ accountName: `Account ${n}` }, [office.putDocument(`bill ${n}`)], randomUUID());

async function untilDelivered(office: Office): Promise<void> {
  while (office.outbox.snapshot().waiting > 0) await sleep(20);
}

/** A queue that a whole office filled while it was offline. */
export async function benchQueue({ submissions }: { submissions: number }): Promise<void> {
  const { office, google, close } = await openSignedIn();
  try {
    for (let n = 0; n < submissions; n += 1) submit(office, n);
    await google.resetCounts();
    const startedAt = performance.now();
    office.loop.start();
    await untilDelivered(office);
    const elapsedMs = performance.now() - startedAt;
    const { writes, reads, drive, refusals } = await countCalls(google);
    printTable(`${submissions} queued submissions with one bill each, one desktop, Google's quotas`, [
      ['what', 'figure', 'limit'],
      ['until all are delivered', seconds(elapsedMs), ''],
      ['submissions a minute', String(Math.round(submissions / (elapsedMs / 60_000))), ''],
      ['Drive calls for each', (drive / submissions).toFixed(2), '4.1'],
      ['Sheets writes in all', String(writes), `${Math.ceil(submissions / 50)}`],
      ['Sheets reads in all', String(reads), ''],
      ['calls refused by a quota', String(refusals), '0'],
    ]);
  } finally {
    await close();
  }
}

/** Submissions that come one by one, as in an office that is online: nothing to gather. */
export async function measureCosts({ submissions }: { submissions: number }): Promise<Costs> {
  const { office, google, close } = await openSignedIn();
  try {
    office.loop.start();
    submit(office, -1);
    await untilDelivered(office);
    await google.resetCounts();
    for (let n = 0; n < submissions; n += 1) {
      submit(office, n);
      await untilDelivered(office);
    }
    const { writes, reads, drive } = await countCalls(google);
    return { driveCalls: drive / submissions, sheetsReads: reads / submissions, sheetsWrites: writes / submissions };
  } finally {
    await close();
  }
}

async function countCalls(google: Awaited<ReturnType<typeof startLocalGoogleProcess>>) {
  const { requests, quotaRefusals } = await google.look();
  const count = (prefix: string) =>
    Object.entries(requests).reduce((sum, [name, calls]) => sum + (name.startsWith(prefix) ? calls : 0), 0);
  const writes = count('sheets.values.append') + count('sheets.values.batchUpdate') + count('sheets.batchUpdate');
  return { writes, reads: count('sheets') - writes, drive: count('drive'), refusals: quotaRefusals };
}

/** How long a clerk waits for "Submit" while very much is queued: with no network, and while it is being delivered. */
export async function benchSubmit({ entries, samples }: { entries: number; samples: number }): Promise<void> {
  let offline = false;
  const { office, close } = await openSignedIn(() => offline);
  try {
    offline = true;
    office.loop.start();
    for (let n = 0; n * 3 < entries; n += 1) {
      submit(office, n);
      if (n % 20 === 0) await sleep(0);
    }
    const rows = [['while', 'measured', 'median', '99th percentile', 'longest', 'limit at the 99th']];
    rows.push(...(await submitTimes('there is no network', office, samples)));
    offline = false;
    office.loop.wake();
    rows.push(...(await submitTimes('all of it is being delivered', office, samples)));
    printTable(`${samples} submits with ${entries} entries queued`, rows);
  } finally {
    await close();
  }
}

/** The submit alone, and from the click on: then all that the app and the machine are doing just then counts, too. */
async function submitTimes(name: string, office: Office, samples: number): Promise<string[][]> {
  const alone: number[] = [];
  const fromClick: number[] = [];
  for (let n = 0; n < samples; n += 1) {
    const id = randomUUID();
    const documentId = office.putDocument(`another bill ${id}`);
    office.intake.create(id);
    office.intake.attachDocument({ submissionId: id, documentId });
    const form = { ...filledForm, accountName: `Account ${id}` };
    const clickedAt = performance.now() + 5;
    await sleep(5);
    const startedAt = performance.now();
    const submitted = office.intake.submit({ submissionId: id, form, decisions: {} });
    const endedAt = performance.now();
    alone.push(endedAt - startedAt);
    fromClick.push(endedAt - clickedAt);
    if (!submitted.ok) throw new Error(JSON.stringify(submitted.error));
  }
  return [
    [name, 'the submit', ...percentiles(alone), '50 ms'],
    ['', 'from the click', ...percentiles(fromClick), ''],
  ];
}

function percentiles(times: readonly number[]): string[] {
  const sorted = times.toSorted((a, b) => a - b);
  return [0.5, 0.99, 1].map((share) => `${(sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(1)} ms`);
}
