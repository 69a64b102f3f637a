/** The half of redaction that looks for digits: phones, points of delivery, account numbers and other long numbers. */

/** What stays although it is long: ids, times, versions, decimals, this machine's own address, facts with a unit. */
const KEPT = [
  '(?<![\\w-])[\\da-fA-F]{8}-(?:[\\da-fA-F]{4}-){3}[\\da-fA-F]{12}(?![\\w-])',
  '(?<=sha256"?[:=]"?)[\\da-f]{64}(?!\\w)',
  '\\b0x[\\da-fA-F]{1,16}\\b',
  '(?<![\\w-])(?:19|20)\\d\\d-[01]\\d-[0-3]\\d(?:[T ][0-2]\\d:[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,6})?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?(?![\\d-])',
  '(?<=[a-z](?:Ms|At|Until|Bytes|Kb|Mb|Px|Pid|Count)"?[:=])\\d{1,16}(?![\\w-])',
  '(?<=\\b(?:pid|port|bytes|ms)"?[:=])\\d{1,16}(?![\\w-])',
  '(?<![\\d.-])\\d{1,16}(?=\\s?(?:bytes|ms|pages|rows|entries|KB|MB|GB)\\b)',
  '(?<=[/@v])\\d{1,4}(?:\\.\\d{1,5}){1,3}(?![\\w-])',
  '(?<![\\d.-])[01]\\.\\d{1,20}(?![\\d-])',
  '\\b127\\.0\\.0\\.1\\b',
].join('|');

const PHONE = [
  '(?<!\\w)(?:\\+?1[ .-]?)?\\(?\\d{3}\\)?[ .-]?\\d{3}[ .-]\\d{4}(?:\\s?(?:x|ext\\.?)\\s?\\d{1,6})?(?![\\w-])',
  '(?<![\\w-])\\d{3}-\\d{4}(?![\\w-])',
  '\\+\\d{1,3}(?:[ .()-]{0,2}\\d){7,13}(?!\\w)',
].join('|');

/** One or two letters, then at least seven digits, however they are spaced. */
const POINT_OF_DELIVERY = '(?<![A-Za-z\\d])[A-Z]{1,2}[ -]?\\d(?:[ -]?[\\dOIlSB]){6,}(?![A-Za-z])';

/** Eight or more in one run or in groups, with the letters that OCR reads for digits. */
const LONG_NUMBER = '(?<![\\d.])\\d(?:[ ._-]{0,3}[\\dOIlSB]){7,}(?![A-Za-z])';

const NUMBERS = new RegExp(`(${KEPT})|(${PHONE})|(${POINT_OF_DELIVERY})|(${LONG_NUMBER})`, 'g');

export function redactNumbers(line: string): string {
  return line.replace(NUMBERS, (match: string, kept?: string, phone?: string, pointOfDelivery?: string) => {
    if (kept !== undefined) return match;
    if (phone !== undefined) return '[phone]';
    if (pointOfDelivery !== undefined) return '[poid]';
    // Letters that only look like digits don't make a number.
    return (match.match(/\d/g)?.length ?? 0) >= 7 ? '[number]' : match;
  });
}
