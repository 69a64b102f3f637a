/** NYSEG and RG&E: one template under two names. */
import { utilityNames } from '../bill-facts.ts';
import { streetLine } from '../people.ts';
import { drawSmallPrint, laterDate, longDate, money, plainMoney, shortDate, slashDate } from '../wording.ts';
import type { Canvas } from '../words-canvas.ts';
import { drawElectricity, drawGas, drawOutdoorLighting, type Scene } from './avangrid-services.ts';
import { drawHistory } from './history.ts';
import type { DrawTemplate, Shown } from './template.ts';

export const drawAvangrid: DrawTemplate = (facts, newPage, prng) => {
  const withHistoryPage = facts.gas !== null || facts.secondPoid !== null || prng.chance(0.5);
  const scene: Scene = { facts, prng, name: utilityNames[facts.utility], pageCount: withHistoryPage ? 4 : 3 };
  const shown: Shown[][] = [];
  const header: Shown[] = ['utility', 'customerName', 'serviceAddress', 'accountNumber'];

  const history: Shown[] = facts.historyShown ? ['history'] : [];

  const first = newPage();
  drawHeader(first, scene, 1);
  drawSummary(first, scene);
  drawStub(first, scene);
  shown.push([...header]);

  const second = newPage();
  drawHeader(second, scene, 2);
  drawMessages(second, scene);
  shown.push([...header]);

  const third = newPage();
  drawHeader(third, scene, 3);
  let below = facts.meters.length > 0 ? drawElectricity(third, scene) : drawGas(third, scene, 165);
  if (facts.historyShown && !withHistoryPage) below = drawHistoryBlock(third, scene, below + 10);
  shown.push([
    ...header,
    ...(facts.poid ? (['poid'] as const) : []),
    ...(facts.monthlyKwh !== null ? (['monthlyUsageKwh'] as const) : []),
    ...(withHistoryPage ? [] : history),
  ]);

  if (withHistoryPage) {
    const fourth = newPage();
    drawHeader(fourth, scene, 4);
    let y = 170;
    if (facts.secondPoid) y = drawOutdoorLighting(fourth, scene, y);
    if (facts.gas && facts.meters.length > 0) y = drawGas(fourth, scene, y);
    drawHistoryBlock(fourth, scene, y + 12);
    shown.push([...header, ...history]);
  }
  return shown;
};

function drawHeader(canvas: Canvas, { facts, prng, name, pageCount }: Scene, pageNumber: number): void {
  const right = 576;
  canvas.text(name, 40, 48, { size: 20, bold: true });
  canvas.text(facts.utility === 'nyseg' ? 'nyseg.com' : 'rge.com', 40, 62, { size: 8 });
  const box = { left: 372, top: 26, width: 210, height: pageNumber === 1 ? 64 : 50 };
  if (facts.accountNumber.length % 2 === 0) canvas.stipple(box);
  else canvas.fill(box, 0.86);
  canvas.text(facts.customerName, right, 40, { size: 10, bold: true, align: 'right' });
  if (pageNumber === 1 && prng.chance(0.4)) canvas.text(prng.digits(4), 380, 45, { size: 5 });
  canvas.text(`Account Number: ${facts.accountNumber}`, right, 53, { align: 'right' });
  canvas.text(`Statement Date: ${longDate(facts.statementDate)}`, right, 66, { align: 'right' });
  if (pageNumber === 1)
    canvas.text(`Amount Due: ${money(facts.amountDueCents)}`, right, 80, { size: 11, bold: true, align: 'right' });
  canvas.rule(36, 98, 580, 1.2);
  const { service } = facts;
  canvas.text(`Service Address: ${streetLine(service)}, ${service.city} NY ${service.zip}`, 40, 112);
  canvas.text(`Page ${pageNumber} of ${pageCount}`, right, 112, { size: 8, align: 'right' });
  if (pageNumber === 3) canvas.text(`${name} DETAILED ACCOUNT ACTIVITY`, 40, 134, { size: 12, bold: true });
}

