/** Whether a printed line can be a customer's name. */
import { similarity } from './fuzzy-text.ts';
import { endsAsStreet, letterKey, readPostalTail, tidy } from './postal.ts';
import { profiles } from './profiles/profiles.ts';

/** A person's or business's name as printed, without its label; null when the line can't be one. */
export function readName(text: string): string | null {
  if (announces(text) || prose.test(text)) return null;
  const name = tidy(text.replace(ownLabel, '').replace(tradeName, '')).replace(theThird, (found) =>
    found.replace(/[l|]/g, 'I'),
  );
  const letters = name.replace(/[^A-Za-z]/g, '').length;
  if (letters < 3 || letters < name.replace(/\s/g, '').length * 0.45 || name.length > 60) return null;
  if (isLabel(name) && !endsAsBusiness.test(name)) return null;
  if ([notNames, labelAlone, besidesName, notPrinted].some((other) => other.test(name))) return null;
  if (endsAsStreet(name) || readPostalTail(name) !== null) return null;
  return isUtilitysName(name) || isHeading(name) ? null : name;
}

const isLabel = (name: string) =>
  startsAsLabel.test(name) || (startsAsLabelToo.test(name) && (goesOnAsLabel.test(name) || !name.includes(' ')));

const startsAsLabel = /^(STATEMENT|AMOUNT|BILLING|PLEASE|DATE|WWW|HTTP|LTE|PAYMENT|THANK)\b/i;
/** How labels begin, and some businesses: TOTAL HOME COMFORT LLC, PAGE BROTHERS EXCAVATING. */
const startsAsLabelToo = /^(PAGE|ACCOUNT|SERVICE|NEXT|TOTAL|CUSTOMER|YOUR)\b/i;
/** What labels say then: an amount that is due, a place, a period, a reading. */
const goesOnAsLabel =
  /\d|\s(DUE|DATES?|NUMBER|NO|CHARGES?|BALANCE|AMOUNT|ADDRESS|FROM|FOR|TO|AT|LOCATION|PERIOD|DELIVERED|METER|READ|READING|READS|BILL|BILLED|BILLING|PAY|PAYMENTS?|PAID|SUMMARY|KWH|USAGE|USE|USED|ENERGY|ELECTRIC|ELECTRICITY|GAS|COST|NAME|CLASS|TYPE|ID|CREDITS?|SCHEDULED|BY|INFORMATION|ACCOUNT|STATEMENT|CURRENT|SERVICES?|HOLDER|CHOICE)\b/i;
export const endsAsBusiness =
  /\s(LLC|L\.?L\.?C|INC|CORP|CO|COMPANY|LTD|LLP|LP|PC|PLLC|CHURCH|CENTER|CTR|STORES?|SHOP|SCHOOL|CLUB|ASSOC|ASSN)\.?$/i;

const notNames = /\bACCOUNT (NUMBER|NO)\b|\.COM\b|\$|@|KWH|\d{2}\/\d{2}|[,.] ?NY\b/i;

/** `& DAUGHTERS LLC`, `ESTATE OF`: words that join others stand between them. */
export const isTorn = (name: string) => /^(&|AND|OF)\s|\s(&|AND|OF)$/i.test(name);

/** The small letters of a sentence. */
const prose = /^\W*[a-z]{3,}\b|\b(is|are|you|your|us|we|our|will|please|call|if)\b/;

/** `Name: JANE DOE`, read as one line. */
const ownLabel = /^\W*((customer|account) (name|holder)|name)\s*[:;]\s*(?=\S)/i;

/** JOHN DOE III, read as lll: no word is spelled so. */
const theThird = /\s(?=[Il|]*[l|])[Il|]{2,3}$/;

/** `Bill to:` says what follows. */
export const announces = (text: string) => /:\W*$/.test(text);

/** Whom letters go to, a trade name: printed with the customer's name, which stands above. */
export const goesWithName = (line: string) => besidesName.test(line);
const besidesName = /^(C\W?\/\W?O|ATTN|ATTENTION|CARE OF|DBA|D\/B\/A)\b/i;

/** `MOHAWK FOODS LLC DBA BIG TONY'S PIZZA`, on one line. */
const tradeName = /(?<=\w)\s+(DBA|D\/B\/A)\s.*$/i;

/** What a phone or a viewer shows over the picture, and the line under the utility's mark. */
const notPrinted = /\b\d{1,2}:\d{2}\b|%|\.(pdf|jpe?g|png|heic)\b|\b(avangrid|iberdrola)\b/i;

/** A label whose value could not be read. */
const labelAlone = /^(CUSTOMER |ACCOUNT )?(NAME|ADDRESS|HOLDER)$/i;

function isUtilitysName(name: string): boolean {
  const letters = letterKey(name);
  return profiles.some(({ utility, marks }) =>
    [utility ?? '', ...marks.map(({ phrase }) => phrase)].some((own) => similarity(letterKey(own), letters) > 0.85),
  );
}

/** Headings and captions that stand where a name may, alone on their line. */
const headings = [
  'Service address',
  'Service delivered to',
  'Mailing address',
  'Correspondence address',
  'Account number',
  'Customer name',
  'Statement date',
  'Date bill issued',
  'Billing period',
  'Amount due',
  'Please pay by',
  'Next meter reading date',
  'Outage and electric emergencies',
  'Gas emergencies',
  'Enrollment information',
  'Detailed account activity',
  'Central Hudson Gas & Electric Corporation',
  'Consolidated Edison Company of New York',
  'New York State Electric & Gas Corporation',
  'Rochester Gas and Electric Corporation',
].map(letterKey);
/** Letters that OCR took for others. */
const asPrinted = 0.7;
const fewestLetters = 6;

/** Read well or badly, and also where its beginning was cut off. */
function isHeading(name: string): boolean {
  const letters = letterKey(name);
  return (
    letters.length >= fewestLetters &&
    headings.some(
      (heading) =>
        letters.length <= heading.length + 2 && similarity(heading.slice(-letters.length), letters) >= asPrinted,
    )
  );
}
