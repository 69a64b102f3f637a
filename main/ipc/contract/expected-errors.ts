import { z } from 'zod';
import { fieldName } from './fields.ts';
import { intakeForm } from './intake-form.ts';

export const documentProblem = z.object({ code: z.string(), message: z.string() });

/** What stops a submit, in the clerk's words, by the place it belongs to: an input of the form, or a field of the bill. */
export const submitProblem = z.object({
  place: z.discriminatedUnion('part', [
    z.object({ part: z.literal('form'), input: intakeForm.keyof() }),
    z.object({ part: z.literal('bill'), field: fieldName }),
    z.object({ part: z.literal('documents') }),
  ]),
  message: z.string(),
});
export type SubmitProblem = z.infer<typeof submitProblem>;

/** Each carries its message for the clerk in `message`. */
export const expectedErrors = {
  notFound: { NOT_FOUND: { status: 404 } },
  document: { DOCUMENT_PROBLEM: { status: 422, data: documentProblem } },
  submit: { NOT_READY: { status: 422, data: z.object({ problems: z.array(submitProblem).readonly() }) } },
  move: { WRONG_STATE: { status: 409 } },
  setting: { SETTING_REJECTED: { status: 422, data: z.object({ setting: z.string() }) } },
  unavailable: { UNAVAILABLE: { status: 501 } },
  /** `place`: the input that the message belongs to. `wider-access`: sign in again, allowing what was made by hand. */
  google: {
    GOOGLE_PROBLEM: {
      status: 422,
      data: z.object({ place: z.enum(['client', 'key-file', 'sign-in', 'folder', 'sheet', 'wider-access']) }),
    },
  },
  /** What was confirmed is not what is there now: look again. */
  changed: { CHANGED: { status: 409, data: z.object({ deliveries: z.number().int() }) } },
} as const;
