import type { FieldName, Notice } from '../extraction/field.ts';
import type { UnsettledField } from './settle-fields.ts';
import type { SubmitProblem } from './submit-problem.ts';

/** The field as the clerk's screen calls it, in the middle of a sentence. */
const spoken: { readonly [Name in FieldName]: string } = {
  utility: "utility's name",
  customerName: 'customer name',
  serviceAddress: 'service address',
  accountNumber: 'account number',
  poid: 'POID',
  monthlyUsageKwh: 'monthly usage',
  annualUsageKwh: 'annual usage',
};

/** What the clerk reads beside a field that has to be decided. */
export function unsettledProblem({ field, why }: UnsettledField): SubmitProblem {
  return { place: { part: 'bill', field }, message: message(spoken[field], why) };
}

function message(name: string, why: UnsettledField['why']): string {
  switch (why.kind) {
    case 'missing':
      return `The ${name} was not found on the bill. Type it as it is printed there.`;
    case 'uncertain':
      return `The ${name} was hard to read. Compare it with the bill, then confirm or correct it.`;
    case 'disagreeing':
      return `The bills name more than one ${name}: ${why.values.join(' or ')}. Choose the right one.`;
    case 'not-as-chosen':
      return `The bill is of ${why.value}, but the form says ${why.chosen}. Choose the right one on the form, or confirm the ${name} here.`;
    case 'notice':
      return noticeMessage(name, why.notice);
    default:
      return why satisfies never;
  }
}

function noticeMessage(name: string, notice: Notice): string {
  switch (notice.code) {
    case 'several-bills':
      return `The file holds bills of several accounts: ${notice.accountNumbers.join(', ')}. Choose the ${name} this submission is for.`;
    case 'several-poids':
      return `The bill names several points of delivery: ${notice.poids.join(', ')}. Choose the ${name} this submission is for.`;
    case 'several-months':
      return `The file holds bills of several months. Check that the ${name} is of the newest one, or correct it.`;
    case 'gas-only':
      return `This looks like a gas bill. Add the electric bill, or type the ${name} yourself.`;
    case 'not-a-bill':
      return `This does not look like a utility bill. Add the right file, or type the ${name} yourself.`;
    default:
      return notice satisfies never;
  }
}
