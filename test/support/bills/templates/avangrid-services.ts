/** The detailed account activity of a NYSEG or RG&E bill: one block per service. */
import type { BillFacts } from '../bill-facts.ts';
import type { Prng } from '../prng.ts';
import { laterDate, monthNames, plainMoney, slashDate } from '../wording.ts';
import type { Canvas } from '../words-canvas.ts';

export type Scene = {
  readonly facts: BillFacts;
  readonly prng: Prng;
  readonly name: string;
  readonly pageCount: number;
};

export function drawElectricity(canvas: Canvas, scene: Scene): number {
  const { facts, prng, name } = scene;
  const label =
    facts.utility === 'rge' && prng.chance(0.5)
      ? `PSC19 SC${prng.int(1, 9)} ${facts.business ? 'General Service' : 'Residential'}`
      : facts.business
        ? 'Nonresidential'
        : 'Residential';
  canvas.text(`Electricity Service - ${label}`, 40, 156, { size: 10, bold: true });
  canvas.text(`Service from: ${slashDate(facts.from)} - ${slashDate(facts.to)}`, 400, 156);
  canvas.text(`PoD ID: ${facts.poid ?? ''}`, 400, 169);
  let y = drawUsageTable(canvas, facts, 190);
  const total = facts.monthlyKwh ?? 0;
  canvas.text('Electricity Delivery Charges', 40, y + 14, { bold: true });
  y += 28;
  const charge = (text: string, cents: number) => {
    canvas.text(text, 52, y);
    canvas.text(plainMoney(cents), 350, y, { align: 'right' });
    y += 12;
  };
  const perKwh = drawPerKwh(scene, charge);
  charge('Basic service charge', facts.business ? 2890 : 1900);
  if (facts.meters.length > 1 && prng.chance(0.5)) {
    for (const meter of facts.meters)
      charge(
        `Delivery charge ${meter.suffix === '/ON' ? 'on-peak' : meter.suffix === '/MID' ? 'mid-peak' : 'off-peak'} ${meter.kwh} kwh @ 0.0${prng.digits(6)}`,
        meter.kwh * 5,
      );
    charge(`Transition charge ${total} kwh @ 0.00${prng.digits(6)}`, total);
  } else {
    perKwh('Delivery charge', '0.0');
    if (prng.chance(0.7)) perKwh('Transition charge', '0.00');
  }
  if (facts.demandKw)
    charge(
      `Demand charge ${facts.demandKw} kw @ ${prng.int(6, 14)}.${prng.digits(2)}`,
      Math.round(facts.demandKw * 900),
    );
  if (facts.rkvah) charge(`Reactive charge ${facts.rkvah} rkvah @ 0.00${prng.digits(5)}`, facts.rkvah);
  if (prng.chance(0.8)) perKwh('SBC charge', '0.00');
  charge('Bill issuance charge', 91);
  charge('Subtotal electricity delivery', facts.amountDueCents >> 1);
  if (facts.esco) {
    const { esco } = facts;
    canvas.text(`${esco.name} - Electricity Supply Charges`, 40, y + 8, { bold: true });
    canvas.text(esco.address, 40, y + 20, { size: 8 });
    canvas.text(`ACCOUNT NO ${esco.account}`, 40, y + 32);
    y += 46;
    charge(`Electric supply ${total} kWh at $0.${prng.digits(5)}`, total * 8);
  } else {
    canvas.text(`${name} Electricity Supply Charges`, 40, y + 8, { bold: true });
    y += 22;
    const share = Math.round(total * prng.between(0.3, 0.7));
    const monthEnd = new Date(Date.UTC(facts.to.getUTCFullYear(), facts.to.getUTCMonth(), 0));
    if (prng.chance(0.6)) {
      charge(
        `Supply charge ${slashDate(facts.from)} - ${slashDate(monthEnd)} ${share} kwh @ 0.0${prng.digits(6)}`,
        share * 8,
      );
      charge(
        `Supply charge ${slashDate(laterDate(monthEnd, 1))} - ${slashDate(facts.to)} ${total - share} kwh @ 0.0${prng.digits(6)}`,
        (total - share) * 8,
      );
    } else charge(`Supply charge ${total} kwh @ 0.0${prng.digits(6)}`, total * 8);
    charge(`Merchant function charge ${total} kwh @ 0.00${prng.digits(6)}`, total);
  }
  charge('Total electricity charges', facts.amountDueCents - 91);
  canvas.lines(
    [
      'Average Daily Use',
      `This year ${(total / facts.days).toFixed(1)} kwh`,
      `Last year ${((total / facts.days) * 1.1).toFixed(1)} kwh`,
      `Average Daily Temperature ${prng.int(18, 78)} F`,
    ],
    400,
    320,
    12,
    { size: 8 },
  );
  return y;
}

