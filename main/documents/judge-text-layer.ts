import type { TextLayer } from './text-layer.ts';

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

/** Whether a page's own text can stand for the page, so that it need not be recognised. */
export function judgeTextLayer(layer: TextLayer): TextLayerVerdict {
  const visible = layer.chars.filter((char) => char.text.trim() !== '');
  if (visible.length < (layer.pictureShare > SCAN_SHARE ? FEW_ON_A_PICTURE : FEW_CHARACTERS)) return 'too-little';
  const meaningless = visible.filter((char) => char.unmapped || isMeaningless(char.text)).length;
  if (meaningless > visible.length * MEANINGLESS_SHARE) return 'garbage';
  const readable = visible.filter((char) => /[\p{L}\p{N}]/u.test(char.text)).length;
  return readable < visible.length * READABLE_SHARE ? 'garbage' : 'enough';
}

/** Control characters, the replacement character and private-use codes: a font without a map to Unicode. */
function isMeaningless(text: string): boolean {
  return /[\p{Cc}\p{Co}\p{Cn}\ufffd]/u.test(text);
}
