import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { expectedErrors as errors } from './expected-errors.ts';

const account = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('user'),
    /** Null until Google has told it. */
    email: z.string().nullable(),
    /** What this sign-in may use beside what the app made itself. */
    mayUse: z.object({ sheetMadeByHand: z.boolean(), folderMadeByHand: z.boolean() }),
  }),
  z.object({ kind: z.literal('service-account'), email: z.string() }),
]);
export type GoogleAccount = z.infer<typeof account>;

const connection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed-out') }),
  /** The system's browser asks. `link`: for the case that it didn't open by itself. Ends by itself at `endsAt`, UTC ms. */
  z.object({ kind: z.literal('signing-in'), link: z.string().nullable(), endsAt: z.number() }),
  z.object({ kind: z.literal('signed-in'), account }),
  /** Expired, revoked or no longer accepted: everything waits until somebody signs in. `message` is for the banner. */
  z.object({ kind: z.literal('ended'), account, message: z.string() }),
]);
export type GoogleConnection = z.infer<typeof connection>;

const place = z.object({
  folder: z.object({ name: z.string(), link: z.string() }),
  sheet: z.object({ title: z.string(), tab: z.string(), link: z.string() }),
});
export type GooglePlace = z.infer<typeof place>;

const googleState = z.object({
  connection,
  /** Why the last sign-in came to nothing; null after one that worked. Cancelling is told too. */
  signInProblem: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The office's OAuth client; null: to be entered before anybody can sign in with the browser. */
  clientId: z.string().nullable(),
  /** Where submissions go; null: not set up. */
  place: place.nullable(),
  /** What somebody should know though all works, e.g. that the spreadsheet is nearly full. */
  notices: z.array(z.object({ code: z.enum(['sheet-nearly-full']), message: z.string() })).readonly(),
  /** Submitted before Google was switched on, or while it was off. */
  neverSent: z.number().int(),
  secrets: z.object({ keptIn: z.enum(['keychain', 'file-mode-0600']), message: z.string() }),
  /** The address on this computer that stands in for Google, in tests; null: Google itself. */
  apiRoot: z.string().nullable(),
});
export type GoogleState = z.infer<typeof googleState>;

const setUpCheck = z.object({
  what: z.enum(['sign-in', 'folder', 'sheet', 'headings', 'space']),
  /** `advice`: it works, but somebody should know. */
  verdict: z.enum(['works', 'advice', 'broken']),
  /** What is so, and, unless it works, what to do. */
  message: z.string(),
});
export type SetUpCheck = z.infer<typeof setUpCheck>;

const difference = z.object({
  id: z.string(),
  submissionId: z.string(),
  accountName: z.string(),
  kind: z.enum([
    'folder-missing',
    'folder-trashed',
    'file-missing',
    'file-trashed',
    'file-changed',
    'row-missing',
    'row-differs',
    'row-doubled',
  ]),
  /** What differs, and what repairing it would do. */
  message: z.string(),
  isRepairable: z.boolean(),
  /** Why the last repair left it as it is; null: not tried. */
  problem: z.string().nullable(),
});
export type Difference = z.infer<typeof difference>;

const checkState = z.object({
  activity: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('checking'), filesSeen: z.number().int(), submissions: z.number().int() }),
    z.object({ kind: z.literal('repairing'), done: z.number().int(), of: z.number().int() }),
  ]),
  /** Why the last check or repair ended early, in plain words. */
  problem: z.string().nullable(),
  /** What the last complete check found, less what was repaired since; null: none in this run. */
  result: z
    .object({
      checkedAt: z.number(),
      /** Submissions compared; those with something still owed are left to the queue. */
      checked: z.number().int(),
      repaired: z.number().int(),
      differenceCount: z.number().int(),
      /** At most 500 of them. */
      differences: z.array(difference).readonly(),
    })
    .nullable(),
});
export type CheckState = z.infer<typeof checkState>;

const credential = z.string().trim().min(1).max(500);

export const google = {
  watch: oc.output(eventIterator(googleState)),

  /** The office's own OAuth client of type "Desktop app": typed, or the file that Google's console downloads. */
  setClient: oc
    .input(
      z.union([
        z.object({ clientId: credential, clientSecret: credential }),
        z.object({ file: z.string().max(20_000) }),
      ]),
    )
    .output(z.object({}))
    .errors(errors.google),
  /**
   * Opens the system's browser and answers at once; `watch` tells how it goes. Asks for no more than named here;
   * without input for what the last sign-in had. A sign-in under way is begun anew.
   */
  signIn: oc
    .input(z.object({ sheetMadeByHand: z.boolean(), folderMadeByHand: z.boolean() }).optional())
    .output(z.object({}))
    .errors(errors.google),
  cancelSignIn: oc.output(z.object({})),
  /** `text`: what the chosen file holds. Its private key goes into the secret store, the rest is forgotten. */
  useKeyFile: oc
    .input(z.object({ text: z.string().max(20_000) }))
    .output(z.object({ email: z.string() }))
    .errors(errors.google),
  /** Forgets the sign-in here in any case. `isRevoked`: Google took the access away as well. */
  signOut: oc.output(z.object({ isRevoked: z.boolean() })),

  /** May take a minute. A repeat after an unclear end uses what the first made. Switches Google on. */
  createPlace: oc.output(place).errors(errors.google),
  /** Uses what the office has; an empty `folderLink` makes a folder. Switches Google on. May take a minute. */
  usePlace: oc
    .input(z.object({ sheetLink: z.string().max(2000), folderLink: z.string().max(2000) }))
    .output(place)
    .errors(errors.google),
  /** Tries all that delivery needs, without leaving a trace. */
  testPlace: oc.output(z.object({ checks: z.array(setUpCheck).readonly() })).errors(errors.google),
  /** Queues what `neverSent` counts; how many submissions. */
  sendEarlier: oc.output(z.object({ submissions: z.number().int() })).errors(errors.google),
  /** Loopback addresses only, empty for Google itself. Counts from the next start on. */
  setApiRoot: oc
    .input(z.object({ apiRoot: z.string().max(200) }))
    .output(z.object({}))
    .errors(errors.setting),

  watchCheck: oc.output(eventIterator(checkState)),
  /** "Check now": compares what was delivered with what is there. Answers at once; `watchCheck` tells how it goes. */
  checkNow: oc.output(z.object({})).errors(errors.google),
  /** Puts right what the last check found: the named differences, or all that can be. Answers at once. */
  repair: oc
    .input(z.object({ differenceIds: z.array(z.string()).max(500).optional() }))
    .output(z.object({}))
    .errors(errors.google),
  cancelCheck: oc.output(z.object({})),
};
