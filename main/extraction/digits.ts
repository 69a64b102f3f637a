/** Repairing digits that OCR took for letters, only where a format says that digits stand. */

const asDigit: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  I: '1',
  l: '1',
  i: '1',
  '|': '1',
  '!': '1',
  '[': '1',
  ']': '1',
  '(': '1',
  ')': '1',
  J: '1',
  Z: '2',
  z: '2',
  S: '5',
  s: '5',
  B: '8',
  b: '6',
  G: '6',
  g: '9',
  q: '9',
  A: '4',
  T: '7',
  '&': '8',
  '§': '5',
  $: '5',
};

export type Digits = {
  readonly digits: string;
  /** Letters that had to be taken for digits. */
  readonly repairs: number;
};

/** Reads a text in which only digits stand; blanks and dashes are passed over. Null when something else is there. */
export function readDigits(text: string): Digits | null {
  let digits = '';
  let repairs = 0;
  for (const character of text) {
    if (/[0-9]/.test(character)) digits += character;
    else if (/[\s\-–—_.,~'’:]/.test(character)) continue;
    else {
      const digit = asDigit[character];
      if (digit === undefined) return null;
      digits += digit;
      repairs += 1;
    }
  }
  // More letters than digits is a word, not a number.
  return repairs * 2 > digits.length ? null : { digits, repairs };
}

/** A whole or decimal number, thousands parted by commas or not. Null when the text is not clearly one. */
export function readNumber(text: string): { readonly value: number; readonly repairs: number } | null {
  const trimmed = text.replace(/^[^\w$|&§!-]+|[^\w|]+$/g, '').replace(/^\$/, '');
  let clean = '';
  let repairs = 0;
  for (const character of trimmed) {
    if (/[0-9.,]/.test(character)) clean += character;
    else {
      const digit = asDigit[character];
      if (digit === undefined) return null;
      clean += digit;
      repairs += 1;
    }
  }
  if (clean === '' || repairs * 2 > clean.length) return null;
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(clean)) return { value: Number(clean.replaceAll(',', '')), repairs };
  if (/^\d+(\.\d+)?$/.test(clean)) return { value: Number(clean), repairs };
  return null;
}

/** A number of kilowatt-hours. Bills print no thousandths of one: a full stop before three digits is a comma misread. */
export function readKwh(text: string): ReturnType<typeof readNumber> {
  if (text.includes('$')) return null;
  return readNumber(/^\W*[1-9]\d{0,2}\.\d{3}\W*$/.test(text) ? text.replace('.', ',') : text);
}
