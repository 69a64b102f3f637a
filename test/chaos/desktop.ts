/**
 * Run as a process of its own: one desktop of an office. Goes on with submitting and editing its numbers of the plan and
 * delivers them to a Local Google, with the network coming and going. Made to be killed at any moment, and with a `death`
 * it kills itself at a bad one. Says `has` with what it found, `submitted` after each submit, `delivered` after each
 * entry, and `done`; with the task `look` only `done`; with `check` what "Check now" found and whether it is right after the
 * repair.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Destination } from '../../main/sync/destination.ts';
import type { GoogleTarget } from '../../main/sync/destinations/google/google.ts';
import { createOutcomes } from '../../main/sync/destinations/google/google-outcome.ts';
import { checkDelivered } from '../../main/sync/destinations/google/reconcile.ts';
import { repairDelivered } from '../../main/sync/destinations/google/repair.ts';
import { deliveredOf } from '../support/google/delivered.ts';
import { connectDesktop } from '../support/google/desktop.ts';
import { createRandom } from '../support/google/random.ts';
import { secondLooksDue, secondLooksOf } from '../support/google/second-looks.ts';
import { type Office, openOffice } from '../support/office.ts';
import { idOf, type PlannedVersion, versionsOf } from './plan.ts';

/** Before a request leaves, when its answer is there, before an attempt, and after it when nothing is recorded yet. */
export const DEATHS = ['request', 'answer', 'attempt', 'outcome'] as const;
export type Death = { readonly at: (typeof DEATHS)[number]; readonly nth: number };

export type DesktopJob = {
  readonly task: 'work' | 'look' | 'check';
  readonly root: string;
  readonly googleUrl: string;
  readonly target: GoogleTarget;
  readonly key: string | null;
  readonly numbers: readonly number[];
  readonly clockSkewMs: number;
  readonly seed: number;
  readonly death: Death | null;
};

/** Google takes up to 180 s over a request it has begun; the local one, at its latest, this long. */
export const LATEST_EFFECT_MS = 1_500;
const TIMINGS = { settleMs: 4_000, gatherMs: 200 };

const say = (words: string) => writeSync(1, `${words}\n`);

