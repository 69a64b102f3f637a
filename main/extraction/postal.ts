/** Addresses in printed lines: what ends in a town, a state and a zip code. */
import { readDigits } from './digits.ts';

const states =
  'AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY';
/** What OCR makes of NY; believed only before a zip code of New York's. */
const nearNy = 'N[YVT¥]|MY|HY|WY|N\\.? ?Y\\.?';
/** Digits, and what OCR makes of them. */
const zipLike = '[0-9OoIlSBZ|!()[\\]]';
const tail = new RegExp(
  `^(.*?)[\\s,.;:]+(${states}|${nearNy})[\\s,.;:]+(${zipLike}{5})(?:\\s?[-–—.~]\\s?${zipLike}{4})?(?=$|[^0-9])`,
);

/** Reads `<something> NY 12345[-6789]` at the start of a text; what follows the zip is left out. Null when there is no zip. */
export function readPostalTail(
  text: string,
): { readonly before: string; readonly state: string; readonly zip: string } | null {
  const found = tail.exec(text.toUpperCase());
  if (!found) return null;
  const before = text.slice(0, found[1]?.length ?? 0).trim();
  const zip = readDigits(found[3] ?? '');
  if (!zip || before === '') return null;
  const printed = (found[2] ?? '').replace(/[\s.]/g, '');
  const isNy = isNewYorkZip(zip.digits) && !isPlainState(printed, zip.digits);
  return { before, state: isNy ? 'NY' : printed, zip: zip.digits };
}

/** Zip codes of the State of New York: 100-149, and two outliers. */
export const isNewYorkZip = (zip: string) => /^(1[0-4]\d{3}|00501|00544|06390)$/.test(zip);

/** A state that really has such zip codes; NV and WY never start with 1. */
const isPlainState = (state: string, zip: string) => state !== 'NY' && zip.startsWith('1') && /^(PA|DE)$/.test(state);

