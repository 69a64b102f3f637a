import { expect, test } from 'vitest';
import { formatBytes, formatMemory, formatWait, formatWhen } from '../../../renderer/ui/format.ts';

test('waits are rounded so that they do not flicker', () => {
  expect([500, 4_200, 48_000, 55_000, 200_000].map(formatWait)).toEqual([
    'a few seconds',
    'about 5 s',
    'about 50 s',
    'about 1 min',
    'about 3 min',
  ]);
});

test('sizes read as in a file manager', () => {
  expect([0, 900, 30_000, 3_500_000, 90_000_000].map(formatBytes)).toEqual([
    '0 B',
    '900 B',
    '29 KB',
    '3.3 MB',
    '86 MB',
  ]);
});

test('a budget of 512 MB is shown as 512 MB', () => {
  expect([512_000_000, 182_400_000, 8_192_000_000].map(formatMemory)).toEqual(['512 MB', '182 MB', '8,192 MB']);
});

test('today shows the time, this year the day, before that the date', () => {
  const now = new Date(2025, 5, 15, 12, 0).getTime();
  expect(formatWhen(new Date(2025, 5, 15, 9, 5).getTime(), now)).toBe('9:05 AM');
  expect(formatWhen(new Date(2025, 2, 3, 9, 5).getTime(), now)).toBe('Mar 3, 9:05 AM');
  expect(formatWhen(new Date(2024, 11, 31).getTime(), now)).toBe('Dec 31, 2024');
});
