import { z } from 'zod';

export const fieldName = z.enum([
  'utility',
  'customerName',
  'serviceAddress',
  'accountNumber',
  'poid',
  'monthlyUsageKwh',
  'annualUsageKwh',
]);
export type FieldName = z.infer<typeof fieldName>;

/** A value of at least this confidence needs no second look. */
export const CERTAIN = 0.9;

/** Page units: PDF points, or pixels of a picture. */
const box = z.object({
  left: z.number(),
  top: z.number(),
  width: z.number(),
  height: z.number(),
});
const fieldCandidate = z.object({
  value: z.string(),
  confidence: z.number(),
  pageIndex: z.number().int(),
  box: box.nullable(),
});
const fieldReading = fieldCandidate.extend({
  estimated: z.boolean(),
  alternatives: z.array(fieldCandidate).readonly(),
});
export type FieldReading = z.infer<typeof fieldReading>;

const notice = z.discriminatedUnion('code', [
  z.object({ code: z.literal('several-bills'), accountNumbers: z.array(z.string()).readonly() }),
  z.object({ code: z.literal('several-poids'), poids: z.array(z.string()).readonly() }),
  z.object({ code: z.literal('several-months') }),
  z.object({ code: z.literal('gas-only') }),
  z.object({ code: z.literal('not-a-bill') }),
]);
export type Notice = z.infer<typeof notice>;

export const documentFields = z.object({
  fields: z.record(fieldName, fieldReading.nullable()),
  notices: z.array(notice).readonly(),
});
export type DocumentFields = z.infer<typeof documentFields>;
