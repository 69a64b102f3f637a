import type { DocumentProgress } from '../../../main/ipc/contract/documents.ts';
import type { DocumentFields, FieldName, FieldReading } from '../../../main/ipc/contract/fields.ts';
import { pageSize, valuePlaces } from './bill-picture.ts';

/** What the stand-in pretends to find in a file. The file's name decides, so that a test can say what it wants. */
export type Script = {
  readonly kind: DocumentProgress['kind'];
  readonly pageCount: number;
  readonly password: string | null;
  readonly badPage: number | null;
  readonly turn: 0 | 90 | 180 | 270;
  readonly values: { readonly [Name in FieldName]: string };
  readonly confidence: { readonly [Name in FieldName]: number };
};

const certain: Script['confidence'] = {
  utility: 0.99,
  customerName: 0.95,
  serviceAddress: 0.97,
  accountNumber: 0.99,
  poid: 0.96,
  monthlyUsageKwh: 0.98,
  annualUsageKwh: 0.93,
};
const doubtful: Partial<Script['confidence']> = {
  customerName: 0.71,
  accountNumber: 0.64,
  monthlyUsageKwh: 0.55,
  poid: 0,
};

/** `locked` asks for the password "secret"; `photo` is doubtful and lies sideways; `bad-page`; `12p` has 12 pages. */
export function scriptFor(fileName: string): Script {
  const has = (word: string) => fileName.includes(word);
  const isPhoto = has('photo');
  return {
    kind: isPhoto ? 'jpeg' : 'pdf',
    pageCount: isPhoto ? 1 : Number(/(\d+)p\b/.exec(fileName)?.[1] ?? 4),
    password: has('locked') ? 'secret' : null,
    badPage: has('bad-page') ? 1 : null,
    turn: isPhoto ? 90 : 0,
    values: {
      utility: 'NYSEG',
      customerName: 'MAPLE GROVE DINER LLC',
      serviceAddress: '18 Orchard St, BINGHAMTON NY 13901',
      accountNumber: '10045012345',
      poid: 'N01000012345678',
      monthlyUsageKwh: '4180',
      annualUsageKwh: '50160',
    },
    confidence: isPhoto ? { ...certain, ...doubtful } : certain,
  };
}

const onFirstPage: readonly FieldName[] = ['utility', 'customerName', 'serviceAddress', 'accountNumber'];

/** The fields as far as the settled pages show them: some stand on page 1, the usage on page 3. */
export function fieldsAfter(script: Script, pagesSettled: number): DocumentFields | null {
  if (pagesSettled === 0) return null;
  const usagePage = Math.min(2, script.pageCount - 1);
  const read = (name: FieldName): FieldReading | null => {
    const pageIndex = onFirstPage.includes(name) ? 0 : usagePage;
    const confidence = script.confidence[name];
    if (confidence === 0 || pagesSettled <= pageIndex) return null;
    const value = script.values[name];
    const box = name === 'annualUsageKwh' && script.turn === 90 ? null : onPage(valuePlaces[name], script.turn);
    const other = value.replace('1', '7');
    const alternatives = confidence < 0.9 ? [{ value: other, confidence: 0.3, pageIndex, box }] : [];
    return { value, confidence, pageIndex, box, estimated: box === null, alternatives };
  };
  return {
    fields: {
      utility: read('utility'),
      customerName: read('customerName'),
      serviceAddress: read('serviceAddress'),
      accountNumber: read('accountNumber'),
      poid: read('poid'),
      monthlyUsageKwh: read('monthlyUsageKwh'),
      annualUsageKwh: read('annualUsageKwh'),
    },
    notices: [],
  };
}

/** Where an upright place lies on a page that was taken turned by 90 degrees against the clock. */
function onPage(box: { left: number; top: number; width: number; height: number }, turn: Script['turn']) {
  if (turn === 0) return box;
  return {
    left: box.top,
    top: pageSize.width - box.left - box.width,
    width: box.height,
    height: box.width,
  };
}
