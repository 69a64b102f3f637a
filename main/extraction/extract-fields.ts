/**
 * Reads the fields of a utility bill from the words on its pages. Pure: the same pages give the same answer.
 */
import type { DocumentFields, FieldCandidate, FieldName, FieldReading } from './field.ts';
import type { Box, PageReading, Word } from './page-reading.ts';

type Line = { readonly text: string; readonly words: readonly Word[]; readonly pageIndex: number };

/** Never fails: what can't be found is null. Pages may come in any order and some may be missing. */
export function extractFields(pages: readonly PageReading[]): DocumentFields {
  const lines = pages.flatMap(linesOf);
  const text = lines.map((line) => line.text).join('\n');
  const utility = utilities.find(({ mark }) => mark.test(text));
  const monthly = first(lines, /(?:^|\s)(\d[\d,]*(?:\.\d+)?)\s*kwh\s+\d{1,3}\s+days/i, (found) =>
    found.replace(/,/g, ''),
  );
  const fields: Record<FieldName, FieldReading | null> = {
    utility: utility ? reading({ value: utility.name, confidence: 0.7, pageIndex: 0, box: null }) : null,
    customerName: null,
    serviceAddress: first(lines, /service address:?\s*(.*?,?\s*NY\s*\d{5}(?:-\d{4})?)/i, (found) => found.trim()),
    accountNumber: first(
      lines,
      /account (?:number|no\.?):?\s*(\d{4}-\d{4}-\d{3}|\d{5}-\d{5}|\d{2}-\d{4}-\d{4}-\d{4}-\d|\d{10,15})\b/i,
      (found) => found.replace(/\D/g, ''),
    ),
    poid: first(lines, /pod\s*id:?\s*([NR]01\d{12})\b/i, (found) => found.toUpperCase()),
    monthlyUsageKwh: monthly,
    annualUsageKwh: null,
  };
  return { fields, notices: [] };
}

const utilities = [
  { name: 'National Grid', mark: /\bnational\s?grid\b/i },
  { name: 'NYSEG', mark: /\bNYSEG\b/ },
  { name: 'RG&E', mark: /\bRG&E\b|Rochester Gas and Electric/ },
  { name: 'Con Edison', mark: /\bcon\s?ed(ison)?\b/i },
  { name: 'Central Hudson', mark: /\bcentral hudson\b/i },
  { name: 'Orange & Rockland', mark: /\borange (?:&|and) rockland\b/i },
  { name: 'PSEG Long Island', mark: /\bPSEG\b/ },
];

function first(lines: readonly Line[], pattern: RegExp, normalise: (found: string) => string): FieldReading | null {
  for (const line of lines) {
    const found = line.text.match(pattern)?.[1];
    if (found === undefined) continue;
    const confidence = Math.min(0.8, Math.min(...line.words.map((word) => word.confidence)));
    return reading({ value: normalise(found), confidence, pageIndex: line.pageIndex, box: surround(line.words) });
  }
  return null;
}

function linesOf(page: PageReading): Line[] {
  const lines = new Map<number, Word[]>();
  for (const word of page.words) lines.set(word.lineIndex, [...(lines.get(word.lineIndex) ?? []), word]);
  return [...lines.values()].map((words) => ({
    text: words.map((word) => word.text).join(' '),
    words,
    pageIndex: page.pageIndex,
  }));
}

function surround(words: readonly Word[]): Box {
  const left = Math.min(...words.map((word) => word.onPage.left));
  const top = Math.min(...words.map((word) => word.onPage.top));
  const right = Math.max(...words.map((word) => word.onPage.left + word.onPage.width));
  const bottom = Math.max(...words.map((word) => word.onPage.top + word.onPage.height));
  return { left, top, width: right - left, height: bottom - top };
}

const reading = (candidate: FieldCandidate): FieldReading => ({ ...candidate, estimated: false, alternatives: [] });
