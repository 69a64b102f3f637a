import { z } from 'zod';
import { fieldName } from './fields.ts';

const text = (max: number) => z.string().max(max);
export const intakeForm = z.object({
  agentId: text(100),
  businessName: text(300),
  accountName: text(300),
  contactName: text(300),
  title: text(200),
  phone: text(100),
  email: text(300),
  utility: text(200),
  accountType: z.enum(['small-demand', 'large-demand', 'mass-market', '']),
  developer: text(200),
  consentTerms: z.boolean(),
  consentSms: z.boolean(),
});
export type IntakeForm = z.infer<typeof intakeForm>;

const fieldDecision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('typed'), value: text(500) }),
  z.object({ kind: z.literal('confirmed'), value: text(500) }),
]);
export const fieldDecisions = z.partialRecord(fieldName, fieldDecision);
export type FieldDecision = z.infer<typeof fieldDecision>;
export type FieldDecisions = z.infer<typeof fieldDecisions>;
