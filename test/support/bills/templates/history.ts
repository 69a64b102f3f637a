/** A year of monthly use as bills print it: a table, or bars with figures on them. */
import type { BillFacts } from '../bill-facts.ts';
import type { Prng } from '../prng.ts';
import { grouped, monthNames } from '../wording.ts';
import type { Canvas } from '../words-canvas.ts';

export type HistoryStyle = { readonly unit: string; readonly commas: boolean; readonly therms: boolean };

/** One row per month, newest last. Answers the baseline below. */
export function drawHistoryTable(canvas: Canvas, facts: BillFacts, x: number, y: number, style: HistoryStyle): number {
  const columns = [x, x + 62, x + 108, x + 160, x + 205];
  const [month = x, use = x, days = x, average = x, therms = x] = columns;
  canvas.text('Month', month, y, { bold: true, size: 7.5 });
  canvas.text(style.unit, use + 20, y, { bold: true, size: 7.5, align: 'right' });
  canvas.text('Days', days + 20, y, { bold: true, size: 7.5, align: 'right' });
  canvas.text('Avg/Day', average + 20, y, { bold: true, size: 7.5, align: 'right' });
  if (style.therms) canvas.text('Therms', therms + 20, y, { bold: true, size: 7.5, align: 'right' });
  let baseline = y + 11;
  for (const entry of facts.history) {
    canvas.text(`${monthNames[entry.month]} ${String(entry.year).slice(2)}`, month, baseline, { size: 7.5 });
    canvas.text(style.commas ? grouped(entry.kwh) : String(entry.kwh), use + 20, baseline, {
      size: 7.5,
      align: 'right',
    });
    canvas.text(String(entry.days), days + 20, baseline, { size: 7.5, align: 'right' });
    canvas.text((entry.kwh / entry.days).toFixed(1), average + 20, baseline, { size: 7.5, align: 'right' });
    if (style.therms) canvas.text(String(entry.therms), therms + 20, baseline, { size: 7.5, align: 'right' });
    baseline += 10;
  }
  return baseline;
}

/** Two tables side by side under one heading, as National Grid prints them: first the older half. */
export function drawHistoryHalves(canvas: Canvas, facts: BillFacts, x: number, y: number, style: HistoryStyle): number {
  const halves = [facts.history.slice(0, 7), facts.history.slice(7)];
  halves.forEach((half, side) => {
    const left = x + side * (style.therms ? 150 : 110);
    canvas.text('Month', left, y, { bold: true, size: 7.5 });
    canvas.text(style.unit, left + 75, y, { bold: true, size: 7.5, align: 'right' });
    if (style.therms) canvas.text('Therms', left + 120, y, { bold: true, size: 7.5, align: 'right' });
    half.forEach((entry, index) => {
      const baseline = y + 11 + index * 10;
      canvas.text(`${monthNames[entry.month]} ${String(entry.year).slice(2)}`, left, baseline, { size: 7.5 });
      canvas.text(style.commas ? grouped(entry.kwh) : String(entry.kwh), left + 75, baseline, {
        size: 7.5,
        align: 'right',
      });
      if (style.therms) canvas.text(String(entry.therms), left + 120, baseline, { size: 7.5, align: 'right' });
    });
  });
  return y + 11 + 7 * 10;
}

/** Where print ends on a letter page, in points. */
const RIGHT_EDGE = 590;

/** Bars with the month below and, when `figures` is set, the use above each bar. */
export function drawHistoryBars(
  canvas: Canvas,
  facts: BillFacts,
  x: number,
  y: number,
  options: { readonly figures: boolean },
): number {
  const highest = Math.max(...facts.history.map((entry) => entry.kwh), 1);
  const step = Math.min(options.figures ? 30 : 17, (RIGHT_EDGE - x) / facts.history.length);
  const floor = y + 60;
  facts.history.forEach((entry, index) => {
    const height = (45 * entry.kwh) / highest;
    const left = x + index * step;
    canvas.fill({ left, top: floor - height, width: step * 0.55, height }, 0.6);
    canvas.text(monthNames[entry.month] ?? '', left + step * 0.28, floor + 8, { size: 6, align: 'center' });
    if (options.figures)
      canvas.text(String(entry.kwh), left + step * 0.28, floor - height - 3, { size: 6, align: 'center' });
  });
  canvas.rule(x - 3, floor, x + 13 * step, 0.5);
  return floor + 18;
}

/** Prints the history the way the seed says; nothing a reader could add up when the facts say so. */
export function drawHistory(
  canvas: Canvas,
  facts: BillFacts,
  prng: Prng,
  x: number,
  y: number,
  style: HistoryStyle,
): number {
  if (!facts.historyShown) return drawHistoryBars(canvas, facts, x, y, { figures: false });
  return prng.chance(0.6)
    ? drawHistoryTable(canvas, facts, x, y, style)
    : drawHistoryBars(canvas, facts, x, y, { figures: true });
}
