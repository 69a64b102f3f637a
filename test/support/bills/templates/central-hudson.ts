/** Central Hudson, after its published bill guide. */
import type { BillFacts } from '../bill-facts.ts';
import { streetLine } from '../people.ts';
import type { Prng } from '../prng.ts';
import { drawSmallPrint, grouped, laterDate, money, shortDate } from '../wording.ts';
import type { Canvas } from '../words-canvas.ts';
import { drawHistory } from './history.ts';
import type { DrawTemplate, Shown } from './template.ts';

type Scene = { readonly facts: BillFacts; readonly prng: Prng };

export const drawCentralHudson: DrawTemplate = (facts, newPage, prng) => {
  const scene: Scene = { facts, prng };
  const usage: Shown[] = facts.monthlyKwh === null ? [] : ['monthlyUsageKwh'];
  const history: Shown[] = facts.historyShown ? ['history'] : [];
  drawFirstPage(newPage(), scene);
  const second = newPage();
  drawHeader(second, scene, 2);
  let y = 110;
  for (const paragraph of drawSmallPrint(prng, 6)) y = second.paragraph(paragraph, 40, y, 530, { size: 8.5 }) + 6;
  drawDetails(newPage(), scene);
  return [
    ['utility', 'customerName', 'serviceAddress', 'accountNumber', ...usage],
    ['accountNumber'],
    ['utility', 'accountNumber', ...usage, ...history, ...(facts.poid ? (['poid'] as const) : [])],
  ];
};

function drawHeader(canvas: Canvas, { facts }: Scene, pageNumber: number): void {
  canvas.text('Central Hudson', 36, 46, { size: 16, bold: true });
  canvas.text('A FORTIS COMPANY', 36, 57, { size: 6.5 });
  canvas.text(`Account Number: ${facts.accountNumber}`, 330, 40);
  canvas.text(`Page ${pageNumber} of 3`, 580, 40, { align: 'right', size: 8 });
}

function drawFirstPage(canvas: Canvas, scene: Scene): void {
  const { facts, prng } = scene;
  const { service, mailing } = facts;
  drawHeader(canvas, scene, 1);
  canvas.text(`Customer Number: ${prng.digits(9)}`, 330, 53);
  canvas.lines(['284 SOUTH AVENUE', 'POUGHKEEPSIE NY 12601-4839'], 36, 70, 10, { size: 7.5 });
  canvas.text('Contact Us', 330, 72, { bold: true });
  canvas.lines(
    [
      'Email, "live chat" and other options: CentralHudson.com/ContactUs',
      'Report an outage: CentralHudson.com, 845-452-2700',
      'Natural gas odors: Call 911 or 1-800-942-8274',
    ],
    330,
    84,
    10,
    { size: 7.5 },
  );
  canvas.text('Service For:', 40, 130, { bold: true });
  canvas.lines(
    [facts.customerName, ...(facts.dba ? [facts.dba] : []), streetLine(service), `${service.city} NY ${service.zip}`],
    104,
    130,
    12,
  );
  canvas.text('Bill Summary', 330, 130, { size: 12, bold: true });
  const rows: [string, string][] = [
    ['Previous Billed Amount', money(facts.amountDueCents - 1400)],
    ['Payments', `-${money(facts.amountDueCents - 1400)}`],
    ['Current Charges', money(facts.amountDueCents)],
    ['Total Amount Due Now', money(facts.amountDueCents)],
    ['Current Billing Period', `${shortDate(facts.from)} - ${shortDate(facts.to)}`],
    ['Late Charges Added After', shortDate(laterDate(facts.to, 27))],
    ['Next Scheduled Reading Date', shortDate(laterDate(facts.to, 30))],
  ];
  rows.forEach(([label, value], index) => {
    canvas.text(label, 330, 146 + index * 12);
    canvas.text(value, 580, 146 + index * 12, { align: 'right' });
  });
  const lastYear = facts.history[0]?.kwh ?? 0;
  canvas.text('This Year', 190, 260, { size: 8, bold: true });
  canvas.text('Last Year', 250, 260, { size: 8, bold: true });
  if (facts.monthlyKwh !== null) {
    canvas.text('Electric Usage', 40, 272);
    canvas.text(`${grouped(facts.monthlyKwh)} kWh`, 190, 272);
    canvas.text(`${grouped(lastYear === facts.monthlyKwh ? lastYear + 7 : lastYear)} kWh`, 250, 272);
  }
  if (facts.gas) {
    canvas.text('Gas Usage', 40, 284);
    canvas.text(`${facts.gas.ccf} Ccf`, 190, 284);
    canvas.text(`${facts.gas.ccf + 9} Ccf`, 250, 284);
  }
  canvas.text('Heating Degree Days', 40, 296);
  canvas.text(String(prng.int(0, 900)), 190, 296);
  canvas.text(String(prng.int(0, 900)), 250, 296);
  canvas.text('Billing details on page 3', 40, 330, { size: 8 });
  canvas.text('Please return this stub and make checks payable to Central Hudson', 306, 560, {
    size: 8,
    align: 'center',
  });
  canvas.rule(36, 566, 580, 0.5);
  canvas.text(`Account Number ${facts.accountNumber}`, 360, 586);
  canvas.text(`Amount Due Now ${money(facts.amountDueCents)}`, 360, 600);
  canvas.lines(
    ['Central Hudson Gas & Electric Corporation', '284 South Avenue', 'Poughkeepsie, NY 12601-4839'],
    360,
    650,
    12,
    { size: 8 },
  );
  canvas.lines(
    [facts.customerName, streetLine(mailing), `${mailing.city} ${mailing.state} ${mailing.zip}-${prng.digits(4)}`],
    60,
    650,
    12,
  );
  canvas.text(
    `${facts.accountNumber.replace(/\D/g, '')}${prng.digits(4)}${String(facts.amountDueCents).padStart(9, '0')}`,
    240,
    745,
    { size: 10 },
  );
}