function drawSummary(canvas: Canvas, { facts, name, prng }: Scene): void {
  canvas.text(`Next Scheduled Read Date: On or about ${longDate(laterDate(facts.to, 30))}`, 40, 128);
  canvas.text('Account Summary', 40, 152, { size: 12, bold: true });
  const current = facts.amountDueCents - 91;
  const rows: [string, string][] = [
    ['Previous balance', money(current - 433)],
    [`Payments received as of ${slashDate(facts.to)}`, `-${plainMoney(current - 433)}`],
    ['Balance forward', '$0.00'],
    ['Energy charges', plainMoney(current)],
    ['Miscellaneous charges', '0.91'],
  ];
  rows.forEach(([label, amount], index) => {
    canvas.text(label, 48, 170 + index * 14);
    canvas.text(amount, 340, 170 + index * 14, { align: 'right' });
  });
  canvas.text(money(facts.amountDueCents), 340, 246, { bold: true, align: 'right' });
  canvas.text(facts.business ? 'Nonresidential' : 'Residential', 400, 170);
  canvas.text('See details beginning on page 3', 400, 184, { size: 8 });
  canvas.text('Payment due upon receipt.', 48, 268, { bold: true });
  canvas.paragraph(
    'To avoid a 1.5% late payment charge, please ensure payment is received by the date displayed below.',
    48,
    282,
    290,
  );
  canvas.lines(
    [
      `Visit ${facts.utility === 'nyseg' ? 'nyseg.com' : 'rge.com'}/MyAccount to:`,
      '• View and pay your bill online',
      '• Enroll in Autopay',
      '• Submit and view meter readings',
      `Call our self-service line at ${facts.utility === 'nyseg' ? '800.600.2275' : '800.295.7323'}`,
    ],
    48,
    340,
    13,
  );
  const share = facts.utility === 'nyseg' ? 'NYSEG and RG&E' : 'RG&E and NYSEG';
  canvas.paragraph(
    `Add $1, $2, or $5 to your payment to make a tax-deductible donation automatically to ${share} Project SHARE Heating Fund. Learn more at our web site.`,
    390,
    340,
    180,
    { size: 8 },
  );
  if (prng.chance(0.4))
    canvas.paragraph(
      `Average Daily Use ${((facts.monthlyKwh ?? 0) / facts.days).toFixed(1)} kwh this period last year`,
      390,
      420,
      180,
      { size: 8 },
    );
  canvas.text(`Please return bottom portion with your payment. Make checks payable to ${name}.`, 306, 560, {
    size: 8,
    align: 'center',
  });
  canvas.rule(36, 566, 580, 0.5);
}

function drawStub(canvas: Canvas, { facts, name, prng }: Scene): void {
  const plainAccount = facts.accountNumber.replace(/\D/g, '');
  canvas.text('Account Number', 480, 590, { size: 8 });
  canvas.text(plainAccount, 480, 602, { bold: true });
  canvas.text('Late Fee After', 480, 618, { size: 8 });
  canvas.text(slashDate(laterDate(facts.statementDate, 23)), 480, 630);
  canvas.text('Due Upon Receipt', 480, 646, { size: 8 });
  canvas.text(money(facts.amountDueCents), 480, 658, { bold: true });
  canvas.text('Amount Paid', 480, 676, { size: 8 });
  canvas.frame({ left: 478, top: 682, width: 96, height: 18 });
  canvas.lines(
    [
      name,
      `P.O. BOX ${facts.utility === 'nyseg' ? '847812' : '847813'}`,
      `BOSTON, MA 02284-${facts.utility === 'nyseg' ? '7812' : '7813'}`,
    ],
    60,
    600,
    12,
  );
  const { mailing } = facts;
  const zip4 = `${mailing.zip}-${prng.digits(4)}`;
  canvas.lines(
    [
      facts.customerName,
      ...(facts.dba ? [facts.dba] : []),
      streetLine(mailing),
      `${mailing.city} ${mailing.state} ${zip4}`,
    ],
    60,
    660,
    12,
  );
  canvas.text('Please do not write below this line.', 306, 730, { size: 7, align: 'center' });
  canvas.text(
    `10${plainAccount}0${String(facts.amountDueCents).padStart(9, '0')}${prng.digits(10)}${String(facts.amountDueCents).padStart(9, '0')}`,
    300,
    752,
    { size: 10 },
  );
}

function drawMessages(canvas: Canvas, { prng, name }: Scene): void {
  canvas.text(`Messages about your ${name} bill`, 40, 136, { size: 12, bold: true });
  let left = 156;
  let right = 156;
  for (const paragraph of drawSmallPrint(prng, 6)) {
    if (left <= right) left = canvas.paragraph(paragraph, 40, left, 250, { size: 8.5 }) + 6;
    else right = canvas.paragraph(paragraph, 318, right, 250, { size: 8.5 }) + 6;
  }
}

function drawHistoryBlock(canvas: Canvas, { facts, prng }: Scene, y: number): number {
  canvas.text(facts.meters.length > 0 ? 'Your Electricity Use' : 'Your Natural Gas Use', 40, y, { bold: true });
  if (facts.meters.length === 0) return y + 10;
  if (!facts.historyShown) canvas.text('Average daily kwh', 180, y, { size: 7.5 });
  canvas.text(`${shortDate(laterDate(facts.to, -365))} to ${shortDate(facts.to)}`, 300, y, { size: 7.5 });
  return drawHistory(canvas, facts, prng, 48, y + 16, { unit: 'kwh', commas: false, therms: false });
}
