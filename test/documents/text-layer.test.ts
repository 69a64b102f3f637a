import { describe, expect, test } from 'vitest';
import { judgeTextLayer } from '../../main/documents/judge-text-layer.ts';
import { NO_EDGE, readTextLayer, type TextLayer } from '../../main/documents/text-layer.ts';

const frame = { width: 612, height: 792 };

/** `box` is null for a blank or a line break that PDFium put in. */
type Char = {
  readonly text: string;
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number } | null;
  readonly unmapped: boolean;
};

/** Text drawn from a point in a direction, six points a character, as PDFium lists it. */
function drawn(text: string, left: number, top: number, step: { x: number; y: number } = { x: 6, y: 0 }): Char[] {
  const chars = [...text].map((each, index) => ({
    text: each,
    box: each === ' ' ? null : { left: left + index * step.x, top: top + index * step.y, width: 6, height: 6 },
    unmapped: false,
  }));
  return [...chars, { text: '\r', box: null, unmapped: false }, { text: '\n', box: null, unmapped: false }];
}

function layer(chars: readonly Char[], pictureShare = 0): TextLayer {
  return {
    codes: Uint32Array.from(chars, ({ text }) => text.codePointAt(0) ?? 0),
    edges: Float64Array.from(
      chars.flatMap(({ box }) =>
        box ? [box.left, box.top, box.left + box.width, box.top + box.height] : [NO_EDGE, NO_EDGE, NO_EDGE, NO_EDGE],
      ),
    ),
    unmapped: chars.filter(({ unmapped }) => unmapped).length,
    pictureShare,
  };
}

const shown = (chars: readonly Char[]) =>
  readTextLayer(layer(chars), frame).words.map(({ text, lineIndex }) => `${lineIndex}:${text}`);

describe('words of a text layer', () => {
  test('end at blanks and lines, and lines are counted', () => {
    expect(shown([...drawn('Amount Due', 50, 100), ...drawn('$12', 50, 120)])).toEqual(['0:Amount', '0:Due', '1:$12']);
  });
  test('end at a wide gap, which is a column and not a word', () => {
    expect(shown([...drawn('512', 50, 100).slice(0, 3), ...drawn('kwh', 200, 100)])).toEqual(['0:512', '0:kwh']);
  });
  test('go on over a line break between their letters, and end at one between lines or columns', () => {
    const broken = [...'kWh'].flatMap((letter, index) => drawn(letter, 50 + 6 * index, 100));
    expect(shown([...broken, ...drawn('used', 72, 100), ...drawn('823', 50, 107)])).toEqual([
      '0:kWh',
      '1:used',
      '2:823',
    ]);
  });
  test('surround their characters', () => {
    const [word] = readTextLayer(layer(drawn('Due', 50, 100)), frame).words;
    expect(word).toMatchObject({ onPage: { left: 50, top: 100, width: 18, height: 6 }, confidence: 1 });
    expect(word?.box).toEqual(word?.onPage);
  });
  test.each([
    ['down', { x: 0, y: 6 }, 270],
    ['up', { x: 0, y: -6 }, 90],
    ['upside down', { x: -6, y: 0 }, 180],
  ] as const)('that run %s are laid straight', (_, step, rotation) => {
    const reading = readTextLayer(layer(drawn('kilowatts', 300, 400, step)), frame);
    expect(reading.rotation).toBe(rotation);
    const [word] = reading.words;
    expect(word?.text).toBe('kilowatts');
    expect(word?.box.width).toBe(54);
    expect(word?.box.height).toBe(6);
  });
});

describe('whether a text layer can stand for its page', () => {
  const bill = drawn('Service Address: 12 Elm Street, Ithaca NY 14850 and what else is on a bill', 50, 100);
  const long = [...bill, ...bill, ...bill, ...bill];
  /** Each letter one further in the alphabet: a font that says the wrong thing about every character. */
  const shifted = long.map((char) => ({
    ...char,
    text: /[a-z]/i.test(char.text) ? String.fromCodePoint((char.text.codePointAt(0) ?? 0) + 1) : char.text,
  }));
  const debris = Array.from({ length: 20 }, () =>
    drawn('Serviee Addrcss 1Z Eim Slreet lthaea tbe rn wbat eise ls oii a bi1l', 50, 100),
  ).flat();
  const figures = Array.from({ length: 40 }, (_, row) =>
    drawn(`${row * 31} kWh ${row * 7}.12 ${row}/25`, 50, 100),
  ).flat();
  test.each<[string, TextLayer, string]>([
    ['the text of a bill', layer(bill), 'enough'],
    ['nothing', layer([]), 'too-little'],
    ['a page number', layer(drawn('Page 1 of 3', 50, 100)), 'too-little'],
    ['a stamp on a scan', layer(bill, 0.95), 'too-little'],
    ['text under a scan, as other programs leave it', layer(long, 1), 'enough'],
    ['what a poor recogniser left under a scan', layer(debris, 1), 'garbage'],
    ['a table of figures', layer(figures), 'enough'],
    ['letters that are mapped to others', layer(shifted), 'garbage'],
    ['a font without a map to characters', layer(bill.map((char) => ({ ...char, unmapped: true }))), 'garbage'],
    ['private-use codes', layer(bill.map((char) => ({ ...char, text: char.box ? '\ue012' : char.text }))), 'garbage'],
    ['signs without letters', layer(bill.map((char) => ({ ...char, text: char.box ? '!' : char.text }))), 'garbage'],
  ])('%s', (_, given, verdict) => {
    expect(judgeTextLayer(given)).toBe(verdict);
  });
});
