/** Orange & Rockland: of the Con Edison family. */
import type { BillFacts } from '../bill-facts.ts';
import { streetLine } from '../people.ts';
import type { Prng } from '../prng.ts';
import { drawSmallPrint, grouped, laterDate, money, shortDate, slashDate } from '../wording.ts';
import type { Canvas } from '../words-canvas.ts';
import { drawHistory } from './history.ts';
import type { DrawTemplate, Shown } from './template.ts';

export const drawOrangeRockland: DrawTemplate = (facts, newPage, prng) => {
  const usage: Shown[] = facts.monthlyKwh === null ? [] : ['monthlyUsageKwh'];
  const history: Shown[] = facts.historyShown ? ['history'] : [];
  drawFirstPage(newPage(), facts, prng);
  const second = newPage();
  second.text('Orange & Rockland', 36, 44, { size: 12, bold: true });
  second.text(`Account number: ${facts.accountNumber}`, 330, 44);
  let y = 80;
  for (const paragraph of drawSmallPrint(prng, 6)) y = second.paragraph(paragraph, 40, y, 530, { size: 8.5 }) + 6;
  return [
    ['utility', 'customerName', 'serviceAddress', 'accountNumber', ...usage, ...history],
    ['utility', 'accountNumber'],
  ];
};

function drawFirstPage(canvas: Canvas, facts: BillFacts, prng: Prng): void {
  const { service, mailing } = facts;
  const total = facts.monthlyKwh ?? 0;
  canvas.text('Orange & Rockland', 36, 46, { size: 17, bold: true });
  canvas.text('390 West Route 59, Spring Valley, NY 10977  1-877-434-4100  oru.com', 36, 58, { size: 7 });
  canvas.text('Name', 330, 40, { size: 8, bold: true });
  canvas.text(facts.customerName, 420, 40);
  canvas.text('Service address', 330, 53, { size: 8, bold: true });
  canvas.text(streetLine(service), 420, 53);
  canvas.text(`${service.city}, NY ${service.zip}`, 420, 64);
  canvas.text('Account number', 330, 77, { size: 8, bold: true });
  canvas.text(facts.accountNumber, 420, 77);
  canvas.text('Next meter reading', 330, 90, { size: 8, bold: true });
  canvas.text(shortDate(laterDate(facts.to, 30)), 420, 90);
  canvas.text('BILLING SUMMARY', 350, 120, { bold: true });
  canvas.text(`Total amount due ${money(facts.amountDueCents)}`, 350, 134);
  canvas.text(`Please pay by ${slashDate(laterDate(facts.to, 24))}`, 350, 147);
  let y = 120;
  if (facts.meters.length > 0) {
    canvas.text('ELECTRIC SERVICE', 36, y, { bold: true });
    canvas.text(`${facts.business ? 'Service Classification 2' : 'Residential Service Classification 1'}`, 36, y + 12, {
      size: 8,
    });
    y += 26;
    for (const meter of facts.meters) {
      const suffix =
        meter.suffix === ''
          ? ''
          : meter.suffix === '/ON'
            ? 'Peak '
            : meter.suffix === '/MID'
              ? 'Shoulder '
              : 'Off-Peak ';
      canvas.text(`${suffix}Meter ${meter.meterNumber.slice(0, 9)}`, 36, y, { size: 8 });
      canvas.text(`${slashDate(facts.to)} Actual reading`, 48, y + 11, { size: 8 });
      canvas.text(grouped(meter.current), 300, y + 11, { size: 8, align: 'right' });
      canvas.text(`${slashDate(facts.from)} Actual reading`, 48, y + 22, { size: 8 });
      canvas.text(grouped(meter.previous), 300, y + 22, { size: 8, align: 'right' });
      if (meter.multiplier !== 1) {
        canvas.text('Multiplier', 48, y + 33, { size: 8 });
        canvas.text(String(meter.multiplier), 300, y + 33, { size: 8, align: 'right' });
        y += 11;
      }
      canvas.text(`${suffix}kWh used in ${facts.days} days`, 48, y + 33, { size: 8 });
      canvas.text(`${grouped(meter.kwh)} kWh`, 300, y + 33, { size: 8, align: 'right' });
      y += 46;
    }
    if (facts.meters.length > 1) {
      canvas.text('Total electric usage', 48, y, { size: 8 });
      canvas.text(`${grouped(total)} kWh`, 300, y, { size: 8, align: 'right' });
      y += 13;
    }
    if (facts.demandKw) canvas.text(`Demand ${facts.demandKw} kW`, 48, y + 2, { size: 8 });
    y += 14;
    canvas.text('Delivery', 36, y, { bold: true });
    canvas.text('Basic service charge 19.50', 48, y + 12);
    const firstBlock = Math.min(250, total);
    canvas.text(`First ${firstBlock} kWh @ 0.${prng.digits(5)}`, 48, y + 24);
    if (total > 250) canvas.text(`Next ${grouped(total - 250)} kWh @ 0.${prng.digits(5)}`, 48, y + 36);
    canvas.text(`System benefits charge ${grouped(total)} kWh @ 0.00${prng.digits(4)}`, 48, y + 48);
    canvas.text('Supply', 36, y + 64, { bold: true });
    if (facts.esco)
      canvas.lines(
        [
          facts.esco.name,
          `Account No. ${facts.esco.account}`,
          `Electric supply ${grouped(total)} kWh @ 0.${prng.digits(5)}`,
        ],
        48,
        y + 76,
        12,
      );
    else canvas.text(`Market supply ${grouped(total)} kWh @ 0.${prng.digits(5)}`, 48, y + 76);
    y += 116;
    canvas.text('Electric use - 13 months', 350, 190, { bold: true, size: 8 });
    if (facts.historyShown) drawHistory(canvas, facts, prng, 350, 204, { unit: 'kWh', commas: true, therms: false });
  }
  if (facts.gas) {
    canvas.text('GAS SERVICE', 36, y, { bold: true });
    canvas.text(
      `Meter ${facts.gas.meterNumber}  ${facts.gas.current}  ${facts.gas.previous}  ${facts.gas.ccf} Ccf  ${facts.gas.therms} therms`,
      48,
      y + 12,
      { size: 8 },
    );
  }
  canvas.rule(36, 586, 580, 0.5);
  canvas.text(`Account number ${facts.accountNumber}   Amount due ${money(facts.amountDueCents)}`, 330, 604);
  canvas.lines(
    [facts.customerName, streetLine(mailing), `${mailing.city} ${mailing.state} ${mailing.zip}-${prng.digits(4)}`],
    60,
    660,
    12,
  );
  canvas.lines(['ORANGE & ROCKLAND', 'P.O. BOX 1005', 'SPRING VALLEY NY 10977-0800'], 380, 660, 12);
  canvas.text(
    `${facts.accountNumber.replace(/\D/g, '')}${prng.digits(5)}${String(facts.amountDueCents).padStart(9, '0')}`,
    260,
    748,
    { size: 10 },
  );
}
