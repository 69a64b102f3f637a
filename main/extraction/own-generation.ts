/** Customers with panels of their own: what they sent back is printed in rows like those of what they used. */
import type { Layout } from './layout.ts';
import { textOf } from './quantities.ts';

const sentBack =
  /\/\s?REC\b|\bnet (usage|use)\b|\bexcess generation\b|\b(received from|returned by) (the )?customer\b|\b(returned|exported|sent) to (the )?grid\b/i;
const amount = /\d\W*kwh\b/i;

/** Whether kilowatt-hours were sent back: then no single figure is what the customer used. */
export const sendsBack = (layouts: readonly Layout[]): boolean =>
  layouts.some(({ rows }) =>
    rows.some(({ words }) => {
      const text = textOf(words);
      return sentBack.test(text) && amount.test(text);
    }),
  );
