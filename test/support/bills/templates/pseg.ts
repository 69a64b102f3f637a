/** PSEG Long Island, after its published bill guide. */
import type { BillFacts } from '../bill-facts.ts';
import { streetLine } from '../people.ts';
import type { Prng } from '../prng.ts';
import { drawSmallPrint, grouped, laterDate, money, shortDate } from '../wording.ts';
import type { Canvas } from '../words-canvas.ts';
import { drawHistory } from './history.ts';
import type { DrawTemplate, Shown } from './template.ts';

export const drawPseg: DrawTemplate = (facts, newPage, prng) => {
  const usage: Shown[] = facts.monthlyKwh === null ? [] : ['monthlyUsageKwh'];
  const history: Shown[] = facts.historyShown ? ['history'] : [];
  drawFront(newPage(), facts, prng);
  drawBack(newPage(), facts, prng);
  return [
    ['utility', 'customerName', 'serviceAddress', 'accountNumber', ...usage, ...history],
    ['utility', 'accountNumber', ...usage],
  ];
};

function drawFront(canvas: Canvas, facts: BillFacts, prng: Prng): void {
  const { service, mailing } = facts;
  canvas.text('PSEG', 36, 48, { size: 20, bold: true });
  canvas.text('LONG ISLAND', 100, 48, { size: 9, bold: true });
  canvas.text('MY ELECTRIC BILL', 580, 44, { size: 12, bold: true, align: 'right' });
  canvas.text('Account Number', 36, 80, { size: 8, bold: true });
  canvas.text(facts.accountNumber, 36, 92);
  canvas.text('Billing Period', 170, 80, { size: 8, bold: true });
  canvas.text(`${shortDate(facts.from)} - ${shortDate(facts.to)}`, 170, 92);
  canvas.text('Service To', 340, 80, { size: 8, bold: true });
  canvas.lines([facts.customerName, streetLine(service), `${service.city} NY ${service.zip}`], 340, 92, 12);
  canvas.fill({ left: 470, top: 130, width: 112, height: 40 }, 0.8);
  canvas.text('AMOUNT DUE', 476, 144, { bold: true });
  canvas.text(money(facts.amountDueCents), 476, 160, { size: 13, bold: true });
  canvas.text('My Account Summary', 36, 140, { bold: true });
  canvas.text(`Charges this period ${money(facts.amountDueCents)}`, 36, 154);
  canvas.text(`Please pay by ${shortDate(laterDate(facts.to, 23))}`, 36, 167);
  if (facts.monthlyKwh !== null) {
    canvas.text('My Energy Usage', 36, 196, { bold: true });
    canvas.text('Meter', 36, 210, { size: 7.5, bold: true });
    canvas.text('Days', 120, 210, { size: 7.5, bold: true });
    canvas.text('Current', 160, 210, { size: 7.5, bold: true });
    canvas.text('Previous', 230, 210, { size: 7.5, bold: true });
    canvas.text('Multiplier', 300, 210, { size: 7.5, bold: true });
    canvas.text('kWh', 370, 210, { size: 7.5, bold: true });
    let y = 222;
    for (const meter of facts.meters) {
      const suffix =
        meter.suffix === '' ? '' : meter.suffix === '/ON' ? ' Peak' : meter.suffix === '/MID' ? ' Mid' : ' Off-Peak';
      canvas.text(`${meter.meterNumber.slice(0, 9)}${suffix}`, 36, y, { size: 8 });
      canvas.text(String(facts.days), 124, y, { size: 8 });
      canvas.text(`${meter.current} Act`, 160, y, { size: 8 });
      canvas.text(`${meter.previous} Act`, 230, y, { size: 8 });
      canvas.text(String(meter.multiplier), 306, y, { size: 8 });
      canvas.text(`${grouped(meter.kwh)} kWh`, 370, y, { size: 8 });
      y += 12;
    }
    canvas.text(`Total kWh used ${grouped(facts.monthlyKwh)} kWh`, 36, y + 4, { bold: true });
    canvas.text(`Daily average ${(facts.monthlyKwh / facts.days).toFixed(1)} kWh`, 230, y + 4, { size: 8 });
    drawHistory(canvas, facts, prng, 44, y + 28, { unit: 'kWh', commas: false, therms: false });
  }
  canvas.rule(36, 566, 580, 0.5);
  canvas.text(`Account Number ${facts.accountNumber}`, 360, 590);
  canvas.lines(
    [facts.customerName, streetLine(mailing), `${mailing.city} ${mailing.state} ${mailing.zip}-${prng.digits(4)}`],
    60,
    660,
    12,
  );
  canvas.lines(['PSEG LONG ISLAND', 'PO BOX 9039', 'HICKSVILLE NY 11802-9039'], 380, 660, 12);
  canvas.text(
    `${facts.accountNumber.replace(/\D/g, '')}${prng.digits(6)}${String(facts.amountDueCents).padStart(9, '0')}`,
    260,
    748,
    { size: 10 },
  );
}

function drawBack(canvas: Canvas, facts: BillFacts, prng: Prng): void {
  canvas.text(`Account Number: ${facts.accountNumber}`, 36, 40);
  canvas.text('Page 2 of 2', 580, 40, { align: 'right', size: 8 });
  canvas.text('Detailed Charges', 36, 66, { size: 12, bold: true });
  let y = 86;
  if (facts.monthlyKwh !== null) {
    const total = grouped(facts.monthlyKwh);
    canvas.lines(
      [
        `Rate ${facts.business ? '280 Commercial' : '180 Residential'}`,
        'Basic Service 14.40',
        `Delivery & System ${total} kWh @ 0.${prng.digits(4)}`,
        `Power Supply ${total} kWh @ 0.${prng.digits(6)}`,
        `DER Charge ${total} kWh @ 0.00${prng.digits(4)}`,
      ],
      36,
      y,
      13,
    );
    y += 80;
    if (facts.demandKw) canvas.text(`Demand ${facts.demandKw} kW`, 36, y - 10);
  }
  for (const paragraph of drawSmallPrint(prng, 5)) y = canvas.paragraph(paragraph, 40, y, 530, { size: 8.5 }) + 6;
  canvas.text('PSEG Long Island, PO Box 9083, Melville, NY 11747  1-800-490-0025  psegliny.com', 36, 760, { size: 7 });
}
