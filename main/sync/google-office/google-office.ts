import type { Log } from '../../diagnostics/log.ts';
import { type ApiRoot, parseApiRoot } from '../../google/api-root.ts';
import { createDriveClient } from '../../google/drive-client.ts';
import { createGoogleAuth } from '../../google/google-auth.ts';
import { createGoogleFetch } from '../../google/google-fetch.ts';
import { createGoogleTransport } from '../../google/google-transport.ts';
import { createOAuthSignIn } from '../../google/oauth-sign-in.ts';
import { createSealer } from '../../google/sealed-text.ts';
import type { ServiceAccountKey } from '../../google/service-account.ts';
import { createSheetsClient, type SheetsClient } from '../../google/sheets-client.ts';
import { createTokenBucket, quotaShare } from '../../google/token-bucket.ts';
import { createUploadClient } from '../../google/upload-client.ts';
import type { SecretStore } from '../../host.ts';
import { createLiveSnapshot } from '../../live-snapshot.ts';
import type { SettingsStore } from '../../settings.ts';
import type { Storage } from '../../storage/storage.ts';
import type { DestinationStatus } from '../delivery-loop.ts';
import type { DeliverySubmission } from '../destination.ts';
import { fetchLists } from '../destinations/google/fetch-lists.ts';
import {
  createGoogleDestination,
  GOOGLE_TIMINGS,
  type GoogleTimings,
  googleDestinationName,
} from '../destinations/google/google.ts';
import { createOutcomes } from '../destinations/google/google-outcome.ts';
import { setUpProblem } from '../destinations/google/set-up-words.ts';
import { createListRefresher } from '../list-refresher.ts';
import type { Outbox } from '../outbox.ts';
import { createGoogleAccount, listenForEnd } from './google-account.ts';
import { createGoogleCheck } from './google-check.ts';
import { createGooglePlace } from './google-place.ts';
import { createOAuthClientKeeper } from './oauth-client.ts';
import { createSecondLooks } from './second-looks.ts';

export type GoogleOfficeParts = {
  readonly storage: Storage;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  readonly outbox: Pick<Outbox, 'whileHeld' | 'onDue'>;
  /** Somebody signed in, or chose where submissions go: what waited may go on. */
  readonly onReady: () => void;
  readonly submissionOf: (submissionId: string) => DeliverySubmission;
  readonly openLink: (url: string) => Promise<void>;
  readonly fetch: typeof fetch;
  readonly timeZone: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly newId: () => string;
  readonly log: Log;
};

export type GoogleOffice = ReturnType<typeof createGoogleOffice>;

/** Google's documents promise an answer within 180 s; nearly all come within two. */
const TIMEOUT_MS = 60_000;
const SIGN_IN_WITHIN_MS = 5 * 60_000;
/** What stands in for Google on this computer has done its work when it answers, or never does it. */
const STAND_IN_TIMINGS: GoogleTimings = { settleMs: 2_000, gatherMs: 500 };

const SIGNED_OUT = 'Sign in with Google to refresh the lists. The ones known before are used.';

