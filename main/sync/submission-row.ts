import { formatPhone } from '../intake/phone.ts';
import type { AccountType } from '../intake/submission.ts';
import { localMinute } from '../local-time.ts';
import type { DeliverySubmission } from './destination.ts';

/** The columns of the office's list, in order. Their names are what a row's cells are found by. */
export const rowHeaders = [
  'Unique ID',
  'Submission Date',
  'Business Entity Name',
  'Account Name',
  'Contact Name',
  'Title',
  'Phone',
  'Email',
  'Service Address',
  'Developer Assigned',
  'Account Type',
  'Utility Provider (Form)',
  'Utility Name (OCR)',
  'Account Number (OCR)',
  'POID',
  'Monthly Usage (OCR)',
  'Annual Usage (OCR)',
  'Agent ID',
  'Agent Name',
  'POA ID',
  'Utility Bill Link',
  'POA Link',
  'Agreement Link',
  'Terms & Conditions Link',
  'CDG SMS Sent',
  'CDG Enrollment Status',
] as const;

export type RowHeader = (typeof rowHeaders)[number];

/** The column that tells rows apart: the submission's own id. */
export const ID_HEADER: RowHeader = 'Unique ID';
/** Columns that we make but the office fills: never touched again once a row is there. */
export const filledByOffice: ReadonlySet<RowHeader> = new Set([
  'POA ID',
  'POA Link',
  'Agreement Link',
  'Terms & Conditions Link',
  'CDG SMS Sent',
  'CDG Enrollment Status',
]);

/** One cell for each of `rowHeaders`, in their order. */
export type SubmissionRow = readonly string[];

const accountTypes: { readonly [Type in AccountType]: string } = {
  'small-demand': 'Small Demand <25 KW',
  'large-demand': 'Large Demand >25 KW',
  'mass-market': 'Mass Market [Residential]',
};

/**
 * A submission as one row: plain text, one line a cell, not yet made safe for any kind of spreadsheet. The date is
 * when it was first submitted, in the office's time zone. Columns nobody fills yet are empty: the office may. Pure.
 */
export function submissionRow(
  { id, submittedAt, form, settled, agentName }: DeliverySubmission,
  { timeZone, billLink }: { timeZone: string; billLink: string },
): SubmissionRow {
  const cells: { readonly [Header in RowHeader]: string } = {
    'Unique ID': id,
    'Submission Date': localMinute(submittedAt, timeZone),
    'Business Entity Name': form.businessName,
    'Account Name': form.accountName,
    'Contact Name': form.contactName,
    Title: form.title,
    Phone: formatPhone(form.phone),
    Email: form.email,
    'Service Address': settled.serviceAddress,
    'Developer Assigned': form.developer,
    'Account Type': form.accountType === '' ? '' : accountTypes[form.accountType],
    'Utility Provider (Form)': form.utility,
    'Utility Name (OCR)': settled.utility,
    'Account Number (OCR)': settled.accountNumber,
    POID: settled.poid,
    'Monthly Usage (OCR)': settled.monthlyUsageKwh,
    'Annual Usage (OCR)': settled.annualUsageKwh,
    'Agent ID': form.agentId,
    'Agent Name': agentName,
    'POA ID': '',
    'Utility Bill Link': billLink,
    'POA Link': '',
    'Agreement Link': '',
    'Terms & Conditions Link': '',
    'CDG SMS Sent': '',
    'CDG Enrollment Status': '',
  };
  return rowHeaders.map((header) => oneLine(cells[header]));
}

/** Control characters, line breaks among them, have no place in a cell. */
function oneLine(cell: string): string {
  return cell.replaceAll(/\p{Cc}+/gu, ' ').trim();
}
