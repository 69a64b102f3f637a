import { type FieldName, fieldNames } from '../extraction/field.ts';
import { noticeWords } from '../ipc/contract/notice-words.ts';
import type { FileProblem, FileReport } from './extraction-report.ts';

const labels: { readonly [Name in FieldName]: string } = {
  utility: 'Utility',
  customerName: 'Customer name',
  serviceAddress: 'Service address',
  accountNumber: 'Account number',
  poid: 'POID',
  monthlyUsageKwh: 'Monthly usage (kWh)',
  annualUsageKwh: 'Annual usage (kWh)',
};

/** JSON Lines for programs; the text of every page; or, without either, the fields for a person. */
export function printReport(report: FileReport | FileProblem, options: { json?: boolean; text?: boolean }): void {
  if (options.json) console.log(JSON.stringify(report));
  else if ('error' in report) console.error(`${report.file}: ${report.error.message}`);
  else if (options.text) console.log(report.pages.map((page) => ('text' in page ? page.text : '')).join('\n\f'));
  else console.log(summary(report));
}

function summary(report: FileReport): string {
  const lines = fieldNames.map((name) => {
    const field = report.fields[name];
    const value = field
      ? `${field.value}${field.estimated ? ' (estimate)' : ''}  ${Math.round(field.confidence * 100)} %, page ${field.page}`
      : '—';
    return `  ${labels[name].padEnd(20)} ${value}`;
  });
  const pages = report.pages.length === 1 ? '1 page' : `${report.pages.length} pages`;
  const searched =
    report.pagesSearched < report.pages.length
      ? [`The values below are from the first ${report.pagesSearched} pages.`]
      : [];
  const told = [...searched, ...report.notices.map(noticeWords)].map((words) => `  ${words}`);
  return [`${report.file}  (${pages}, ${(report.ms / 1000).toFixed(1)} s)`, ...told, ...lines].join('\n');
}
