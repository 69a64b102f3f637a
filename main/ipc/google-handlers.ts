import type { GoogleAccount as Account } from '../google/google-auth.ts';
import { covers, scopesFor } from '../google/scopes.ts';
import type { Result } from '../result.ts';
import type { SettingsStore } from '../settings.ts';
import { googleDestinationName } from '../sync/destinations/google/google.ts';
import { differenceWords } from '../sync/google-office/difference-words.ts';
import type { CheckState as Check } from '../sync/google-office/google-check.ts';
import type { GoogleOffice } from '../sync/google-office/google-office.ts';
import type { GooglePlace as Place } from '../sync/google-office/google-place.ts';
import type { OfficeProblem } from '../sync/google-office/office-problem.ts';
import type { DeliveryQueue } from '../sync/queue.ts';
import type { CheckState, GoogleAccount, GoogleConnection, GooglePlace, GoogleState } from './contract/google.ts';
import { os } from './implementer.ts';
import { type Subscribe, watchStream } from './watch-stream.ts';

const shownDifferences = 500;

export function googleHandlers(office: GoogleOffice, queue: DeliveryQueue, settings: SettingsStore) {
  const { google } = os;
  const { account, client, place, check } = office;
  return {
    watch: google.watch.handler(({ signal }) => watchStream(mapped(office.watch, toState), signal)),
    setClient: google.setClient.handler(async ({ input, errors }) => {
      orRefuse(await client.set(input), errors);
      return {};
    }),
    signIn: google.signIn.handler(async ({ input, errors }) => {
      orRefuse(await account.signIn(input ?? null), errors);
      return {};
    }),
    cancelSignIn: google.cancelSignIn.handler(() => {
      account.cancelSignIn();
      return {};
    }),
    useKeyFile: google.useKeyFile.handler(async ({ input, errors }) =>
      orRefuse(await account.useKeyFile(input.text), errors),
    ),
    signOut: google.signOut.handler(async () => ({ isRevoked: (await account.signOut()).revoked })),
    createPlace: google.createPlace.handler(async ({ errors }) => toPlace(orRefuse(await place.create(), errors))),
    usePlace: google.usePlace.handler(async ({ input, errors }) => toPlace(orRefuse(await place.use(input), errors))),
    testPlace: google.testPlace.handler(async ({ errors }) => ({ checks: orRefuse(await place.test(), errors) })),
    sendEarlier: google.sendEarlier.handler(async ({ errors }) => {
      refuseUnlessPlaced(office, errors);
      const submissions = await queue.sendEarlier(googleDestinationName);
      office.changed();
      return { submissions };
    }),
    setApiRoot: google.setApiRoot.handler(async ({ input, errors }) => {
      const set = await settings.set({ googleApiRoot: input.apiRoot });
      if (set.ok) return {};
      throw errors.SETTING_REJECTED({ message: set.error.message, data: { setting: set.error.setting } });
    }),
    watchCheck: google.watchCheck.handler(({ signal }) => watchStream(mapped(check.watch, toCheck), signal)),
    checkNow: google.checkNow.handler(({ errors }) => {
      refuseUnlessPlaced(office, errors);
      check.check();
      return {};
    }),
    repair: google.repair.handler(({ input, errors }) => {
      refuseUnlessPlaced(office, errors);
      check.repair(input.differenceIds ?? null);
      return {};
    }),
    cancelCheck: google.cancelCheck.handler(() => {
      check.cancel();
      return {};
    }),
  };
}

type Refusals = {
  readonly GOOGLE_PROBLEM: (options: { message: string; data: Pick<OfficeProblem, 'place'> }) => Error;
};

function orRefuse<T>(result: Result<T, OfficeProblem>, errors: Refusals): T {
  if (result.ok) return result.value;
  const { place, message } = result.error;
  throw errors.GOOGLE_PROBLEM({ message, data: { place } });
}

function refuseUnlessPlaced(office: GoogleOffice, errors: Refusals): void {
  if (office.place.get() !== null) return;
  throw errors.GOOGLE_PROBLEM({
    message: 'Choose a folder and a sheet first, or have them made.',
    data: { place: 'sheet' },
  });
}

function mapped<A, B>(subscribe: Subscribe<A>, map: (value: A) => B): Subscribe<B> {
  return (listener) => subscribe((value) => listener(map(value)));
}

function toState({
  clientId,
  place,
  advice,
  keptIn,
  connection,
  ...rest
}: ReturnType<GoogleOffice['state']>): GoogleState {
  return {
    ...rest,
    connection: toConnection(connection),
    clientId: clientId === '' ? null : clientId,
    place: place && toPlace(place),
    notices: advice.flatMap(({ what, message }) =>
      what === 'space' ? [{ code: 'sheet-nearly-full' as const, message }] : [],
    ),
    secrets: { keptIn, message: SECRETS_KEPT[keptIn] },
  };
}

const SECRETS_KEPT = {
  keychain: 'The sign-in is kept locked by this computer’s own keychain.',
  'file-mode-0600':
    'This computer offers the app no keychain, so the sign-in is kept in a file in the data folder that only your user account may read.',
} as const;

function toConnection(connection: ReturnType<GoogleOffice['account']['connection']>): GoogleConnection {
  switch (connection.kind) {
    case 'signed-out':
    case 'signing-in':
      return connection;
    case 'signed-in':
    case 'ended':
      return { ...connection, account: toAccount(connection.account) };
    default:
      return connection satisfies never;
  }
}

function toAccount(account: Account): GoogleAccount {
  if (account.kind === 'service-account') return account;
  const may = (uses: Parameters<typeof scopesFor>[0]) => covers(account.scopes, scopesFor(uses));
  return {
    kind: 'user',
    email: account.email,
    mayUse: {
      sheetMadeByHand: may({ sheetMadeByHand: true, folderMadeByHand: false }),
      folderMadeByHand: may({ sheetMadeByHand: false, folderMadeByHand: true }),
    },
  };
}

function toPlace({ folder, sheet }: Place): GooglePlace {
  return { folder, sheet };
}

function toCheck({ activity, problem, result }: Check): CheckState {
  return {
    activity,
    problem,
    result: result && {
      ...result,
      differenceCount: result.differences.length,
      differences: result.differences.slice(0, shownDifferences).map(({ id, difference, problem: why }) => ({
        id,
        submissionId: difference.submissionId,
        accountName: difference.accountName,
        kind: difference.kind,
        message: differenceWords(difference),
        isRepairable: difference.kind !== 'row-doubled',
        problem: why,
      })),
    },
  };
}
