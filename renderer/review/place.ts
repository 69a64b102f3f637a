import type { Box } from './place-on-page.ts';

/** A place on a document to look at: a page, and on it perhaps the printed value of a field. */
export type Place = {
  readonly documentId: string;
  readonly pageIndex: number;
  readonly mark: { readonly label: string; readonly value: string; readonly box: Box } | null;
};
