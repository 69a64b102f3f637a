/**
 * The last net under the log: what could name a customer or open a door is replaced by a word that says what stood
 * there. Rooms don't write such values in the first place. Counts, process ids, UUIDs, times and sizes stay readable.
 */
import { redactNumbers } from './redact-numbers.ts';
import { redactWords } from './redact-words.ts';

export type RedactOptions = {
  /** Absolute paths shown as `~`, because they hold the user's name. */
  readonly homeFolders: readonly string[];
};

/** Longer than any line we write on purpose; keeps the work per line bounded. */
const MAX_CHARACTERS = 64 * 1024;

/** Answers `text` with everything private replaced. Pure; texts over 64 Ki characters are cut, which is said. */
export function redact(text: string, options: RedactOptions): string {
  const cut = text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)} [cut]` : text;
  const homeless = options.homeFolders.reduce(hideFolder, plainCharacters(cut));
  return redactNumbers(redactWords(homeless));
}

/** Full-width digits, odd blanks and dashes, and invisible characters would carry a value past every rule. */
function plainCharacters(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-');
}

/** Also finds the folder spelled with the other slash, inside JSON (doubled backslashes) and in a file URL. */
function hideFolder(line: string, folder: string): string {
  const parts = folder.split(/[\\/]+/).filter((part) => part !== '');
  if (parts.length < 2) return line;
  const spelled = parts.map((part) => `(?:${escapeForPattern(part)}|${escapeForPattern(encodeURI(part))})`);
  const root = /^[\\/]/.test(folder) ? '[\\\\/]+' : '';
  return line.replace(new RegExp(`${root}${spelled.join('[\\\\/]+')}(?![\\w-])`, 'gi'), '~');
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
