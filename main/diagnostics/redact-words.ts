/** The half of redaction that looks for words: secrets, e-mail addresses, named values, paths and street addresses. */

type Rule = { readonly pattern: RegExp; readonly replacement: string | ((match: string) => string) };

export function redactWords(line: string): string {
  let redacted = line;
  for (const { pattern, replacement } of RULES) {
    redacted =
      typeof replacement === 'string'
        ? redacted.replace(pattern, replacement)
        : redacted.replace(pattern, (match) => replacement(match));
  }
  return redacted;
}

const SECRET_NAMES =
  '[\\w-]*(?:token|secret|passw(?:or)?d|passphrase|credentials?|verifier|assertion|api[_-]?key|private[_-]?key)|pwd';
const PRIVATE_NAMES =
  '(?:customer|account|contact|business|agent|file)Name|developer|serviceAddress|address|street|phone|mobile|e-?mail' +
  '|title|poid|podId|account(?:Number|No)?|customer|contact';

/** A quoted value, also inside JSON inside a string; else words up to the next fact (`name=`) or punctuation. */
const VALUE =
  '(?:\\\\?"(?:[^"\\\\]|\\\\(?!"))*\\\\?"|\'[^\'\\n]*\'' +
  '|[^\\s,;&"\'<>)}\\]]+(?:[ ](?![\\w-]+[=:])[^\\s,;&"\'<>)}\\]=]+){0,6})';
const named = (names: string): RegExp => new RegExp(`(?<![\\w$.])(${names})(\\\\?["']?\\s*[:=]\\s*)${VALUE}`, 'gi');

const DOCUMENT_KINDS = 'pdf|jpe?g|png|tiff?|webp|heic|heif|docx?|eml';
const STREET_KINDS =
  'Street|Str|St|Avenue|Ave|Av|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Place|Pl|Terrace|Ter|Circle|Cir' +
  '|Highway|Hwy|Parkway|Pkwy|Turnpike|Tpke|Route|Rte|Way|Square|Sq|Trail|Trl|Broadway';
const HOUSE_NUMBER = '\\b\\d{1,6}[A-Za-z]?(?:[-/]\\d{1,4})?';
const ZIP = '\\d{5}(?:-\\d{4})?\\b';
const NEARBY_STATES = 'NY|N\\.Y\\.|New York|NJ|PA|CT|MA|VT';