/** Charges by the kilowatt-hour: one line each, or one line for each month that the period touches. */
function drawPerKwh({ facts, prng }: Scene, charge: (text: string, cents: number) => void) {
  const total = facts.monthlyKwh ?? 0;
  const first = Math.round(total * prng.between(0.2, 0.8));
  const byMonth = prng.chance(0.4) && first > 0 && first < total;
  const monthOf = (date: Date) => monthNames[date.getUTCMonth()];
  return (name: string, rate: string): void => {
    const line = (label: string, kwh: number) => charge(`${label} ${kwh} kwh @ ${rate}${prng.digits(6)}`, kwh * 5);
    if (byMonth) {
      line(`${name} - ${monthOf(facts.from)}`, first);
      line(`${name} - ${monthOf(facts.to)}`, total - first);
    } else line(name, total);
  };
}

function drawUsageTable(canvas: Canvas, facts: BillFacts, top: number): number {
  const multiplied = facts.meters.some((meter) => meter.multiplier !== 1);
  const heads: [string, string, number][] = [
    ['Meter', 'Number', 40],
    ['Current Meter', 'Read Date  Reading', 112],
    ['Previous Meter', 'Read Date  Reading', 222],
    ['Reading', 'Difference', 336],
    ...(multiplied ? ([['Meter', 'Multr', 392]] as [string, string, number][]) : []),
    ['Billed', 'Usage', 440],
    ['Billing', 'Period', 510],
  ];
  for (const [upper, lower, x] of heads) canvas.lines([upper, lower], x, top, 9, { size: 7.5, bold: true });
  canvas.rule(38, top + 13, 580, 0.4);
  let y = top + 24;
  const read = facts.utility === 'nyseg' ? 'A' : facts.days % 3 === 0 ? 'E' : 'A';
  const row = (
    meterNumber: string,
    current: string,
    previous: string,
    difference: string,
    multiplier: string,
    usage: string,
  ) => {
    canvas.text(meterNumber, 40, y, { size: 8 });
    canvas.text(`${slashDate(facts.to)} ${current} ${read}`, 112, y, { size: 8 });
    canvas.text(`${slashDate(facts.from)} ${previous} A`, 222, y, { size: 8 });
    canvas.text(difference, 370, y, { size: 8, align: 'right' });
    if (multiplied) canvas.text(multiplier, 412, y, { size: 8, align: 'right' });
    canvas.text(usage, 488, y, { size: 8, align: 'right' });
    canvas.text(`${facts.days} days`, 510, y, { size: 8 });
    y += 12;
  };
  for (const meter of facts.meters) {
    row(
      `${meter.meterNumber}${meter.suffix}`,
      String(meter.current),
      String(meter.previous),
      String(meter.current - meter.previous),
      String(meter.multiplier),
      `${meter.kwh} kwh`,
    );
  }
  const number = facts.meters[0]?.meterNumber ?? '';
  if (facts.demandKw)
    row(number, facts.demandKw.toFixed(1), '0.0', facts.demandKw.toFixed(1), '1', `${facts.demandKw.toFixed(1)} kw`);
  if (facts.rkvah) row(number, String(facts.rkvah + 4000), '4000', String(facts.rkvah), '1', `${facts.rkvah} rkvah`);
  return y;
}

export function drawOutdoorLighting(canvas: Canvas, { facts, prng }: Scene, y: number): number {
  canvas.text('Electricity Service - Outdoor Lighting', 40, y, { size: 10, bold: true });
  canvas.text(`Service from: ${slashDate(facts.from)} - ${slashDate(facts.to)}`, 400, y);
  canvas.text(`PoD ID: ${facts.secondPoid ?? ''}`, 400, y + 13);
  canvas.text('100 W high pressure sodium area light (1)', 52, y + 30);
  canvas.text(`${prng.int(9, 18)}.${prng.digits(2)}`, 350, y + 30, { align: 'right' });
  canvas.text('Total outdoor lighting charges', 52, y + 42);
  canvas.text('18.44', 350, y + 42, { align: 'right' });
  return y + 62;
}

export function drawGas(canvas: Canvas, { facts, prng }: Scene, y: number): number {
  const { gas } = facts;
  if (!gas) return y;
  canvas.text('Natural Gas Service - Residential Heating', 40, y, { size: 10, bold: true });
  canvas.text(`Service from: ${slashDate(facts.from)} - ${slashDate(facts.to)}`, 400, y);
  canvas.text(`PoD ID: ${facts.gasPoid ?? ''}`, 400, y + 13);
  canvas.text(gas.meterNumber, 40, y + 34, { size: 8 });
  canvas.text(`${slashDate(facts.to)} ${gas.current} A`, 112, y + 34, { size: 8 });
  canvas.text(`${slashDate(facts.from)} ${gas.previous} A`, 222, y + 34, { size: 8 });
  canvas.text(String(gas.ccf), 370, y + 34, { size: 8, align: 'right' });
  canvas.text(`${gas.ccf} ccf`, 488, y + 34, { size: 8, align: 'right' });
  canvas.text(`${facts.days} days`, 510, y + 34, { size: 8 });
  canvas.text(`Therm factor 1.031   ${gas.therms} therms`, 52, y + 50, { size: 8 });
  canvas.text(`Delivery charge ${gas.therms} therms @ 0.${prng.digits(6)}`, 52, y + 64);
  canvas.text(`Gas supply charge ${gas.therms} therms @ 0.${prng.digits(6)}`, 52, y + 76);
  return y + 96;
}