/** Tidies what OCR leaves around words: border fragments, doubled blanks, blanks before commas. */
export function tidy(text: string): string {
  return text
    .replace(/[|_~=*«»"“”{}[\]\\<>^©®]+/g, ' ')
    .replace(/[‘’`´]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;])/g, '$1')
    .replace(/\S+/g, repairLetters)
    .replace(/(?<=\d\S*\s(?:\S+\s)?)[0-9OISBZl]+(?=(?:TH|ST|ND|RD)\b)/g, repairOrdinal)
    .replace(/^[\s,.;:'’\-–—•·()/]+|[\s,;:'\-–—•·(/]+$/g, '')
    .trim();
}

/** Digits and small letters that OCR put inside a word of capitals: BR1STOL, L0WER, AL5TYNE, BEATRlZ. Words such as 17TH or 4B stay. */
function repairLetters(word: string): string {
  if (word.length < 4 || !/^[A-Z]+[014578l][A-Z]+[^0-9]*$/.test(word)) return word;
  return word.replace(/[014578l]/, (found) => capitalLike[found] ?? found);
}

/** 6608 SSTH ST: a numbered street behind a house number. */
const repairOrdinal = (found: string) => [...found].map((letter) => digitLike[letter] ?? letter).join('');

const digitLike: Readonly<Record<string, string>> = { O: '0', I: '1', l: '1', Z: '2', S: '5', B: '8' };

const capitalLike: Readonly<Record<string, string>> = {
  '0': 'O',
  '1': 'I',
  '4': 'A',
  '5': 'S',
  '7': 'T',
  '8': 'B',
  l: 'I',
};

/** One line `<street>, <CITY> NY <zip>`: the comma parts street and town, also when OCR made a full stop of it. */
export function formatOneLine(before: string, state: string, zip: string): string {
  const clean = tidy(before).replace(/[,.;]\s*([^,;]+)$/, (_, city: string) => `, ${city}`);
  const [street = '', ...rest] = clean.split(', ');
  return `${[repairStreet(street), ...rest].join(', ')} ${state} ${zip}`;
}

/** Street and unit lines and the town's line, as one. */
export function formatLines(
  streets: readonly { readonly text: string }[],
  city: string,
  state: string,
  zip: string,
): string {
  const street = streets.map((line) => tidy(line.text)).filter((line) => line !== '');
  return `${street.map(repairStreet).join(' ')}, ${tidy(city).replace(/[.,]/g, '')} ${state} ${zip}`;
}

const suffixes =
  'ST|RD|AVE|AV|DR|LN|CT|PL|BLVD|WAY|TER|CIR|HWY|PKWY|SQ|TRL|EXT|RUN|LOOP|TPKE|PATH|ROW|ROAD|STREET|AVENUE|DRIVE|LANE';
const hasSuffix = new RegExp(`\\s(${suffixes})\\b`, 'i');
/** `400 CHURCH WAY APTS` */
const gluedUnit = new RegExp(`(\\s(?:${suffixes})) (APT|UNIT|LOT)S$`, 'i');
/** What OCR makes of a street's suffix; believed only where the street has no other. */
const misreadSuffix: Readonly<Record<string, string>> = {
  OR: 'DR',
  '0R': 'DR',
  ORIVE: 'DRIVE',
  RO: 'RD',
  R0: 'RD',
  ROAO: 'ROAD',
  '5T': 'ST',
  S7: 'ST',
  SI: 'ST',
  AVF: 'AVE',
  AVC: 'AVE',
  IN: 'LN',
  '1N': 'LN',
  CI: 'CT',
  C7: 'CT',
  PI: 'PL',
  P1: 'PL',
  BIVD: 'BLVD',
  B1VD: 'BLVD',
  TFR: 'TER',
  WAV: 'WAY',
};

const repairStreet = (street: string) =>
  repairSuffix(
    street
      .replace(/^\S+/, repairHouseNumber)
      .replace(/\bBL[O0]G(?=[A-Z]?\b)/, 'BLDG')
      // A house of apartments is rarer than a 5 that OCR took for an S.
      .replace(gluedUnit, (_, street: string, unit: string) => `${street} ${unit} 5`)
      .replace(/(?<=\b(APT|UNIT|STE|LOT|RM|FL|POLE?)\s)[Il|](?=[A-H\d]\d?\b)/, '1'),
  );

/** `$974 OLD FOX HOLLOW BLVD`: what begins with two digits or more, but for lookalikes that no house is numbered with. */
function repairHouseNumber(number: string): string {
  if (!/^[\dOISl$§&|!]+$/.test(number) || (number.match(/\d/g)?.length ?? 0) < 2) return number;
  return readDigits(number)?.digits ?? number;
}

/** `6160 CEDAR OR` has no suffix, and DR looks like OR. */
function repairSuffix(street: string): string {
  if (hasSuffix.test(street) || !/^\d/.test(street)) return street;
  const words = street.split(' ');
  const at = words.findLastIndex((word, index) => index >= 2 && misreadSuffix[word.toUpperCase()] !== undefined);
  return at < 0 ? street : words.with(at, misreadSuffix[words[at]?.toUpperCase() ?? ''] ?? '').join(' ');
}

/** Streets that are called no Street, Road or Lane. */
const ofTheirOwnName =
  /\b(BROADWAY|ROUTE|RTE?|HIGHWAY|BOX|BOULEVARD|PARKWAY|TURNPIKE|TERRACE|COURT|PLACE|CIRCLE|SQUARE|PLAZA|PARK|CORNERS|HEIGHTS|CRESCENT|BEND|POINT|RIDGE|HILL|HOLLOW|CROSSING|COMMONS?|MALL|CONCOURSE|ESPLANADE|EXPRESSWAY|CAUSEWAY|ALLEY|MEWS|TERR|XING|CRES|HTS|PLZ|RDG|AVE(NUE)? [A-Z0-9])\b/i;

/** A route is called by its number. */
const unnumbered = /\b(ROUTE|RTE?|COUNTY|STATE|STATE HWY|HIGHWAY)\s*$/i;

/** `RR 1 BOX 77A`, `RD 2 BOX 114 COUNTY ROUTE 38`: a carrier's route and the box along it. */
const ruralRoute = /^(R\.?[RD]\.?|HC|STAR RT|RURAL (ROUTE|DELIVERY))\s?#?\d+\s+BOX\s\d+/i;

/** Whether a street has a number and ends the way streets do; one that doesn't may have lost a word. */
export function isWholeStreet(address: string): boolean {
  const [street = ''] = address.split(',');
  if (ruralRoute.test(street)) return true;
  const named = hasSuffix.test(street) || ofTheirOwnName.test(street);
  return named && /^\d/.test(street) && !unnumbered.test(street);
}

/** Whether there is a street at all: letters, and a number or a street's last word. */
export function isStreet(street: string): boolean {
  return /[A-Z]{2}/i.test(street) && (/\d/.test(street) || hasSuffix.test(street) || ofTheirOwnName.test(street));
}

/** `253 DEPOT ST L-222`, but not `253 DEPOT ST LLC`: a number, a street's name and its last word, and a unit at most. */
export const endsAsStreet = (line: string) => wholeStreet.test(line);

const unitAtEnd = String.raw`(\s(APT|UNIT|STE|SUITE|FL|FLOOR|BLDG|RM|LOT|POLE?|REAR|BSMT|#|[A-Z]-\d)\S*(\s\S{1,4})?)?$`;
const wholeStreet = new RegExp(
  String.raw`^\d\S*\s(.*\s(${suffixes}|PI|P1)\.?|((STATE|COUNTY)\s)?(ROUTE|RTE?|HWY)\s\d+)${unitAtEnd}`,
  'i',
);

/** Spelling that doesn't matter when two addresses or names are compared. */
export const letterKey = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** The same for readings that OCR may have spelled with an O for a nought or an I for a one. */
export const glyphKey = (text: string) => letterKey(text).replaceAll('O', '0').replaceAll('I', '1');

/** The same for names, some of which are printed with the last name first, or without their initials. */
export function nameKey(name: string): string {
  const words = name.split(/[\s,]+/).map(glyphKey);
  const whole = words.filter((word) => word.length > 1);
  return (whole.length > 1 ? whole : words).sort().join('');
}

/** Whether a line looks like a street: a house number first, or a box, pole or route. */
export function looksLikeStreet(line: string): boolean {
  return (
    /^\W*(\d+[A-Z]?(-\d+)?\s+\S|P\.?\s?O\.?\s?BOX|R[RD]\s?\d|HC\s?\d|(STATE|COUNTY|US) (ROUTE|RTE?|ROAD|RD|HWY|HIGHWAY)\s|ROUTE\s|RT\s\d|POLE?\s|LOT\s|[NSEW]\s\d+\s)/i.test(
      line,
    ) || /\s(ST|RD|AVE|DR|LN|CT|PL|BLVD|WAY|TER|CIR|HWY|PKWY|ROAD|STREET|AVENUE|DRIVE|LANE)\b/i.test(line)
  );
}

export const isUnitLine = (line: string) =>
  /^\W*(APT|UNIT|STE|SUITE|FL|FLOOR|BLDG|RM|ROOM|LOT|POLE?|REAR|#)\b/i.test(line);
