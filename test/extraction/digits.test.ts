import { describe, expect, it } from 'vitest';
import { readDigits, readKwh, readNumber } from '../../main/extraction/digits.ts';

describe('reading digits', () => {
  it('repairs the letters that OCR takes digits for, and counts them', () => {
    expect(readDigits('1OO1-23S5-67B')).toEqual({ digits: '10012355678', repairs: 4 });
    expect(readDigits('1001 2345 678')).toEqual({ digits: '10012345678', repairs: 0 });
  });

  it('does not make a number of a word', () => {
    expect(readDigits('SOLIS')).toBeNull();
    expect(readDigits('1001-2345-6x8')).toBeNull();
  });

  it.each([
    ['587', 587],
    ['1,882', 1882],
    ['12,345,678', 12_345_678],
    ['18.9', 18.9],
    ['$153.61', 153.61],
    ['5B7', 587],
  ])('reads %s as a number', (text, value) => {
    expect(readNumber(text)?.value).toBe(value);
  });

  it.each(['1,88', '12.34.56', 'kwh', '', '1,2345', '11/18/24'])('does not guess a number from %j', (text) => {
    expect(readNumber(text)).toBeNull();
  });

  it('takes a full stop before three digits of kilowatt-hours for a comma', () => {
    expect(readKwh('2.527')).toEqual({ value: 2527, repairs: 0 });
    expect(readKwh('2,527')).toEqual({ value: 2527, repairs: 0 });
    expect(readKwh('26.2')?.value).toBe(26.2);
    expect(readKwh('0.125')?.value).toBe(0.125);
    // An amount of money, or a 5 misread.
    expect(readKwh('$22')).toBeNull();
  });
});
