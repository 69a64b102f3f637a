import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { rowHeaders } from '../../../main/sync/submission-row.ts';
import { foldersUnder, sheetRows } from '../../support/google/delivery-rig.ts';
import { type LocalGoogle, startLocalGoogle } from '../../support/google/local-google.ts';
import { revokeGrants } from '../../support/google/oauth-api.ts';
import {
  CLERK,
  makeServiceAccountKey,
  OFFICE_CLIENT,
  placeFile,
  placeSpreadsheet,
  ROBOT,
  registerOfficeClient,
} from '../../support/google/office.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { following, handHost, type RunningApp, runApp, submitInApp } from '../../support/whole-app.ts';

const patience = { timeout: 60_000, interval: 50 };
const limits = {
  sheetsWritesPerUser: 10_000,
  sheetsReadsPerUser: 10_000,
  sheetsReadsPerProject: 10_000,
  sheetsWritesPerProject: 10_000,
};

/** The whole app over real HTTP, with a Local Google in Google's place from its second start on. */
async function appBeside(google: LocalGoogle) {
  registerOfficeClient(google);
  const hand = handHost();
  const first = await runApp(hand.host);
  await first.client.google.setApiRoot({ apiRoot: google.url });
  await first.stop();
  const app = await runApp(hand.host);
  return {
    ...hand,
    app,
    google: await following((options) => app.client.google.watch(undefined, options)),
    queue: await following((options) => app.client.outbox.watchQueue(undefined, options)),
  };
}

async function localGoogle(options: Parameters<typeof startLocalGoogle>[0] = {}): Promise<LocalGoogle> {
  const google = await startLocalGoogle({ limits, ...options });
  onTestFinished(() => google.close());
  return google;
}

async function signIn({ client }: RunningApp, state: () => { connection: { kind: string } }): Promise<void> {
  await client.google.setClient(OFFICE_CLIENT);
  await client.google.signIn();
  await expect.poll(() => state().connection.kind, patience).toBe('signed-in');
}

const stateOf = (app: RunningApp, id: string) => app.rooms.storage.submissions.get(id)?.state.kind;
const target = (app: RunningApp) => {
  const chosen = app.rooms.google.place.target();
  if (chosen === null) throw new Error('not set up');
  return chosen;
};
const idsInSheet = (google: LocalGoogle, app: RunningApp) =>
  sheetRows(google, target(app)).map((row) => row['Unique ID']);

test('what was submitted before Google is set up goes to the folder, and to Google once somebody says so', async () => {
  const remote = await localGoogle();
  const { app, google } = await appBeside(remote);
  const early = await submitInApp(app, 'Early Bird');
  await expect.poll(() => stateOf(app, early), patience).toBe('delivered');

  await signIn(app, google);
  expect(google()).toMatchObject({ connection: { account: { email: CLERK, mayUse: { folderMadeByHand: false } } } });
  const place = await app.client.google.createPlace();
  expect(place).toMatchObject({ folder: { name: 'GreenWatt submissions' }, sheet: { tab: 'Submissions' } });
  expect((await app.client.google.testPlace()).checks.map(({ verdict }) => verdict)).toEqual(Array(4).fill('works'));
  await expect.poll(() => google().neverSent, patience).toBe(1);
  expect(await app.client.google.sendEarlier()).toEqual({ submissions: 1 });
  const late = await submitInApp(app, 'Late Riser');
  await expect.poll(() => [stateOf(app, early), stateOf(app, late)], patience).toEqual(['delivered', 'delivered']);

  expect(idsInSheet(remote, app).toSorted()).toEqual([early, late].toSorted());
  expect(foldersUnder(remote, target(app))).toHaveLength(2);
  expect(google().neverSent).toBe(0);
  expect(await app.client.google.sendEarlier()).toEqual({ submissions: 0 });
  const receipts = await following((options) => app.client.receipts.watch({ submissionId: late }, options));
  expect(receipts()).toMatchObject([
    { destination: 'folder', standing: { kind: 'delivered' } },
    {
      destination: 'google',
      standing: { kind: 'delivered' },
      items: expect.arrayContaining([
        expect.objectContaining({ kind: 'folder' }),
        expect.objectContaining({
          kind: 'file',
          checksum: { kind: 'md5', value: expect.stringMatching(/^[0-9a-f]{32}$/) },
        }),
        expect.objectContaining({ kind: 'row', link: expect.stringContaining('range=A') }),
      ]),
    },
  ]);
});

