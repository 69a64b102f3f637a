import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { causeWords } from '../../main/sync/cause-words.ts';

const destinations = path.join(import.meta.dirname, '../../main/sync/destinations');

test('every cause that a destination names has words of its own or of its kind', () => {
  const sources = readdirSync(destinations, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const named = sources.flatMap((name) => {
    const text = readFileSync(path.join(destinations, name), 'utf8');
    return [...text.matchAll(/(?:cause: |everythingWaits\(\s*)'([a-z0-9-]+)'/g)].map((match) => match[1] ?? '');
  });
  expect(named.length).toBeGreaterThan(15);
  const wordless = new Set(named.filter((cause) => causeWords(cause).title === 'Not delivered yet'));
  expect([...wordless]).toEqual([]);
});

test('causes made of what Google said are told by their kind', () => {
  expect(causeWords('google-not-found')).toEqual(causeWords('google-tab-missing'));
  expect(causeWords('google-refused-400').whatToDo).toContain('correct it');
  expect(causeWords('google-broken-connection').whatToDo).toContain('by itself');
});
