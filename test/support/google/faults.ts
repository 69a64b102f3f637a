import { createRandom, pick } from './random.ts';

/** What can go wrong with one request. "before": nothing was done; "after": it was done, and the client can't know. */
export type Fault =
  | { readonly kind: 'error'; readonly status: 500 | 502 | 503; readonly when: 'before' | 'after' }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number | null }
  /** Never answered: the client's own time limit has to end it. */
  | { readonly kind: 'silence'; readonly when: 'before' | 'after' }
  | { readonly kind: 'reset'; readonly when: 'before' | 'mid-request' | 'after' | 'mid-response' }
  /** The connection breaks at once; the effect follows later. */
  | { readonly kind: 'late-effect'; readonly afterMs: number }
  /** Answers success, but keeps only half of the uploaded bytes. */
  | { readonly kind: 'truncated-upload' }
  | { readonly kind: 'expired-session' }
  /** The access token is refused, a fresh one will do. */
  | { readonly kind: 'token-expired' }
  /** The user took the app's access away: access and refresh tokens are dead. */
  | { readonly kind: 'token-revoked' }
  /** Someone in the office works in the sheet or the Drive just before the request is served. */
  | { readonly kind: 'staff'; readonly act: StaffAct };

export type StaffAct = 'sort-rows' | 'rename-tab' | 'insert-column' | 'trash-folder';

/** How often something goes wrong by itself, from a seed. */
export type FaultSchedule = {
  readonly seed: number;
  /** Share of requests, 0 to 1. */
  readonly rate: number;
  readonly faults?: readonly Fault[];
  /** Calls whose name begins with one of these; all when absent. */
  readonly only?: readonly string[];
};

/** Everything a network and a server do to an honest client; nothing that needs a person afterwards. */
export const PASSING_FAULTS: readonly Fault[] = [
  { kind: 'error', status: 500, when: 'before' },
  { kind: 'error', status: 500, when: 'after' },
  { kind: 'error', status: 503, when: 'before' },
  { kind: 'error', status: 503, when: 'after' },
  { kind: 'rate-limited', retryAfterSeconds: null },
  { kind: 'rate-limited', retryAfterSeconds: 1 },
  { kind: 'silence', when: 'before' },
  { kind: 'silence', when: 'after' },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'mid-request' },
  { kind: 'reset', when: 'after' },
  { kind: 'reset', when: 'mid-response' },
  { kind: 'truncated-upload' },
  { kind: 'expired-session' },
  { kind: 'token-expired' },
];

export type Faults = {
  /** The next call of that name (or any, with `*`) after `skip` others of it fails so. */
  readonly once: (callName: string, fault: Fault, options?: { readonly skip?: number }) => void;
  /** Every call of that name fails so, until cleared. */
  readonly always: (callName: string, fault: Fault) => void;
  /** Beside those scheduled before. */
  readonly schedule: (schedule: FaultSchedule) => void;
  readonly clear: () => void;
  /** For the server: what happens to this call. */
  readonly draw: (callName: string) => Fault | null;
  /** How often each kind has struck. */
  readonly struck: ReadonlyMap<string, number>;
};

export function createFaults(): Faults {
  const planned: { callName: string; fault: Fault; skip: number; once: boolean }[] = [];
  const struck = new Map<string, number>();
  const scheduled: ((callName: string) => Fault | null)[] = [];

  function drawPlanned(callName: string): Fault | null {
    const index = planned.findIndex((plan) => plan.callName === '*' || plan.callName === callName);
    const plan = planned[index];
    if (plan === undefined) return null;
    if (plan.skip > 0) {
      plan.skip -= 1;
      return null;
    }
    if (plan.once) planned.splice(index, 1);
    return plan.fault;
  }

  return {
    once: (callName, fault, { skip = 0 } = {}) => void planned.push({ callName, fault, skip, once: true }),
    always: (callName, fault) => void planned.push({ callName, fault, skip: 0, once: false }),
    schedule: (schedule) => void scheduled.push(drawFrom(schedule)),
    clear: () => {
      planned.length = 0;
      scheduled.length = 0;
    },
    draw: (callName) => {
      const drawn = scheduled.map((draw) => draw(callName));
      const fault = drawPlanned(callName) ?? drawn.find((each) => each !== null) ?? null;
      if (fault !== null) {
        const name = 'when' in fault ? `${fault.kind} ${fault.when}` : fault.kind;
        struck.set(name, (struck.get(name) ?? 0) + 1);
      }
      return fault;
    },
    struck,
  };
}

function drawFrom({ seed, rate, faults = PASSING_FAULTS, only }: FaultSchedule): (callName: string) => Fault | null {
  const random = createRandom(seed);
  return (callName) => {
    if (only && !only.some((prefix) => callName.startsWith(prefix))) return null;
    return random() < rate ? pick(random, faults) : null;
  };
}