const RULES: readonly Rule[] = [
  { pattern: /-----BEGIN [A-Z ]{0,40}KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}KEY-----|$)/g, replacement: '[secret]' },
  // Headers hold several words, so the rest of the line goes.
  { pattern: /\b((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s*[:=])[^\n]*/gi, replacement: '$1$2 [secret]' },
  { pattern: /\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, replacement: '$1 [secret]' },
  { pattern: /([?&#](?:code|key|sig|signature|state|session|auth)=)[^\s&"'<>]*/gi, replacement: '$1[secret]' },
  { pattern: /\/\/[^\s/@:"']{1,200}:[^\s/@"']{1,200}@/g, replacement: '//[secret]@' },
  { pattern: named(SECRET_NAMES), replacement: '$1$2[secret]' },
  { pattern: /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g, replacement: '[secret]' },
  { pattern: /\b(?:ya29\.|GOCSPX-|AIza|gh[pousr]_|xox[a-z]-|sk-)[\w.-]{8,}/g, replacement: '[secret]' },
  // Google's authorisation codes (4/0...) and refresh tokens (1//0...).
  { pattern: /(?<![\w/])[14]\/{1,2}0[\w-]{8,}/g, replacement: '[secret]' },
  {
    pattern: /(?<![\w-])(?<!sha256"?[:=]"?)[\w-]{28,}={0,2}/gi,
    replacement: (run) => (isKey(run) ? '[secret]' : run),
  },
  {
    pattern:
      /(?:"[^"\n@]{1,64}"|[^\s"'<>()=,;:/\\@[\]]{1,128})(?:@|%40|\s?[([]at[)\]]\s?)(?:[\p{L}\d-]{1,63}\.){1,8}\p{L}{2,24}/giu,
    replacement: '[email]',
  },
  { pattern: named(PRIVATE_NAMES), replacement: '$1$2[private]' },
  // Another user's home. A name with blanks is believed only when the path goes on.
  {
    pattern:
      /(?:\b[A-Z]:)?[\\/]{1,4}(?:home|Users|Documents and Settings)[\\/]{1,4}(?:[^\\/\n"':*?<>|]{1,64}(?=[\\/])|[^\\/\s"':*?<>|]{1,64})/gi,
    replacement: '~',
  },
  // Delivery folders are named date, account, utility.
  { pattern: /\b(\d{4}-\d{2}-\d{2})_(?:(?! \w+=)[^\\/"'\n]){1,200}/g, replacement: '$1_[folder]' },
  // A file's name is often a customer's: with blanks inside a path or quotes, else one word.
  {
    pattern: new RegExp(`(?<=[\\\\/"'])[^\\\\/"'\\n=]{1,200}\\.(${DOCUMENT_KINDS})\\b`, 'gi'),
    replacement: '[file].$1',
  },
  { pattern: new RegExp(`[^\\s\\\\/"'=[\\]]{1,200}\\.(${DOCUMENT_KINDS})\\b`, 'gi'), replacement: '[file].$1' },
  {
    pattern: new RegExp(`${HOUSE_NUMBER}\\s[^=\\n"]{2,120}?\\s(?:${NEARBY_STATES})[,.]?\\s{1,3}${ZIP}`, 'gi'),
    replacement: '[address]',
  },
  {
    pattern: new RegExp(`\\bP\\.?\\s?O\\.?\\s?Box\\s+#?\\d{1,8}(?:[^=\\n"]{0,60}?\\b[A-Z]{2}\\s+${ZIP})?`, 'gi'),
    replacement: '[address]',
  },
  // Capitalised words, so that "3 files to Drive" is none.
  {
    pattern: new RegExp(
      `${HOUSE_NUMBER}\\s+(?:(?!Google\\b)(?:[A-Z][\\w.'-]*|\\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH))\\s+){1,4}` +
        `(?:${STREET_KINDS}|${STREET_KINDS.toUpperCase()})\\b\\.?(?:\\s\\d{1,4}\\b)?` +
        `(?:,?\\s+(?:(?:Apt|Unit|Suite|Ste|Floor|Fl|APT|UNIT|SUITE|STE|FL)\\b\\.?\\s*|#)[\\w-]{1,6})?`,
      'g',
    ),
    replacement: '[address]',
  },
  {
    pattern: new RegExp(
      `${HOUSE_NUMBER}\\s+(?:[a-z.'-]+\\s+){1,3}(?:street|avenue|road|lane|boulevard|highway|parkway|turnpike)\\b`,
      'g',
    ),
    replacement: '[address]',
  },
  {
    pattern: new RegExp(
      `\\b[A-Z][A-Za-z.'-]{1,30}(?: [A-Z][A-Za-z.'-]{1,30}){0,3}(?:,\\s*[A-Z]{2}|,?\\s+(?:NY|N\\.Y\\.|New York))[,.]?\\s+${ZIP}`,
      'g',
    ),
    replacement: '[address]',
  },
];

/**
 * Looks random: mixed case with digits, or hex, or a solid run of letters and many digits. Our UUIDs are let through.
 */
function isKey(run: string): boolean {
  const rest = run.replace(/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi, '').replace(/=+$/, '');
  if (rest.length < 28) return false;
  const digits = rest.match(/\d/g)?.length ?? 0;
  const mixedCase = /[a-z]/.test(rest) && /[A-Z]/.test(rest);
  if (mixedCase && digits >= 3) return true;
  return digits >= 6 && /[a-z]/i.test(rest) && !/[-_]/.test(rest);
}
