import { expect, test } from 'vitest';
import { hrefOf, parseRoute, type Route } from '../../../renderer/ui/route.ts';

const routes: readonly Route[] = [
  { kind: 'submissions' },
  { kind: 'new', id: null },
  { kind: 'new', id: 'a b/c' },
  { kind: 'submission', id: '5f0c' },
  { kind: 'deliveries' },
  { kind: 'settings', section: 'delivery' },
  { kind: 'settings', section: 'lists' },
  { kind: 'settings', section: 'computer' },
];

test.each(routes)('the address of $kind leads back to it', (route) => {
  expect(parseRoute(hrefOf(route))).toEqual(route);
});

test('an unknown or mangled address leads to the list', () => {
  for (const hash of ['', '#', '#/nowhere', '#/submissions/%E0%A4%A']) {
    expect(parseRoute(hash)).toEqual({ kind: 'submissions' });
  }
});
