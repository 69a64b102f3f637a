import type { DocumentKind } from '../../documents/document.ts';
import { localDay } from '../../local-time.ts';

/** Windows allows paths of 260 characters, the office's own folder included; Linux names of 255 bytes. */
const longestPart = { characters: 50, bytes: 80 };
const longestStem = { characters: 70, bytes: 150 };

const extensions: { readonly [Kind in DocumentKind]: readonly string[] } = {
  pdf: ['.pdf'],
  jpeg: ['.jpg', '.jpeg'],
  png: ['.png'],
  tiff: ['.tif', '.tiff'],
  webp: ['.webp'],
  heic: ['.heic', '.heif'],
};

/** YYYY-MM-DD_Account_Utility, as a folder name that every system takes. Pure. */
export function folderName(
  submission: { readonly submittedAt: number; readonly accountName: string; readonly utility: string },
  timeZone: string,
): string {
  const part = (text: string, standIn: string) => shorten(safe(text).replaceAll('_', ' '), longestPart) || standIn;
  const day = localDay(submission.submittedAt, timeZone);
  return `${day}_${part(submission.accountName, 'Account')}_${part(submission.utility, 'Utility')}`;
}

/** The clerk's file name made safe, with an ending that fits what the file is. Pure. */
export function fileName(original: string, kind: DocumentKind): string {
  const base = original.split(/[/\\]/).at(-1) ?? '';
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(base)?.[0] ?? '';
  const fits = extensions[kind].includes(ending.toLowerCase());
  const stem = shorten(safe(ending ? base.slice(0, -ending.length) : base), longestStem) || 'bill';
  return `${reservedOnWindows.test(stem) ? `_${stem}` : stem}${fits ? ending : extensions[kind][0]}`;
}

/** The n-th name to try (from 1) when the ones before are taken: "bill.pdf", "bill (2).pdf", ... Pure. */
export function numbered(name: string, n: number, { ending = '' }: { ending?: string } = {}): string {
  return n === 1 ? name : `${name.slice(0, name.length - ending.length)} (${n})${ending}`;
}

/** Whatever follows the first dot: https://learn.microsoft.com/windows/win32/fileio/naming-a-file (read November 2026). */
const reservedOnWindows = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])\s*(\.|$)/i;

/** Without what Windows forbids in names, nor dots and blanks at either end, which it drops or hides. */
function safe(text: string): string {
  return trimEnds(
    text
      .normalize('NFC')
      .replaceAll(/[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]+/gu, '-')
      .replaceAll(/\s+/g, ' '),
  );
}

function shorten(text: string, longest: typeof longestPart): string {
  let kept = '';
  for (const character of [...text].slice(0, longest.characters)) {
    if (Buffer.byteLength(kept + character) > longest.bytes) break;
    kept += character;
  }
  return trimEnds(kept);
}

function trimEnds(text: string): string {
  return text.replaceAll(/^[.\s-]+|[.\s-]+$/g, '');
}
