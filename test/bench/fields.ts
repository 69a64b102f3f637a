import { cpus } from 'node:os';
import { type FieldName, fieldNames } from '../../main/extraction/field.ts';
import { poorPhotoKinds } from '../support/bills/photos/draw-photo.ts';
import { type Score, type Scored, scoreFields, type Tally } from '../support/bills/score.ts';
import { type BillFile, drawBillFiles } from './bill-files.ts';
import { runExtractOnMany } from './extract-many.ts';
import { median, printTable } from './table.ts';

export type FieldsOptions = {
  /** Bills drawn for each kind of file: digital, scan, and each kind of photo. */
  readonly bills: number;
  readonly seed: number;
  /** Only these kinds of files, such as `scan` or `folded`; all when empty. */
  readonly kinds: readonly string[];
  /** Where drawn files are kept between runs; a temporary folder otherwise. */
  readonly folder: string | null;
};

/**
 * Draws bills of every utility as digital PDFs, scans and photos, reads them with the product's own command line, and
 * prints how many fields were right, wrong or missed, by kind of file and by field, and what confidence was worth.
 */
export async function benchFields(options: FieldsOptions): Promise<void> {
  console.log(`${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.version}`);
  await drawBillFiles(options, async (files) => {
    const reports = await runExtractOnMany(files.map(({ path }) => path));
    const scored: (Scored & { file: BillFile; elapsedMs: number })[] = [];
    const refused: string[] = [];
    for (const file of files) {
      const report = reports.get(file.path);
      if (report && 'fields' in report) {
        scored.push({
          file,
          kind: file.kind,
          truth: file.truth,
          fields: readingsOf(report.fields),
          elapsedMs: report.ms,
        });
      } else {
        refused.push(file.path);
      }
    }
    const score = scoreFields(scored);
    printKinds(score, scored);
    printFields(scored);
    printCalibration(score);
    printMistakes(score);
    if (refused.length > 0) console.log(`\nNot read at all: ${refused.join(', ')}`);
  });
}

type Reported = Readonly<Record<FieldName, { readonly value: string | number; readonly confidence: number } | null>>;

/** Scores look at values and confidence only. */
const noPlace = { pageIndex: 0, box: null, estimated: false, alternatives: [] } as const;

function readingsOf(fields: Reported): Scored['fields'] {
  return Object.fromEntries(
    fieldNames.map((name) => {
      const field = fields[name];
      return [name, field && { ...noPlace, value: String(field.value), confidence: field.confidence }];
    }),
  ) as Scored['fields'];
}

function printKinds(score: Score, scored: readonly (Scored & { elapsedMs: number })[]): void {
  const byKind = Map.groupBy(scored, ({ kind }) => kind);
  const rows = [...score.byKind].map(([kind, tally]) => [
    kind,
    String(byKind.get(kind)?.length ?? 0),
    ...shares(tally),
    `${(median((byKind.get(kind) ?? []).map(({ elapsedMs }) => elapsedMs)) / 1000).toFixed(1)} s`,
  ]);
  const groups: [string, (kind: string) => boolean][] = [
    ['fair photos', (kind) => isPhoto(kind) && !isPoor(kind)],
    ['poor photos', isPoor],
    ['everything', () => true],
  ];
  const all = groups.map(([name, belongs]) => {
    const own = scored.filter(({ kind }) => belongs(kind));
    return [name, String(own.length), ...shares(scoreFields(own).total), ''];
  });
  printTable('Fields by kind of file', [['kind', 'files', 'right', 'wrong', 'missed', 'median time'], ...rows, ...all]);
}

const isPhoto = (kind: string) => kind !== 'digital' && kind !== 'scan';
const isPoor = (kind: string) => poorPhotoKinds.includes(kind);

function printFields(scored: readonly Scored[]): void {
  const groups: [string, (kind: string) => boolean][] = [
    ['digital', (kind) => kind === 'digital'],
    ['scan', (kind) => kind === 'scan'],
    ['photo', isPhoto],
  ];
  const rows = fieldNames.map((field) => [
    field,
    ...groups.flatMap(([, belongs]) => {
      const tally = scoreFields(scored.filter(({ kind }) => belongs(kind))).byField[field];
      return [`${tally.right} / ${tally.wrong} / ${tally.missed}`];
    }),
  ]);
  printTable('Fields by name (right / wrong / missed)', [['field', ...groups.map(([name]) => name)], ...rows]);
}

function printCalibration({ calibration, certain }: Score): void {
  const rows = calibration
    .filter(({ right, wrong }) => right + wrong > 0)
    .map(({ from, to, right, wrong }) => [
      `${from.toFixed(2)}-${to.toFixed(2)}`,
      String(right + wrong),
      percent(right, right + wrong),
    ]);
  printTable('Calibration', [['confidence', 'values', 'right'], ...rows]);
  console.log(
    `  of ${certain.right + certain.wrong} values at 0.9 or more, ${percent(certain.right, certain.right + certain.wrong)} are right`,
  );
}

function printMistakes({ mistakes }: Score): void {
  if (mistakes.length === 0) return;
  const rows = mistakes.map(({ kind, field, read, truth, confidence }) => [
    kind,
    field,
    read,
    truth ?? '(not on this page)',
    confidence.toFixed(2),
  ]);
  printTable('Wrong values', [['kind', 'field', 'read', 'truth', 'confidence'], ...rows]);
}

function shares({ right, wrong, missed }: Tally): string[] {
  const all = right + wrong + missed;
  return [right, wrong, missed].map((part) => percent(part, all));
}

const percent = (part: number, all: number) => (all === 0 ? '-' : `${((100 * part) / all).toFixed(1)} %`);
