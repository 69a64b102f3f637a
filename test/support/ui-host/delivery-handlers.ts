import { implement } from '@orpc/server';
import type { CheckState, GoogleState } from '../../../main/ipc/contract/google.ts';
import type { Queue } from '../../../main/ipc/contract/outbox.ts';
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
};

type Subscribe = <T>(read: () => T) => (listener: (value: T) => void) => () => void;

/** Where submissions go, as far as the screens ask: it answers from `state` and does nothing. */
export function deliveryHandlers(state: DeliveryState, subscribe: Subscribe) {
  const nothingSetUp = { message: 'The stand-in has no Google.', data: { place: 'sheet' } } as const;
  const none = () => ({ deliveries: 0 });
  return {
    google: {
      watch: os.google.watch.handler(({ signal }) =>
        watchStream(
          subscribe(() => state.google),
          signal,
        ),
      ),
      setClient: os.google.setClient.handler(() => ({})),
      signIn: os.google.signIn.handler(() => ({})),
      cancelSignIn: os.google.cancelSignIn.handler(() => ({})),
      useKeyFile: os.google.useKeyFile.handler(({ errors }) => {
        throw errors.GOOGLE_PROBLEM(nothingSetUp);
      }),
      signOut: os.google.signOut.handler(() => ({ isRevoked: false })),
      createPlace: os.google.createPlace.handler(({ errors }) => {
        throw errors.GOOGLE_PROBLEM(nothingSetUp);
      }),
      usePlace: os.google.usePlace.handler(({ errors }) => {
        throw errors.GOOGLE_PROBLEM(nothingSetUp);
      }),
      testPlace: os.google.testPlace.handler(() => ({ checks: [] })),
      sendEarlier: os.google.sendEarlier.handler(() => ({ submissions: 0 })),
      setApiRoot: os.google.setApiRoot.handler(() => ({})),
      watchCheck: os.google.watchCheck.handler(({ signal }) =>
        watchStream(
          subscribe(() => state.check),
          signal,
        ),
      ),
      checkNow: os.google.checkNow.handler(() => ({})),
      repair: os.google.repair.handler(() => ({})),
      cancelCheck: os.google.cancelCheck.handler(() => ({})),
    },
    queue: {
      watchQueue: os.outbox.watchQueue.handler(({ signal }) =>
        watchStream(
          subscribe(() => state.queue),
          signal,
        ),
      ),
      retryNow: os.outbox.retryNow.handler(none),
      putAside: os.outbox.putAside.handler(none),
      takeBack: os.outbox.takeBack.handler(none),
      discard: os.outbox.discard.handler(none),
    },
    destinations: {
      watchDestinations: os.settings.watchDestinations.handler(({ signal }) =>
        watchStream(
          subscribe(() => state.destinations),
          signal,
        ),
      ),
      switchDestination: os.settings.switchDestination.handler(() => ({})),
    },
    receipts: {
      watch: os.receipts.watch.handler(({ signal }) =>
        watchStream(
          subscribe(() => []),
          signal,
        ),
      ),
    },
  };
}
