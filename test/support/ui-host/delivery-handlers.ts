import { implement } from '@orpc/server';
import type { CheckState, GoogleState } from '../../../main/ipc/contract/google.ts';
import type { Queue, QueueGroup } from '../../../main/ipc/contract/outbox.ts';
import type { Receipt } from '../../../main/ipc/contract/receipts.ts';
import type { ListsReport } from '../../../main/ipc/contract/reference.ts';
import type { DestinationSwitch } from '../../../main/ipc/contract/settings.ts';
import { contract } from '../../../main/ipc/contract.ts';
import { watchStream } from '../../../main/ipc/watch-stream.ts';

const os = implement(contract);

/** What the stand-in says about delivery; a test changes it as main would. */
export type DeliveryState = {
  google: GoogleState;
  check: CheckState;
  queue: Queue;
  destinations: readonly DestinationSwitch[];
  receipts: readonly Receipt[];
  /** Of the lists, without the lists. */
  lists: Omit<ListsReport, 'lists'>;
  /** What the screens asked for, in order, as `google.signIn {"sheetMadeByHand":true,…}`. */
  asked: string[];
};

export const notSetUp: DeliveryState = {
  google: {
    connection: { kind: 'signed-out' },
    signInProblem: null,
    clientId: null,
    place: null,
    notices: [],
    neverSent: 0,
    secrets: { keptIn: 'keychain', message: 'The sign-in is kept locked by this computer’s own keychain.' },
    apiRoot: null,
  },
  check: { activity: { kind: 'none' }, problem: null, result: null },
  queue: { pauses: [], groups: [] },
  destinations: [
    {
      destination: 'folder',
      isOn: true,
      locked: 'Submissions have to go somewhere: switch another destination on first.',
    },
    { destination: 'google', isOn: false, locked: 'Set Google up first: sign in, then choose a folder and a sheet.' },
  ],
  receipts: [],
  lists: { sheet: null, isRefreshing: false, triedAt: null, problem: null, badRows: [], missingTabs: [] },
  asked: [],
};

type Subscribe = <T>(read: () => T) => (listener: (value: T) => void) => () => void;

