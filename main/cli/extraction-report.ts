import type { DocumentProblem, DocumentProgress } from '../documents/document.ts';
import { type FieldName, type FieldReading, fieldNames, type Notice } from '../extraction/field.ts';
import type { Box, PageReading } from '../extraction/page-reading.ts';
import { pageText } from '../extraction/page-reading.ts';

type ReportedField = {
  /** A number for the two usages, text for the rest. */
  readonly value: string | number;
  readonly confidence: number;
  /** From 1. */
  readonly page: number;
  /** In page units: PDF points, or pixels of a picture as a viewer shows it. Null when the value is not printed. */
  readonly box: Box | null;
  readonly estimated?: true;
};

type ReportedPage =
  | {
      readonly page: number;
      readonly source: PageReading['source'];
      readonly ms: number;
      readonly confidence: number;
      readonly rotation: number;
      readonly text: string;
    }
  | { readonly page: number; readonly error: { readonly code: 'page-quarantined'; readonly message: string } };

/** One line of `extract --json`: a file that was read. */
export type FileReport = {
  readonly file: string;
  readonly sha256: string;
  readonly pages: readonly ReportedPage[];
  readonly fields: { readonly [Name in FieldName]: ReportedField | null };
  readonly notices: readonly Notice[];
  /** Fields are looked for on so many of its pages, from the first one. */
  readonly pagesSearched: number;
  readonly ms: number;
};

/** One line of `extract --json`: a file that was not. */
export type FileProblem = { readonly file: string; readonly error: DocumentProblem };

export function fileReport(
  file: string,
  progress: DocumentProgress,
  readings: readonly PageReading[],
  elapsedMs: number,
): FileReport {
  const byPage = new Map(readings.map((reading) => [reading.pageIndex, reading]));
  const fields = progress.reading?.fields;
  return {
    file,
    sha256: progress.sha256,
    pages: progress.pages.map((state, pageIndex) => {
      const reading = byPage.get(pageIndex);
      if (reading) return reportedPage(reading);
      const message = state.kind === 'quarantined' ? state.reason : 'This page was not read.';
      return { page: pageIndex + 1, error: { code: 'page-quarantined', message } };
    }),
    fields: Object.fromEntries(
      fieldNames.map((name) => [name, reportedField(name, fields?.[name] ?? null)]),
    ) as FileReport['fields'],
    notices: progress.reading?.notices ?? [],
    pagesSearched: Math.min(progress.pages.length, progress.pagesSearched),
    ms: Math.round(elapsedMs),
  };
}

function reportedPage(reading: PageReading): ReportedPage {
  return {
    page: reading.pageIndex + 1,
    source: reading.source,
    ms: Math.round(reading.elapsedMs),
    confidence: round(reading.confidence),
    rotation: reading.rotation,
    text: pageText(reading),
  };
}

function reportedField(name: FieldName, field: FieldReading | null): ReportedField | null {
  if (!field) return null;
  const isUsage = name === 'monthlyUsageKwh' || name === 'annualUsageKwh';
  return {
    value: isUsage ? Number(field.value) : field.value,
    confidence: round(field.confidence),
    page: field.pageIndex + 1,
    box: field.box,
    ...(field.estimated ? { estimated: true } : {}),
  };
}

const round = (share: number) => Math.round(share * 1000) / 1000;