function drawDetails(canvas: Canvas, scene: Scene): void {
  const { facts, prng } = scene;
  drawHeader(canvas, scene, 3);
  let y = 90;
  const total = facts.monthlyKwh ?? 0;
  if (facts.meters.length > 0) {
    canvas.text('Electric Service', 40, y, { size: 12, bold: true });
    canvas.text(`POD ID: ${facts.poid ?? ''}`, 330, y);
    canvas.text(`Rate: ${facts.business ? '200 Non-Residential' : '100 Residential'}`, 330, y + 12);
    y += 26;
    const heads: [string, number][] = [
      ['Meter Number', 40],
      ['Service Period', 120],
      ['Days', 236],
      ['Current Reading', 270],
      ['Previous Reading', 350],
      ['Multiplier', 436],
      ['Usage', 520],
    ];
    for (const [head, x] of heads) canvas.text(head, x, y, { size: 7.5, bold: true });
    y += 12;
    for (const meter of facts.meters) {
      const suffix =
        meter.suffix === '' ? '' : meter.suffix === '/ON' ? ' On Peak' : meter.suffix === '/MID' ? ' Mid' : ' Off Peak';
      canvas.text(`${meter.meterNumber.slice(0, 8)}${suffix}`, 40, y, { size: 8 });
      canvas.text(`${shortDate(facts.from).slice(0, 6)} - ${shortDate(facts.to).slice(0, 6)}`, 120, y, { size: 8 });
      canvas.text(String(facts.days), 236, y, { size: 8 });
      canvas.text(`${meter.current} Actual`, 270, y, { size: 8 });
      canvas.text(`${meter.previous} Actual`, 350, y, { size: 8 });
      canvas.text(String(meter.multiplier), 440, y, { size: 8 });
      canvas.text(`${grouped(meter.kwh)} kWh`, 520, y, { size: 8 });
      y += 12;
    }
    if (facts.demandKw) canvas.text(`Billed demand ${facts.demandKw} kW`, 40, y + 2, { size: 8 });
    y += 16;
    canvas.text('Basic Service Charge $19.50', 52, y);
    canvas.text(`Delivery Charge ${grouped(total)} kWh @ $0.${prng.digits(5)}`, 52, y + 12);
    canvas.text(`Market Price ${grouped(total)} kWh @ $0.${prng.digits(5)}`, 52, y + 24);
    y += 40;
    if (facts.esco) {
      canvas.lines(
        [`Supplier: ${facts.esco.name}`, `Supplier Account No: ${facts.esco.account}`, facts.esco.address],
        52,
        y,
        12,
        { size: 8 },
      );
      y += 44;
    }
    canvas.text('Electric Usage History (kWh)', 40, y, { bold: true });
    y = drawHistory(canvas, facts, prng, 48, y + 16, { unit: 'kWh', commas: true, therms: false }) + 10;
  }
  if (facts.gas) {
    canvas.text('Gas Service', 40, y, { size: 12, bold: true });
    canvas.text(
      `${facts.gas.meterNumber}  ${facts.gas.current} Actual  ${facts.gas.previous} Actual  ${facts.gas.ccf} Ccf  ${facts.gas.therms} therms`,
      40,
      y + 16,
      { size: 8 },
    );
  }
}
