import { type TextLayer, textOf } from './text-layer.ts';

export type TextLayerVerdict = 'enough' | 'too-little' | 'garbage';

/** Visible characters below which a page's own text is no more than a stamp or a footer. */
const FEW_CHARACTERS = 40;
/** The same where pictures cover most of the page: a scan with a stamped header is still a scan. */
const FEW_ON_A_PICTURE = 200;
/** Share of the page covered by pictures from which it is taken for a scan. */
const SCAN_SHARE = 0.5;
/** Share of characters that may be without meaning; real bills have a few bullets and logos. */
const MEANINGLESS_SHARE = 0.1;
/** Share of letters and digits that readable text has at least. */
const READABLE_SHARE = 0.5;
/** Words a page must have before they are judged: a table of figures has few. */
const ENOUGH_WORDS = 40;
/** Of the words of a bill a fifth to a third are common ones; of a wrong encoding, next to none. */
const COMMON_SHARE = 0.03;
/** Text over a scan was recognised by somebody else's program: where it is half debris, we read the scan ourselves. */
const COMMON_SHARE_ON_A_PICTURE = 0.1;

/** Words that text of any length has, in the languages in which New York's utilities write to their customers. */
const COMMON_WORDS = new Set(
  (
    'the of and to in is for on by at from with or as this that be are it not you your we our if will may can an all ' +
    'has have no please page date day days total amount due balance payment pay paid bill billing account number ' +
    'customer service services address name charge charges rate supply delivery electric electricity energy gas meter ' +
    'usage kwh therms reading current previous month tax new york call us about information more ' +
    'de la el los las su en por para con del que una cuenta fecha total servicio pago cargo energia factura'
  ).split(' '),
);

/** Whether a page's own text can stand for the page, so that it need not be recognised. */
export function judgeTextLayer(layer: TextLayer): TextLayerVerdict {
  const text = textOf(layer);
  const onPicture = layer.pictureShare > SCAN_SHARE;
  const signs = text.replaceAll(/\s+/gu, '');
  if (signs.length < (onPicture ? FEW_ON_A_PICTURE : FEW_CHARACTERS)) return 'too-little';
  // Control characters, the replacement character and private-use codes: a font without a map to Unicode.
  const meaningless = Math.max(layer.unmapped, matched(signs, /[\p{Cc}\p{Co}\p{Cn}\ufffd]+/gu));
  if (meaningless > signs.length * MEANINGLESS_SHARE) return 'garbage';
  if (matched(signs, /[\p{L}\p{N}]+/gu) < signs.length * READABLE_SHARE) return 'garbage';
  return isLanguage(text, onPicture ? COMMON_SHARE_ON_A_PICTURE : COMMON_SHARE) ? 'enough' : 'garbage';
}

function isLanguage(text: string, leastShare: number): boolean {
  const words = text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
  if (words.length < ENOUGH_WORDS) return true;
  return words.filter((word) => COMMON_WORDS.has(word)).length >= words.length * leastShare;
}

/** Length of what matches, without a list of thousands of matches. */
function matched(text: string, pattern: RegExp): number {
  return text.length - text.replaceAll(pattern, '').length;
}