test('a row that another desktop’s write went into just after its delivery is put right by itself', async () => {
  const remote = await localGoogle();
  const { app, google } = await appBeside(remote);
  await signIn(app, google);
  await app.client.google.createPlace();
  const id = await submitInApp(app, 'Neighbour');
  await expect.poll(() => stateOf(app, id), patience).toBe('delivered');
  const [delivered] = sheetRows(remote, target(app));
  const column = rowHeaders.indexOf('Utility Bill Link');
  const row = remote.state.spreadsheets.get(target(app).spreadsheetId)?.tabs[0]?.grid.rows[1];
  row?.splice(column, 1, 'https://drive.google.com/file/d/anothers/view');
  await expect.poll(() => sheetRows(remote, target(app)), patience).toEqual([delivered]);
});

test('submitted offline: all of it waits in one group, and goes out when the network is back', async () => {
  const stateFile = `${tempFolder()}/google.json`;
  const remote = await localGoogle({ stateFile });
  const { app, google, queue, comeOnline } = await appBeside(remote);
  await signIn(app, google);
  await app.client.google.createPlace();
  const port = Number(new URL(remote.url).port);
  await remote.close();

  const ids = [await submitInApp(app, 'First'), await submitInApp(app, 'Second')];
  await expect
    .poll(() => queue().groups.filter(({ standing }) => standing === 'waiting'), patience)
    .toMatchObject([{ destination: 'google', cause: 'google-offline', count: 2, nextTryAt: expect.any(Number) }]);
  expect(queue().pauses).toMatchObject([{ destination: 'google', because: 'unreachable' }]);
  expect(ids.map((id) => stateOf(app, id))).toEqual(['submitted', 'submitted']);

  const back = await localGoogle({ stateFile, port });
  comeOnline();
  await expect.poll(() => ids.map((id) => stateOf(app, id)), patience).toEqual(['delivered', 'delivered']);
  expect(idsInSheet(back, app).toSorted()).toEqual(ids.toSorted());
  await expect.poll(queue, patience).toEqual({ pauses: [], groups: [] });
});

test('a revoked sign-in pauses Google with one banner; the next sign-in lets all go on', async () => {
  const remote = await localGoogle();
  const { app, google, queue } = await appBeside(remote);
  await signIn(app, google);
  await app.client.google.createPlace();
  const before = await submitInApp(app, 'Before');
  await expect.poll(() => stateOf(app, before), patience).toBe('delivered');

  revokeGrants(remote.state, () => true);
  const ids = [await submitInApp(app, 'During'), await submitInApp(app, 'During, too')];
  await expect
    .poll(() => google().connection, patience)
    .toMatchObject({
      kind: 'ended',
      account: { email: CLERK },
      message: expect.stringContaining('Sign in again'),
    });
  await expect
    .poll(() => queue().groups, patience)
    .toMatchObject([{ destination: 'google', cause: 'sign-in-needed', count: 2, nextTryAt: null }]);
  expect(queue().pauses).toMatchObject([{ because: 'sign-in-needed', until: null }]);

  await signIn(app, google);
  await expect.poll(() => ids.map((id) => stateOf(app, id)), patience).toEqual(['delivered', 'delivered']);
  expect(idsInSheet(remote, app).toSorted()).toEqual([before, ...ids].toSorted());
});

test('signing out revokes, keeps what is owed, and a restart still knows who signed in', async () => {
  const remote = await localGoogle();
  const { app, google, host } = await appBeside(remote);
  await signIn(app, google);
  await app.client.google.createPlace();
  await app.stop();

  const again = await runApp(host);
  const state = await following((options) => again.client.google.watch(undefined, options));
  await expect.poll(() => state().connection.kind, patience).toBe('signed-in');
  expect(await again.client.google.signOut()).toEqual({ isRevoked: true });
  await expect.poll(() => state().connection.kind, patience).toBe('signed-out');
  expect([...remote.state.grants.values()].every((grant) => grant.revoked)).toBe(true);
  const id = await submitInApp(again, 'Kept');
  await expect.poll(() => again.rooms.delivery.status().at(-1)?.pause.kind, patience).toBe('sign-in-needed');
  await signIn(again, state);
  await expect.poll(() => stateOf(again, id), patience).toBe('delivered');
});

test('an account that Google goes on refusing, though it gives it tokens, pauses with the banner, too', async () => {
  const remote = await localGoogle();
  const { app, google, queue, comeOnline, clock } = await appBeside(remote);
  await signIn(app, google);
  await app.client.google.createPlace();
  for (const call of ['drive.files.generateIds', 'sheets.spreadsheets.get'])
    remote.faults.always(call, { kind: 'token-expired' });
  const id = await submitInApp(app, 'Refused');
  await expect.poll(() => queue().groups, patience).toMatchObject([{ cause: 'google-refusing', count: 1 }]);
  expect(google().connection.kind).toBe('signed-in');
  await expect
    .poll(() => {
      clock.aheadMs += 30_000;
      comeOnline();
      return google().connection.kind;
    }, patience)
    .toBe('ended');
  await expect.poll(() => queue().groups, patience).toMatchObject([{ cause: 'sign-in-needed', count: 1 }]);
  remote.faults.clear();
  await signIn(app, google);
  await expect.poll(() => stateOf(app, id), patience).toBe('delivered');
});

