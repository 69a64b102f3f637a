import { expect, test } from 'vitest';
import { localDay, localMinute } from '../main/local-time.ts';

test('a moment is written as the office’s clock shows it, in summer and winter', () => {
  expect(localMinute(Date.parse('2026-01-15T04:30:00Z'), 'America/New_York')).toBe('2026-01-14 23:30');
  expect(localMinute(Date.parse('2026-07-15T04:30:00Z'), 'America/New_York')).toBe('2026-07-15 00:30');
  expect(localDay(Date.parse('2026-01-15T04:30:00Z'), 'America/New_York')).toBe('2026-01-14');
});
