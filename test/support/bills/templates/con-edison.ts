/** Con Edison, after its published bill guide. */
import type { BillFacts } from '../bill-facts.ts';
import { streetLine } from '../people.ts';
import type { Prng } from '../prng.ts';
import { drawSmallPrint, grouped, laterDate, money, shortDate } from '../wording.ts';
import type { Canvas } from '../words-canvas.ts';
import { drawHistory } from './history.ts';
import type { DrawTemplate, Shown } from './template.ts';

type Scene = { readonly facts: BillFacts; readonly prng: Prng };

export const drawConEdison: DrawTemplate = (facts, newPage, prng) => {
  const scene: Scene = { facts, prng };
  const usage: Shown[] = facts.monthlyKwh === null ? [] : ['monthlyUsageKwh'];
  const history: Shown[] = facts.historyShown ? ['history'] : [];
  const first = newPage();
  drawFirstPage(first, scene);
  const second = newPage();
  drawBreakdown(second, scene);
  return [
    ['utility', 'customerName', 'serviceAddress', 'accountNumber', ...history],
    ['utility', 'accountNumber', 'customerName', ...usage],
  ];
};

function drawFirstPage(canvas: Canvas, { facts, prng }: Scene): void {
  const { service, mailing } = facts;
  canvas.text('conEdison', 36, 50, { size: 22, bold: true });
  canvas.text('www.conEd.com/myaccount', 36, 64, { size: 8 });
  const x = 330;
  canvas.text(facts.customerName, x, 40, { bold: true });
  canvas.text(`Account number: ${facts.accountNumber}`, x, 53);
  canvas.text('Service delivered to:', x, 66);
  canvas.text(streetLine(service), x + 92, 66);
  canvas.text(`${service.city} NY ${service.zip}`, x + 92, 77);
  canvas.text(`Next meter reading date: ${shortDate(laterDate(facts.to, 30))}`, x, 92);
  canvas.text(`Your billing summary as of ${shortDate(facts.statementDate)}`, 36, 118, { size: 12, bold: true });
  const rows: [string, string][] = [
    ['Total charges from your last bill', money(facts.amountDueCents - 733)],
    [`Payments through ${shortDate(facts.to)}, thank you`, `-${money(facts.amountDueCents - 733)}`],
    ['Remaining balance', 'None'],
    [`Billing period: ${shortDate(facts.from)} to ${shortDate(facts.to)}`, ''],
    [
      facts.meters.length > 0 ? `Electricity charges - for ${facts.days} days` : `Gas charges - for ${facts.days} days`,
      money(facts.amountDueCents),
    ],
    ...(facts.gas && facts.meters.length > 0
      ? ([[`Gas charges - for ${facts.days} days`, money(4200)]] as [string, string][])
      : []),
    ['Total amount due', money(facts.amountDueCents)],
  ];
  rows.forEach(([label, amount], index) => {
    canvas.text(label, 44, 138 + index * 13);
    canvas.text(amount, 330, 138 + index * 13, { align: 'right' });
  });
  canvas.text('Message center', 360, 138, { bold: true });
  canvas.paragraph(drawSmallPrint(prng, 1)[0] ?? '', 360, 152, 210, { size: 8 });
  if (facts.meters.length > 0) {
    canvas.text('Your electricity use', 36, 270, { bold: true });
    canvas.text('kWh', 36, 282, { size: 7 });
    drawHistory(canvas, facts, prng, 44, 296, { unit: 'kWh', commas: true, therms: false });
  }
  canvas.text('Payment slip', 36, 580, { bold: true });
  canvas.rule(36, 566, 580, 0.5);
  canvas.text(`Account number ${facts.accountNumber}`, 330, 590);
  canvas.text(`Total amount due ${money(facts.amountDueCents)}`, 330, 604);
  canvas.lines(
    [facts.customerName, streetLine(mailing), `${mailing.city} ${mailing.state} ${mailing.zip}-${prng.digits(4)}`],
    60,
    650,
    12,
  );
  canvas.lines(['CON EDISON', 'JAF STATION', 'P.O. BOX 1702', 'NEW YORK, NY 10116-1702'], 380, 650, 12);
  canvas.text(
    `${facts.accountNumber.replace(/\D/g, '')}000${String(facts.amountDueCents).padStart(9, '0')}${prng.digits(8)}`,
    200,
    750,
    { size: 10 },
  );
}