/** All the office has to do with Google: its sign-in, its folder and sheet, the destination, the lists, and the check. */
export function createGoogleOffice(parts: GoogleOfficeParts) {
  const { storage, settings, secrets, now, random, newId, log, timeZone } = parts;
  const apiRoot = readApiRoot(settings, log);
  const google = createGoogleFetch({ fetch: parts.fetch, apiRoot, now });
  const transport = createGoogleTransport({ fetch: google.fetch, timeoutMs: TIMEOUT_MS });
  const authParts = { transport, now, clockSkewMs: google.clockSkewMs };
  const auth = createGoogleAuth({ ...authParts, secrets });
  const call = listenForEnd(auth.call, { epoch: () => account.epoch(), end: (message) => account.end(message) });
  const bucket = () => createTokenBucket({ perMinute: quotaShare(1), now });
  const drive = createDriveClient({ call, timeoutMs: TIMEOUT_MS });
  const sheets = createSheetsClient({ call, timeoutMs: TIMEOUT_MS, reads: bucket(), writes: bucket() });
  const client = createOAuthClientKeeper(secrets, settings);
  const snapshots = createLiveSnapshot(state, storage.isOpen);
  const checkSnapshots = createLiveSnapshot(() => check.state(), storage.isOpen);
  const listSnapshots = createLiveSnapshot(() => lists.report(), storage.isOpen);

  const account = createGoogleAccount({
    auth,
    whoAmI: drive.whoAmI,
    async tryKey(key: ServiceAccountKey) {
      const trial = createGoogleAuth({ ...authParts, secrets: noSecrets });
      await trial.adopt({ kind: 'service-account', ...key });
      return createDriveClient({ call: trial.call, timeoutMs: TIMEOUT_MS }).whoAmI(AbortSignal.timeout(TIMEOUT_MS));
    },
    signInWithBrowser: (request, onLink) =>
      createOAuthSignIn({
        transport,
        apiRoot,
        openLink: async (link) => {
          onLink(link);
          await parts.openLink(link);
        },
        newState: () => `${newId()}${newId()}`,
        timeLimitMs: SIGN_IN_WITHIN_MS,
      })(request),
    client: client.get,
    timeLimitMs: SIGN_IN_WITHIN_MS,
    onChange: snapshots.changed,
    onSignedIn: goOn,
    now,
    log,
  });

  const place = createGooglePlace({
    drive,
    sheets,
    account: account.account,
    kept: storage.settings,
    newId,
    onChange: snapshots.changed,
    async onChosen() {
      await settings.set({ deliverToGoogle: true });
      goOn();
    },
  });

  const uploads = createUploadClient({ call, timeoutMs: TIMEOUT_MS });
  const sealer = createSealer(secrets);
  const timings = apiRoot === null ? GOOGLE_TIMINGS : STAND_IN_TIMINGS;
  const newDestination = () =>
    createGoogleDestination({
      drive,
      uploads,
      sheets,
      sealer,
      target: place.target,
      timeZone,
      now,
      random,
      timings,
    });

  const check = createGoogleCheck({
    drive,
    sheets,
    destination: newDestination(),
    outcomeOf: createOutcomes({ now, random }).outcomeOf,
    storage,
    outbox: parts.outbox,
    submissionOf: parts.submissionOf,
    onChange: checkSnapshots.changed,
    now,
    log,
  });

  const secondLooks = createSecondLooks({
    sheets,
    destination: newDestination(),
    storage,
    outbox: parts.outbox,
    submissionOf: parts.submissionOf,
    target: () => (account.account() === null ? null : place.target()),
    settleMs: timings.settleMs,
    now,
    log,
  });

  /** Whoever asks for the tabs learns how full the sheet is, too. */
  const notingSheets: SheetsClient = {
    ...sheets,
    async tabs(...request) {
      const found = await sheets.tabs(...request);
      if (found.ok) place.noteTabs(found.value.tabs);
      return found;
    },
  };
  const lists = createListRefresher({
    async fetchLists(signal) {
      const target = place.target();
      if (target === null) return null;
      if (account.account() === null) return { ok: false, problem: SIGNED_OUT };
      const fetched = await fetchLists(notingSheets, target.spreadsheetId, signal);
      return fetched.ok ? fetched : { ok: false, problem: setUpProblem('sheet', fetched.error) };
    },
    store: storage.referenceLists,
    onChange: listSnapshots.changed,
    now,
    log,
  });

  function goOn(): void {
    parts.onReady();
    void lists.refresh();
  }

  function state() {
    return {
      connection: account.connection(),
      signInProblem: account.problem(),
      clientId: settings.get().googleClientId,
      place: place.get(),
      advice: place.advice(),
      neverSent: place.get() === null ? 0 : storage.queue.countNeverQueued(googleDestinationName),
      keptIn: secrets.protection,
      apiRoot: apiRoot?.origin ?? null,
    };
  }

  settings.onChange(snapshots.changed);
  parts.outbox.onDue((why) => {
    // Only then is there one more that was never sent.
    if (why === 'submitted' && !settings.get().deliverToGoogle) snapshots.changed();
  });

  return {
    account,
    client,
    place,
    destination: newDestination(),
    check: { ...check, watch: checkSnapshots.watch },
    lists: { ...lists, watch: listSnapshots.watch },
    state,
    watch: snapshots.watch,
    changed: snapshots.changed,
    /** What the delivery loop was told about the sign-in counts, too. */
    deliveryPaused(status: readonly DestinationStatus[]): void {
      const pause = status.find((each) => each.destination === googleDestinationName)?.pause;
      if (pause?.kind === 'sign-in-needed' && place.target() !== null) account.end(pause.problem);
    },
    /** Returns at once: a keychain may ask its user first, and nothing else has to wait for that. */
    start(): void {
      void account
        .open()
        .catch((cause: unknown) => log.error('google: the sign-in can’t be read', cause))
        .then(() => {
          lists.start();
          secondLooks.start();
        });
    },
    async stop(): Promise<void> {
      account.cancelSignIn();
      await Promise.all([lists.stop(), check.stop(), secondLooks.stop()]);
    },
  };
}

/** Null: Google itself, also where the setting is not one we accept. */
function readApiRoot(settings: SettingsStore, log: Log): ApiRoot {
  const root = parseApiRoot(settings.get().googleApiRoot);
  if (!root.ok) log.warn('google: the API root in the settings was not accepted');
  else if (root.value) log.warn('google: another server on this computer stands in for Google');
  return root.ok ? root.value : null;
}

const noSecrets: SecretStore = {
  protection: 'file-mode-0600',
  read: async () => null,
  write: async () => {},
  remove: async () => {},
};
