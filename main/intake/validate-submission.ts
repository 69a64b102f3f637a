import { builtInLists } from './built-in-lists.ts';
import { sameText } from './current-lists.ts';
import { parsePhone } from './phone.ts';
import type { ReferenceLists } from './reference-lists.ts';
import type { IntakeForm } from './submission.ts';
import type { SubmitProblem } from './submit-problem.ts';

/** One @, no blanks, a dot in the domain: enough to catch slips without refusing odd but real addresses. */
const emailShape = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

type Check = (form: IntakeForm, lists: ReferenceLists) => string | null;

/** In the order of the form. `businessName` and `consentSms` are the client's choice. */
const checks: readonly (readonly [keyof IntakeForm, Check])[] = [
  ['agentId', checkAgent],
  ['accountName', required('accountName', 'Type the name on the account.')],
  ['contactName', required('contactName', "Type the contact's full name.")],
  ['title', required('title', "Type the contact's title, for example Owner.")],
  ['phone', checkPhone],
  ['email', checkEmail],
  ['utility', checkUtility],
  ['accountType', required('accountType', 'Choose the account type.')],
  ['developer', checkDeveloper],
  ['consentTerms', (form) => (form.consentTerms ? null : 'The customer has to agree to the Terms and the POA.')],
];

/** What of the form has to change before it can be submitted; empty when nothing. Pure. */
export function validateSubmission(
  form: IntakeForm,
  documentIds: readonly string[],
  lists: ReferenceLists,
): readonly SubmitProblem[] {
  const problems: SubmitProblem[] = checks.flatMap(([input, check]) => {
    const message = check(form, lists);
    return message ? [{ place: { part: 'form', input }, message }] : [];
  });
  if (documentIds.length > 0) return problems;
  const message = 'Add the utility bill: drop the PDF or a photo of it.';
  return [...problems, { place: { part: 'documents' }, message }];
}

function required(place: 'accountName' | 'contactName' | 'title' | 'accountType', message: string): Check {
  return (form) => (form[place].trim() === '' ? message : null);
}

function checkAgent({ agentId }: IntakeForm, lists: ReferenceLists): string | null {
  return agentId.trim() === '' ? 'Type your agent ID.' : unknownAgent(agentId, lists);
}

/** What is wrong with an agent ID that was typed; null when nothing is, and while there is no list to look into. Pure. */
export function unknownAgent(agentId: string, { agents }: ReferenceLists): string | null {
  if (agents.length === 0 || agents.some((agent) => sameText(agent.id, agentId))) return null;
  return `The agent ID ${agentId.trim()} is not on the list. Check it, or ask the office to add it.`;
}

function checkPhone({ phone }: IntakeForm): string | null {
  if (phone.trim() === '') return 'Type a phone number.';
  return parsePhone(phone) ? null : 'Type a US phone number with 10 digits, for example 607-555-0123.';
}

function checkEmail({ email }: IntakeForm): string | null {
  if (email.trim() === '') return 'Type an e-mail address.';
  return emailShape.test(email.trim()) ? null : 'Check the e-mail address; it should look like name@example.com.';
}

function checkUtility({ utility }: IntakeForm, { utilities }: ReferenceLists): string | null {
  if (utility.trim() === '') return 'Choose the utility.';
  const known = utilities.find((each) => sameText(each.name, utility));
  if (!known) return `${utility.trim()} is not on the list of utilities. Choose one from the list.`;
  return known.active ? null : `${known.name} takes no new customers at the moment. Choose another utility.`;
}

/** The built-in list is only a stand-in, so until the office has one any name will do. */
function checkDeveloper({ developer }: IntakeForm, { developers }: ReferenceLists): string | null {
  if (developer.trim() === '') return 'Choose the developer.';
  if (developers === builtInLists.developers || developers.some((each) => sameText(each.name, developer))) return null;
  return `${developer.trim()} is not on the list of developers. Choose one from the list.`;
}
