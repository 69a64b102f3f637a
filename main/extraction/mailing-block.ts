/** Address blocks that carry no label, such as the customer's in the envelope's window: name, street, town. */
import { similarity } from './fuzzy-text.ts';
import { bottomOf, rightOf } from './geometry.ts';
import type { Layout, Run } from './layout.ts';
import { letterKey, looksLikeStreet, readPostalTail } from './postal.ts';
import { profiles } from './profiles/profiles.ts';
import { announces } from './read-name.ts';

export type MailingBlock = {
  readonly layout: Layout;
  /** From the name down to the town. */
  readonly lines: readonly Run[];
  readonly zip: string;
};

/** Towns, boxes and streets of utilities, their banks and the regulator. */
const notCustomers =
  /02284|15250|10116-?1702|12223|11747-?9083|847812|847813|371376|11742|ERIEBLVD|284SOUTH|BOX1005|BOX9039|BOX9083|BOX1702|EMPIRESTATEPLAZA|WESTROUTE59|COMMERCE ?PARK|PUBLICSERVICE|NATIONALGRID|CENTRALHUDSON|CONEDISON|ORANGE&ROCKLAND|PSEGLONGISLAND|RIVERROAD14/;

/** Streets of utilities whose letters OCR may have misread. */
const utilitysStreets = ['300 Erie Blvd West', '284 South Avenue', '390 West Route 59'].map(letterKey);
const SAME_STREET = 0.7;
const isUtilitysStreet = ({ text }: Run) =>
  utilitysStreets.some((street) => similarity(street, letterKey(text)) >= SAME_STREET);

export function findMailingBlocks(layout: Layout): MailingBlock[] {
  return layout.rows.flatMap((row) =>
    row.runs.flatMap((run) => {
      const postal = readPostalTail(run.text);
      if (!postal || looksLikeStreet(postal.before) || postal.before.length > 28) return [];
      const lines = [...stackAbove(layout, run), run];
      if (lines[0] && announces(lines[0].text)) lines.shift();
      const letters = lines.map((line) => line.text.toUpperCase().replace(/[^A-Z0-9&-]/g, '')).join('');
      return lines.length >= 3 && !notCustomers.test(letters) && !namesUtility(lines) && !lines.some(isUtilitysStreet)
        ? [{ layout, lines, zip: postal.zip }]
        : [];
    }),
  );
}

/** Lines right above, starting at the same left edge, topmost first. */
function stackAbove(layout: Layout, run: Run): Run[] {
  const stack: Run[] = [];
  let current = run;
  for (const row of [...layout.rows].reverse()) {
    if (stack.length === 4) break;
    const above = row.runs.find(
      (candidate) =>
        Math.abs(candidate.box.left - current.box.left) < 1.2 * row.height &&
        bottomOf(candidate.box) <= current.box.top + 0.4 * row.height,
    );
    if (!above) continue;
    if (current.box.top - bottomOf(above.box) > 1.9 * Math.max(row.height, layout.height)) break;
    if (rightOf(above.box) - above.box.left > 40 * layout.height) break;
    stack.unshift(above);
    current = above;
  }
  return stack;
}

function namesUtility(lines: readonly Run[]): boolean {
  const [first] = lines;
  if (!first) return false;
  const names = profiles.map((profile) => profile.utility ?? '').map((name) => name.toUpperCase());
  return names.some((name) => first.text.toUpperCase().trim() === name);
}
