import type { Snapshot, WantedCells } from './safe-write.ts';
import { columnsFollowed, PROOF_HEADER } from './sheet-layout.ts';

/** What a write just put where: by row, by column. */
export type CellsWritten = ReadonlyMap<number, ReadonlyMap<number, string>>;

/**
 * Cells that weren't meant and hold what was meant for another row, with what they held before. Our texts alone don't prove it:
 * many customers have the same utility, and the office may have typed it. Our link beside them does. Just after a write so
 * does a row that stands where we wrote, and a text that no row had before.
 */
export function hitByMistake(
  before: Snapshot,
  after: Snapshot,
  meant: WantedCells,
  justWritten: CellsWritten | null = null,
): WantedCells {
  const follow = columnsFollowed(before.layout, after.layout);
  const shown = (row: number, column: number) => after.text(row, follow(column) ?? -1);
  const proof = before.layout.columns.get(PROOF_HEADER) ?? -1;
  const proven = [...meant].filter(([, cells]) => cells.get(proof));
  const ours = textsByColumn(meant);
  const rare = justWritten === null ? null : withoutThoseOf(before, ours, meant);
  const hit = new Map<string, ReadonlyMap<number, string>>();
  for (const [id, row] of after.places) {
    const was = before.places.get(id);
    if (was === undefined) continue;
    const isMeant = (column: number) => meant.get(id)?.has(column) ?? false;
    const byLink = proven.find(
      ([other, cells]) => other !== id && [...cells].every(([column, text]) => shown(row, column) === text),
    )?.[1];
    const changed = [...ours].flatMap(([column, texts]) => {
      if (isMeant(column)) return [];
      const text = shown(row, column);
      return texts.has(text) && before.text(was, column) !== text ? [[column, text] as const] : [];
    });
    const isHit = changed.some(
      ([column, text]) => justWritten?.get(row)?.get(column) === text || rare?.get(column)?.has(text),
    );
    const columns = [...(byLink?.keys() ?? (isHit ? changed.map(([column]) => column) : []))].filter(
      (column) => !isMeant(column),
    );
    if (columns.length > 0) hit.set(id, new Map(columns.map((column) => [column, before.text(was, column)])));
  }
  return hit;
}

function textsByColumn(cells: WantedCells): ReadonlyMap<number, ReadonlySet<string>> {
  const pairs = [...cells.values()].flatMap((row) => [...row]);
  const columns = Map.groupBy(pairs, ([column]) => column);
  return new Map([...columns].map(([column, texts]) => [column, new Set(texts.map(([, text]) => text))]));
}

/** Less the texts that rows that aren't meant had before, and the empty one. */
function withoutThoseOf(
  before: Snapshot,
  texts: ReadonlyMap<number, ReadonlySet<string>>,
  meant: WantedCells,
): ReadonlyMap<number, ReadonlySet<string>> {
  const others = [...before.places].flatMap(([id, row]) => (meant.has(id) ? [] : [row]));
  return new Map(
    [...texts].map(([column, ours]) => {
      const rare = new Set(ours);
      rare.delete('');
      for (const row of others) rare.delete(before.text(row, column));
      return [column, rare];
    }),
  );
}

/** Of what rows held before we hit them, the cells that still show a text of ours: others may have written since. */
export function stillOurs(before: Snapshot, after: Snapshot, others: WantedCells, ours: WantedCells): WantedCells {
  const follow = columnsFollowed(before.layout, after.layout);
  const isOurs = (column: number, text: string) => [...ours.values()].some((cells) => cells.get(column) === text);
  return new Map(
    [...others].map(([id, cells]) => {
      const row = after.places.get(id) ?? -1;
      const shown = (column: number) => after.text(row, follow(column) ?? -1);
      return [id, new Map([...cells].filter(([column]) => isOurs(column, shown(column))))];
    }),
  );
}
