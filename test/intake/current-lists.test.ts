import { expect, onTestFinished, test } from 'vitest';
import { builtInLists } from '../../main/intake/built-in-lists.ts';
import { agentName, currentLists } from '../../main/intake/current-lists.ts';
import { validateSubmission } from '../../main/intake/validate-submission.ts';
import { filledForm, openOffice } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

function office() {
  const opened = openOffice({ root: tempFolder() });
  onTestFinished(() => opened.close());
  return opened.storage;
}

test('what was fetched takes the place of the built-in list, each list by itself', () => {
  const storage = office();
  expect(currentLists(storage)).toEqual(builtInLists);
  storage.referenceLists.replace('agents', [{ id: 'A-17', name: 'Ann Agent' }], 1_000);
  const lists = currentLists(storage);
  expect(lists).toEqual({ ...builtInLists, agents: [{ id: 'A-17', name: 'Ann Agent' }], refreshedAt: 1_000 });
  expect(agentName(lists, ' a-17')).toBe('Ann Agent');
});

test('tabs that hold only headings yet lock nobody out', () => {
  const storage = office();
  storage.referenceLists.replace('agents', [], 1_000);
  storage.referenceLists.replace('utilities', [], 1_000);
  storage.referenceLists.replace('developers', [], 1_000);
  const lists = currentLists(storage);
  expect(lists).toEqual({ ...builtInLists, refreshedAt: 1_000 });
  expect(validateSubmission({ ...filledForm, developer: 'Sunny Fields' }, ['d'], lists)).toEqual([]);
});
