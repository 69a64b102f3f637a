import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPhone, parsePhone } from '../../main/intake/phone.ts';

test('a number is written one way, however it was typed', () => {
  for (const typed of ['(607) 555-0123', '607.555.0123', '+1-607-555-0123', '1 607 555 0123']) {
    expect(formatPhone(typed)).toBe('607-555-0123');
  }
  expect(formatPhone('607 555 0123 ext. 45')).toBe('607-555-0123 x45');
  expect(formatPhone(' unknown ')).toBe('unknown');
});

test('ten digits are a number whatever stands between them', () => {
  const digit = fc.integer({ min: 0, max: 9 }).map(String);
  const filler = fc.constantFrom('', ' ', '-', '.', ') ');
  fc.assert(
    fc.property(fc.array(fc.tuple(filler, digit), { minLength: 10, maxLength: 10 }), (parts) => {
      const typed = parts.map(([between, digit]) => between + digit).join('');
      expect(parsePhone(typed)?.digits).toBe(parts.map(([, digit]) => digit).join(''));
    }),
  );
});