function openDesktop(job: DesktopJob) {
  const now = () => Date.now() + job.clockSkewMs;
  let left = job.death?.nth ?? 0;
  let offline = false;

  const reach = (at: Death['at']) => {
    if (job.death?.at !== at) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
  const network: typeof fetch = async (input, init) => {
    reach('request');
    // Nothing listens there: the system says so, as it does without a network.
    const answer = await (offline ? fetch('http://127.0.0.1:65535/', init) : fetch(input, init));
    reach('answer');
    return answer;
  };
  const mortal = (destination: Destination): Destination => ({
    ...destination,
    attempt: async (deliveries, signal) => {
      reach('attempt');
      const outcomes = await destination.attempt(deliveries, signal);
      reach('outcome');
      return outcomes;
    },
  });

  const google = connectDesktop({
    ...job,
    now,
    fetch: network,
    timings: TIMINGS,
    // Impatient at work, so that silence costs little of the run.
    timeoutMs: job.task === 'work' ? 1_000 : 30_000,
    perMinute: 10_000,
  });
  const office = openOffice({
    root: job.root,
    now,
    destinations: [google.destination],
    wrap: mortal,
    onDelivered: () => say('delivered'),
  });
  return {
    google,
    office,
    looks: secondLooksOf(
      office,
      { ...google, target: job.target },
      { settleMs: TIMINGS.settleMs, wholeLookEveryMs: 0, now },
    ),
    goOffline: (forMs: number) => {
      offline = true;
      setTimeout(() => {
        offline = false;
        office.loop.wake();
      }, forMs);
    },
  };
}

type Desktop = ReturnType<typeof openDesktop>;

/** The person at the screen: signs in whenever the app asks for it. */
function watchBanner({ office, google }: Desktop): () => void {
  let signingIn = false;
  const timer = setInterval(async () => {
    if (signingIn || office.loop.status()[0]?.pause.kind !== 'sign-in-needed') return;
    signingIn = true;
    if (await google.signIn()) office.loop.resume('google');
    signingIn = false;
  }, 100);
  return () => clearInterval(timer);
}

function submit(office: Office, n: number, version: PlannedVersion, number: number): void {
  const id = idOf(n);
  const wanted = version.bills.map((bill) => office.putDocument(bill));
  office.intake.create(id);
  const attached = office.storage.submissions.get(id)?.documentIds ?? [];
  for (const documentId of attached)
    if (!wanted.includes(documentId)) office.intake.detachDocument({ submissionId: id, documentId });
  for (const documentId of wanted)
    if (!attached.includes(documentId)) office.intake.attachDocument({ submissionId: id, documentId });
  const submitted = office.intake.submit({ submissionId: id, form: version.form, decisions: {} });
  if (!submitted.ok || submitted.value.state.kind !== 'submitted') throw new Error(JSON.stringify(submitted));
  say(`submitted ${n} ${number}`);
}

async function work(job: DesktopJob): Promise<void> {
  const random = createRandom(job.seed);
  const desktop = openDesktop(job);
  const { office, looks, goOffline } = desktop;
  const versionOf = (n: number) => office.storage.submissions.get(idOf(n))?.version ?? 0;
  say(`has ${JSON.stringify(job.numbers.map((n) => [n, versionOf(n)]))}`);
  const stopWatching = watchBanner(desktop);
  office.loop.start();
  looks.start();

  async function submitNext(n: number): Promise<void> {
    const next = versionsOf(n)[versionOf(n)];
    if (next === undefined) return;
    submit(office, n, next, versionOf(n) + 1);
    if (random() < 0.02) goOffline(100 + random() * 500);
    await sleep(random() * 25);
  }
  for (const n of job.numbers) {
    if (versionOf(n) === 0) await submitNext(n);
    // Half of the edits come while the submission is still on its way, the others later.
    if (random() < 0.5) await submitNext(n);
  }
  for (const n of job.numbers) while (versionOf(n) < versionsOf(n).length) await submitNext(n);
  while (office.outbox.snapshot().waiting > 0 || secondLooksDue(office) > 0) {
    if (random() < 0.1) office.loop.wake();
    // Nothing is delivered any more that would tell of an ended sign-in; the app's banner hears of every call.
    if (office.outbox.snapshot().waiting === 0) {
      if (random() < 0.02) await desktop.google.signIn();
      await looks.look();
    }
    await sleep(100);
  }
  await looks.look();
  stopWatching();
  await looks.stop();
  const { rejected, entries } = office.outbox.snapshot();
  say(rejected === 0 ? 'done' : `left ${entries.map((entry) => `${entry.kind} ${entry.cause}`).join(', ')}`);
  await office.close();
}

/** The app opened once more, with nothing to deliver. */
async function look(job: DesktopJob): Promise<void> {
  const { office, google, looks } = openDesktop(job);
  if (!(await google.signIn())) throw new Error('could not sign in');
  // What is put right is looked at again when it has settled.
  for (;;) {
    await looks.look();
    if (secondLooksDue(office) === 0) break;
    await sleep(100);
  }
  await office.close();
  say('done');
}

async function check(job: DesktopJob): Promise<void> {
  const { office, google } = openDesktop(job);
  if (!(await google.signIn())) throw new Error('could not sign in');
  const { outcomeOf } = createOutcomes({ now: Date.now, random: Math.random });
  const { signal } = new AbortController();
  const delivered = () => deliveredOf(office, job.numbers.map(idOf));
  const differences = async () => {
    const found = await checkDelivered({ ...google, outcomeOf }, delivered(), signal);
    if (!found.ok) throw new Error(JSON.stringify(found.error));
    return found.value.differences;
  };
  const keep: Parameters<typeof repairDelivered>[0]['keep'] = (submissionId, item, receipt) => {
    office.storage.receipts.keep(submissionId, 'google', item, receipt, Date.now());
  };
  const found = await differences();
  say(`found ${JSON.stringify(found)}`);
  await repairDelivered({ ...google, outcomeOf, keep }, delivered(), found, signal);
  say(`left ${JSON.stringify(await differences())}`);
  await office.close();
}

const [, script, given] = process.argv;
if (script === import.meta.filename && given !== undefined) {
  const job: DesktopJob = JSON.parse(given);
  await { work, look, check }[job.task](job);
  process.exit(0);
}