test('what waits for its next try is tried at once when the app starts', async () => {
  const remote = await localGoogle();
  const { app, google, host } = await appBeside(remote);
  await signIn(app, google);
  await app.client.google.createPlace();
  remote.faults.always('drive.files.generateIds', { kind: 'error', status: 503, when: 'before' });
  const id = await submitInApp(app, 'Patient');
  await expect.poll(() => app.rooms.storage.outbox.owedBy(id)[0]?.cause, patience).toBe('google-server-error');
  await app.stop();
  const db = new Database(path.join(host.paths.data, 'intake.db'));
  db.prepare('UPDATE outbox SET next_attempt_at = ? WHERE next_attempt_at IS NOT NULL').run(Date.now() + 3_600_000);
  db.close();
  remote.faults.clear();
  const again = await runApp(host);
  await expect.poll(() => stateOf(again, id), patience).toBe('delivered');
});

test('a service account’s key file works, and one that Google doesn’t know changes nothing', async () => {
  const remote = await localGoogle();
  const { app, google, secrets } = await appBeside(remote);
  const key = makeServiceAccountKey(remote);
  remote.state.serviceAccounts.clear();
  await expect(app.client.google.useKeyFile({ text: key })).rejects.toMatchObject({ data: { place: 'key-file' } });
  expect(google().connection.kind).toBe('signed-out');
  expect([...secrets.kept.keys()]).not.toContain('google-credentials');

  expect(await app.client.google.useKeyFile({ text: makeServiceAccountKey(remote) })).toEqual({ email: ROBOT });
  await expect
    .poll(() => google().connection, patience)
    .toMatchObject({ account: { kind: 'service-account', email: ROBOT } });
  const access = { [ROBOT]: 'writer' } as const;
  const folder = placeFile(remote, { driveId: 'drive-1', access });
  const sheet = placeSpreadsheet(
    remote,
    {
      Submissions: [],
      Agents: [
        ['ID', 'Name'],
        ['A-17', 'Ann Agent'],
        ['', 'Nameless'],
      ],
    },
    { driveId: 'drive-1', access },
  );
  await app.client.google.usePlace({
    sheetLink: `https://docs.google.com/spreadsheets/d/${sheet.id}/edit`,
    folderLink: `https://drive.google.com/drive/folders/${folder.id}`,
  });
  const lists = await following((options) => app.client.reference.watch(undefined, options));
  await expect.poll(lists, patience).toMatchObject({
    lists: { agents: [{ id: 'A-17', name: 'Ann Agent' }], refreshedAt: expect.any(Number) },
    sheet: { title: 'Intake' },
    badRows: [{ tab: 'Agents', row: 3 }],
    missingTabs: ['Utilities', 'Developers'],
  });
  expect(await app.client.reference.agent({ agentId: ' a-17 ' })).toEqual({ name: 'Ann Agent', problem: null });
  expect(await app.client.reference.agent({ agentId: 'B-9' })).toMatchObject({
    name: null,
    problem: expect.stringContaining('not on the list'),
  });
  const id = await submitInApp(app, 'Robot’s Diner');
  await expect.poll(() => stateOf(app, id), patience).toBe('delivered');
});

test('"check now" finds what the office changed, and repairs it', async () => {
  const remote = await localGoogle();
  const { app, google } = await appBeside(remote);
  await signIn(app, google);
  await app.client.google.createPlace();
  const ids = [await submitInApp(app, 'One'), await submitInApp(app, 'Two')];
  await expect.poll(() => ids.map((id) => stateOf(app, id)), patience).toEqual(['delivered', 'delivered']);
  const check = await following((options) => app.client.google.watchCheck(undefined, options));
  await app.client.google.checkNow();
  await expect.poll(() => check().result, patience).toMatchObject({ checked: 2, differences: [] });

  const [folder] = foldersUnder(remote, target(app));
  if (!folder) throw new Error('no folder');
  folder.trashed = true;
  await app.client.google.checkNow();
  await expect.poll(() => check().result?.differences, patience).toMatchObject([{ kind: 'folder-trashed' }]);
  await app.client.google.repair({});
  await expect
    .poll(check, patience)
    .toMatchObject({ activity: { kind: 'none' }, result: { repaired: 1, differences: [] } });
  expect(folder.trashed).toBe(false);
});

