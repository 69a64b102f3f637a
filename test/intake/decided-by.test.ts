import { expect, test } from 'vitest';
import { CERTAIN as extractionCertain } from '../../main/extraction/field.ts';
import { decidedBy as asked } from '../../main/intake/settle-fields.ts';
import { CERTAIN } from '../../main/ipc/contract/fields.ts';
import { decidedBy as shown } from '../../renderer/review/merge-readings.ts';

test('what is asked of a person before a delivery is what the page shows as undecided', () => {
  expect(shown).toEqual(asked);
  expect(CERTAIN).toBe(extractionCertain);
});
