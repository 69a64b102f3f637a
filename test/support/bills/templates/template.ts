import type { FieldName } from '../../../../main/extraction/field.ts';
import type { BillFacts } from '../bill-facts.ts';
import type { Prng } from '../prng.ts';
import type { Canvas } from '../words-canvas.ts';

/** A field that can be read on a page; `history` is a year of monthly figures that can be added up. */
export type Shown = Exclude<FieldName, 'annualUsageKwh'> | 'history';

/** Draws every page of one bill; answers, page by page, what can be read there. */
export type DrawTemplate = (facts: BillFacts, newPage: () => Canvas, prng: Prng) => readonly (readonly Shown[])[];
