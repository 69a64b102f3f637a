import type { DocumentProblem, DocumentProblemCode } from './document.ts';
import { type DocumentLimits, documentLimits } from './document-limits.ts';
import { toMegabytes } from './megabytes.ts';
import { MAX_PICTURE_PIXELS } from './picture-scale.ts';

/** Figures told in the messages; limits that are not given are the product's. */
type Facts = Partial<DocumentLimits> & { readonly pageCount?: number };

/** The one place that turns a code into what the clerk reads: what happened, what is safe, what to do. */
export function documentProblem(code: DocumentProblemCode, facts: Facts = {}): DocumentProblem {
  return { code, message: message(code, facts) };
}

function message(code: DocumentProblemCode, facts: Facts): string {
  const { maxBytes, maxPages, pageCount = 'too many' } = { ...documentLimits, ...facts };
  switch (code) {
    case 'empty-file':
      return 'This file is empty (0 bytes). Nothing was added. Save or download the bill again and drop the new file.';
    case 'file-too-large':
      return `This file is larger than ${toMegabytes(maxBytes)} MB. Nothing was added. Send the bill's own pages only, or scan it at 300 dpi or less.`;
    case 'not-a-document':
      return 'This file is neither a PDF nor a picture that can be read. Nothing was added. Use a PDF, JPEG, PNG, TIFF, WebP or HEIC file of the bill.';
    case 'damaged-file':
      return 'This file is damaged and cannot be opened. Your entries are safe. Download or scan the bill again and drop the new file.';
    case 'too-many-pages':
      return `This file has ${pageCount} pages; at most ${maxPages} can be read. Your entries are safe. Save the bill's pages as a smaller PDF and drop that.`;
    case 'password-needed':
      return "This PDF is locked with a password. The file is kept. Type the password, often the account holder's zip code or the end of the account number.";
    case 'password-wrong':
      return 'That password does not open this PDF. The file is kept. Check the password and try again.';
    case 'no-pages':
      return 'This file has no pages. Your entries are safe. Download or scan the bill again and drop the new file.';
    case 'too-many-pixels':
      return `This picture has more pixels than can be read safely (${MAX_PICTURE_PIXELS / 1_000_000} million). Your entries are safe. Take or scan it at a lower resolution and drop the new file.`;
    case 'too-much-memory':
      return 'Opening this file would take more memory than is safe. Your entries are safe. Scan the bill again at 300 dpi or less, or take a plain JPEG photo of it, and drop the new file.';
    case 'file-unreadable':
      return 'The file cannot be read from the disk. Your entries are safe. Check that it still exists and that you may open it, then drop it again.';
    case 'disk-full':
      return 'The disk is full, so the file could not be kept. Everything saved before is safe. Free some space and drop the file again.';
    case 'upload-incomplete':
      return 'The file did not arrive completely. Nothing was added. Drop the file again.';
    default:
      return code satisfies never;
  }
}