test('what is being delivered is left to its delivery by a repair', async () => {
  const remote = await localGoogle();
  const { app, google } = await appBeside(remote);
  await signIn(app, google);
  await app.client.google.createPlace();
  const id = await submitInApp(app, 'One');
  await expect.poll(() => stateOf(app, id), patience).toBe('delivered');
  const [folder] = foldersUnder(remote, target(app));
  if (!folder) throw new Error('no folder');
  folder.trashed = true;
  const check = await following((options) => app.client.google.watchCheck(undefined, options));
  await app.client.google.checkNow();
  await expect.poll(() => check().result?.differences, patience).toMatchObject([{ kind: 'folder-trashed' }]);

  remote.faults.always('*', { kind: 'error', status: 503, when: 'before' });
  const { form, decisions } = await app.client.submissions.get({ submissionId: id });
  await app.client.submissions.submit({ submissionId: id, form: { ...form, title: 'Manager' }, decisions });
  await app.client.google.repair({ differenceIds: ['folder-trashed/unknown', `folder-trashed/${id}`] });
  await expect.poll(check, patience).toMatchObject({
    activity: { kind: 'none' },
    result: { differences: [{ problem: expect.stringContaining('still') }] },
  });
  expect(folder.trashed).toBe(true);
});

test('a spreadsheet that is nearly full is told without anybody asking; without a sign-in the lists say so', async () => {
  const remote = await localGoogle();
  const { app, google } = await appBeside(remote);
  await signIn(app, google);
  await app.client.google.createPlace();
  expect(google().notices).toEqual([]);
  const [tab] = remote.state.spreadsheets.get(target(app).spreadsheetId)?.tabs ?? [];
  if (!tab) throw new Error('no tab');
  tab.grid.rowCount = 9_500_000 / tab.grid.columnCount;
  await app.client.reference.refresh();
  await expect
    .poll(() => google().notices, patience)
    .toMatchObject([{ code: 'sheet-nearly-full', message: expect.stringMatching(/9\d % full/) }]);
  const full = target(app).spreadsheetId;
  await app.client.google.createPlace();
  expect(target(app).spreadsheetId).not.toBe(full);
  await expect.poll(() => google().notices, patience).toEqual([]);

  await app.client.google.signOut();
  const lists = await following((options) => app.client.reference.watch(undefined, options));
  await app.client.reference.refresh();
  await expect.poll(() => lists().problem, patience).toContain('Sign in with Google');
});

test('links of things made by hand ask for wider access, and work once it is given', async () => {
  const remote = await localGoogle();
  const { app, google } = await appBeside(remote);
  await signIn(app, google);
  const links = {
    sheetLink: `https://docs.google.com/spreadsheets/d/${placeSpreadsheet(remote, { Submissions: [] }).id}/edit`,
    folderLink: `https://drive.google.com/drive/folders/${placeFile(remote).id}`,
  };
  await expect(app.client.google.usePlace(links)).rejects.toMatchObject({ data: { place: 'wider-access' } });
  await app.client.google.signIn({ sheetMadeByHand: true, folderMadeByHand: true });
  await expect
    .poll(() => google().connection, patience)
    .toMatchObject({ kind: 'signed-in', account: { mayUse: { sheetMadeByHand: true, folderMadeByHand: true } } });
  expect(await app.client.google.usePlace(links)).toMatchObject({ sheet: { title: 'Intake' } });
});

test('a sign-in can be cancelled, and begun anew before the first has ended', async () => {
  const remote = await localGoogle();
  const { app, google, opened } = await appBeside(remote);
  await app.client.google.setClient(OFFICE_CLIENT);
  remote.consent = { kind: 'ignore' };
  await app.client.google.signIn();
  await expect.poll(() => google().connection, patience).toMatchObject({ link: expect.stringContaining('/auth?') });
  expect(google().connection).toMatchObject({ kind: 'signing-in', link: opened[0] });
  await app.client.google.cancelSignIn();
  await expect
    .poll(() => google(), patience)
    .toMatchObject({
      connection: { kind: 'signed-out' },
      signInProblem: { code: 'cancelled' },
    });
  await app.client.google.signIn();
  // Both pages stand open at Google; nobody will answer them.
  await expect.poll(() => remote.counts.get('oauth.authorize')?.succeeded, patience).toBe(2);
  remote.consent = { kind: 'allow', account: CLERK };
  await app.client.google.signIn();
  await expect.poll(() => google(), patience).toMatchObject({ connection: { kind: 'signed-in' }, signInProblem: null });
});
