import type { DocumentProblem } from './document.ts';
import { documentProblem } from './document-problem.ts';
import type { OcrFailure } from './ocr-protocol.ts';

/** What an OCR process could not do, in the clerk's words. A damaged page of a whole document is a damaged file. */
export function failureProblem({ code }: OcrFailure): DocumentProblem {
  return documentProblem(code === 'page-damaged' ? 'damaged-file' : code);
}