function drawBreakdown(canvas: Canvas, { facts, prng }: Scene): void {
  canvas.text(facts.customerName, 36, 40);
  canvas.text(`Account number: ${facts.accountNumber}`, 36, 52);
  canvas.text('Page 2 of 2', 580, 40, { align: 'right', size: 8 });
  let y = 80;
  const total = facts.monthlyKwh ?? 0;
  if (facts.meters.length > 0) {
    canvas.text('Your electricity breakdown', 36, y, { size: 12, bold: true });
    canvas.text('Electricity you used', 36, y + 18, { bold: true });
    canvas.text(`Rate: ${facts.business ? 'EL2 Small Non-Residential' : 'EL1 Residential or Religious'}`, 36, y + 31);
    canvas.paragraph(
      `Electricity you used during this ${facts.days} day billing period from ${shortDate(facts.from)} to ${shortDate(facts.to)}`,
      36,
      y + 44,
      250,
    );
    y += 76;
    canvas.text('Meter #', 36, y, { size: 8, bold: true });
    canvas.text('New reading', 120, y, { size: 8, bold: true });
    canvas.text('Prior reading', 210, y, { size: 8, bold: true });
    canvas.text('Reading diff', 300, y, { size: 8, bold: true });
    canvas.text('Multiplier', 380, y, { size: 8, bold: true });
    canvas.text('Total usage', 470, y, { size: 8, bold: true });
    y += 12;
    for (const meter of facts.meters) {
      const suffix =
        meter.suffix === ''
          ? ''
          : ` ${meter.suffix === '/ON' ? 'Peak' : meter.suffix === '/MID' ? 'Shoulder' : 'Off-Peak'}`;
      canvas.text(`${meter.meterNumber.slice(0, 9)}${suffix}`, 36, y, { size: 8 });
      canvas.text(`${grouped(meter.current)} Actual`, 120, y, { size: 8 });
      canvas.text(`${grouped(meter.previous)} Actual`, 210, y, { size: 8 });
      canvas.text(grouped(meter.current - meter.previous), 300, y, { size: 8 });
      canvas.text(String(meter.multiplier), 380, y, { size: 8 });
      canvas.text(`${grouped(meter.kwh)} kWh`, 470, y, { size: 8 });
      y += 12;
    }
    if (prng.chance(0.6) || facts.meters.length > 1) {
      canvas.text('Your electricity use', 36, y + 4);
      canvas.text(`${grouped(total)} kWh`, 470, y + 4, { bold: true });
      y += 18;
    }
    if (facts.demandKw) canvas.text(`Demand ${facts.demandKw} kW`, 36, y + 12, { size: 8 });
    canvas.text('Your supply charges', 36, y + 16, { bold: true });
    canvas.paragraph(`Supply ${grouped(total)} kWh @${prng.int(5, 12)}.${prng.digits(4)}¢/kWh`, 36, y + 29, 250);
    canvas.text('Your delivery charges', 36, y + 50, { bold: true });
    canvas.text('Basic service charge (does not include usage) $17.00', 36, y + 63);
    canvas.text(`Delivery ${grouped(total)} kWh @${prng.int(9, 15)}.${prng.digits(4)}¢/kWh`, 36, y + 76);
    canvas.text(`System Benefit Charge @0.${prng.digits(4)}¢/kWh`, 36, y + 89);
    if (facts.esco)
      canvas.lines(
        [`Your supplier ${facts.esco.name}`, `Account no. ${facts.esco.account}`, facts.esco.address],
        320,
        y + 16,
        12,
      );
    y += 110;
  }
  if (facts.gas) {
    canvas.text('Your gas breakdown', 36, y + 10, { size: 12, bold: true });
    canvas.text(
      `Gas you used ${facts.gas.therms} therms   Meter # ${facts.gas.meterNumber}   ${facts.gas.ccf} ccf`,
      36,
      y + 26,
    );
  }
}