/** Where submissions go, as far as the screens ask: it answers from `state` and moves what is in the queue. */
export function deliveryHandlers(state: DeliveryState, subscribe: Subscribe, announce: () => void) {
  const nothingSetUp = { message: 'The stand-in has no Google.', data: { place: 'sheet' } } as const;
  const widerAccess = {
    message: 'There is no such sheet for this account.',
    data: { place: 'wider-access' },
  } as const;
  const note = (what: string, input?: unknown) => {
    state.asked.push(input === undefined ? what : `${what} ${JSON.stringify(input)}`);
  };

  function move(which: Some | { kind: 'all' }, to: QueueGroup['standing'] | null): number {
    const { groups, moved } = withMoved(state.queue.groups, which, to);
    state.queue = { ...state.queue, groups };
    announce();
    return moved;
  }

  return {
    google: {
      watch: os.google.watch.handler(({ signal }) =>
        watchStream(
          subscribe(() => state.google),
          signal,
        ),
      ),
      setClient: os.google.setClient.handler(() => ({})),
      signIn: os.google.signIn.handler(({ input }) => {
        note('google.signIn', input);
        return {};
      }),
      cancelSignIn: os.google.cancelSignIn.handler(() => {
        note('google.cancelSignIn');
        return {};
      }),
      useKeyFile: os.google.useKeyFile.handler(({ errors }) => {
        throw errors.GOOGLE_PROBLEM({ message: 'This is not a key file.', data: { place: 'key-file' } });
      }),
      signOut: os.google.signOut.handler(() => {
        note('google.signOut');
        return { isRevoked: false };
      }),
      createPlace: os.google.createPlace.handler(({ errors }) => {
        throw errors.GOOGLE_PROBLEM(nothingSetUp);
      }),
      usePlace: os.google.usePlace.handler(({ errors }) => {
        throw errors.GOOGLE_PROBLEM(widerAccess);
      }),
      testPlace: os.google.testPlace.handler(() => ({
        checks: [
          { what: 'sign-in', verdict: 'works', message: 'Signed in as clerk@office.example.' },
          { what: 'folder', verdict: 'works', message: 'Bills go to the folder "GreenWatt submissions".' },
          {
            what: 'headings',
            verdict: 'broken',
            message:
              'The tab "Submissions" has no column "Unique ID" in its first rows, so rows can\'t be told apart. Put the heading back, or choose an empty tab.',
          },
        ],
      })),
      sendEarlier: os.google.sendEarlier.handler(() => ({ submissions: state.google.neverSent })),
      setApiRoot: os.google.setApiRoot.handler(() => ({})),
      watchCheck: os.google.watchCheck.handler(({ signal }) =>
        watchStream(
          subscribe(() => state.check),
          signal,
        ),
      ),
      checkNow: os.google.checkNow.handler(() => {
        note('google.checkNow');
        return {};
      }),
      repair: os.google.repair.handler(({ input }) => {
        note('google.repair', input);
        return {};
      }),
      cancelCheck: os.google.cancelCheck.handler(() => ({})),
    },
    queue: {
      watchQueue: os.outbox.watchQueue.handler(({ signal }) =>
        watchStream(
          subscribe(() => state.queue),
          signal,
        ),
      ),
      retryNow: os.outbox.retryNow.handler(({ input }) => ({ deliveries: move(input, 'delivering') })),
      putAside: os.outbox.putAside.handler(({ input }) => ({ deliveries: move(input, 'put-aside') })),
      takeBack: os.outbox.takeBack.handler(({ input }) => ({ deliveries: move(input, 'waiting') })),
      discard: os.outbox.discard.handler(({ input: { what, confirmed }, errors }) => {
        const { moved } = withMoved(state.queue.groups, what, null);
        if (moved === confirmed) return { deliveries: move(what, null) };
        throw errors.CHANGED({
          message: 'These deliveries have changed meanwhile, so nothing was discarded. Look at them again.',
          data: { deliveries: moved },
        });
      }),
    },
    destinations: {
      watchDestinations: os.settings.watchDestinations.handler(({ signal }) =>
        watchStream(
          subscribe(() => state.destinations),
          signal,
        ),
      ),
      switchDestination: os.settings.switchDestination.handler(({ input: { destination, isOn } }) => {
        state.destinations = state.destinations.map((each) =>
          each.destination === destination ? { ...each, isOn } : each,
        );
        announce();
        return {};
      }),
    },
    receipts: {
      watch: os.receipts.watch.handler(({ signal }) =>
        watchStream(
          subscribe(() => state.receipts),
          signal,
        ),
      ),
    },
  };
}

type Some =
  | { readonly kind: 'submission'; readonly submissionId: string }
  | { readonly kind: 'delivery'; readonly submissionId: string; readonly destination: string }
  | { readonly kind: 'submission'; readonly submissionId: string }
  | { readonly kind: 'group'; readonly groupId: string };

/** The groups after those deliveries went to another standing, or away; how many they were. */
function withMoved(groups: readonly QueueGroup[], which: Some | { kind: 'all' }, to: QueueGroup['standing'] | null) {
  const isMeant = (group: QueueGroup, submissionId: string) =>
    which.kind === 'all' ||
    (which.kind === 'group'
      ? group.id === which.groupId
      : submissionId === which.submissionId &&
        (which.kind === 'submission' || group.destination === which.destination));
  const split = groups.map((group) => {
    const meant = group.deliveries.filter(({ submissionId }) => isMeant(group, submissionId));
    // What is not listed goes with its group.
    const isWhole = which.kind === 'group' || which.kind === 'all';
    const moved = isWhole && meant.length > 0 ? group.count : meant.length;
    const deliveries = group.deliveries.filter((each) => !meant.includes(each));
    return {
      stays: { ...group, count: group.count - moved, deliveries },
      goes: { ...group, id: `${group.destination}:${to}:${group.cause}`, count: moved, deliveries: meant },
    };
  });
  const gone = split.map(({ goes }) => goes).filter(({ count }) => count > 0);
  const arrived = to === null ? [] : gone.map((group) => ({ ...group, standing: to, nextTryAt: null }));
  return {
    groups: [...split.map(({ stays }) => stays), ...arrived].filter(({ count }) => count > 0),
    moved: gone.reduce((sum, { count }) => sum + count, 0),
  };
}
