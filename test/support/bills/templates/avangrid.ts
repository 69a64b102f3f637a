/** NYSEG and RG&E: one template under two names. */
import { type BillFacts, utilityNames } from '../bill-facts.ts';
import { streetLine } from '../people.ts';
import type { Prng } from '../prng.ts';
import { drawSmallPrint, laterDate, longDate, money, plainMoney, shortDate, slashDate } from '../wording.ts';
import type { Canvas } from '../words-canvas.ts';
import { drawHistory } from './history.ts';
import type { DrawTemplate, Shown } from './template.ts';

type Scene = { readonly facts: BillFacts; readonly prng: Prng; readonly name: string; readonly pageCount: number };

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

function drawElectricity(canvas: Canvas, scene: Scene): number {
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
  charge('Basic service charge', facts.business ? 2890 : 1900);
  if (facts.meters.length > 1 && prng.chance(0.5)) {
    for (const meter of facts.meters)
      charge(
        `Delivery charge ${meter.suffix === '/ON' ? 'on-peak' : meter.suffix === '/MID' ? 'mid-peak' : 'off-peak'} ${meter.kwh} kwh @ 0.0${prng.digits(6)}`,
        meter.kwh * 5,
      );
    charge(`Transition charge ${total} kwh @ 0.00${prng.digits(6)}`, total);
  } else {
    charge(`Delivery charge ${total} kwh @ 0.0${prng.digits(6)}`, total * 5);
    if (prng.chance(0.7)) charge(`Transition charge ${total} kwh @ 0.00${prng.digits(6)}`, total);
  }
  if (facts.demandKw)
    charge(
      `Demand charge ${facts.demandKw} kw @ ${prng.int(6, 14)}.${prng.digits(2)}`,
      Math.round(facts.demandKw * 900),
    );
  if (facts.rkvah) charge(`Reactive charge ${facts.rkvah} rkvah @ 0.00${prng.digits(5)}`, facts.rkvah);
  if (prng.chance(0.8)) charge(`System benefits charge ${total} kwh @ 0.00${prng.digits(6)}`, total);
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

function drawOutdoorLighting(canvas: Canvas, { facts, prng }: Scene, y: number): number {
  canvas.text('Electricity Service - Outdoor Lighting', 40, y, { size: 10, bold: true });
  canvas.text(`Service from: ${slashDate(facts.from)} - ${slashDate(facts.to)}`, 400, y);
  canvas.text(`PoD ID: ${facts.secondPoid ?? ''}`, 400, y + 13);
  canvas.text('100 W high pressure sodium area light (1)', 52, y + 30);
  canvas.text(`${prng.int(9, 18)}.${prng.digits(2)}`, 350, y + 30, { align: 'right' });
  canvas.text('Total outdoor lighting charges', 52, y + 42);
  canvas.text('18.44', 350, y + 42, { align: 'right' });
  return y + 62;
}

function drawGas(canvas: Canvas, { facts, prng }: Scene, y: number): number {
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

function drawHistoryBlock(canvas: Canvas, { facts, prng }: Scene, y: number): number {
  canvas.text(facts.meters.length > 0 ? 'Your Electricity Use' : 'Your Natural Gas Use', 40, y, { bold: true });
  if (facts.meters.length === 0) return y + 10;
  if (!facts.historyShown) canvas.text('Average daily kwh', 180, y, { size: 7.5 });
  canvas.text(`${shortDate(laterDate(facts.to, -365))} to ${shortDate(facts.to)}`, 300, y, { size: 7.5 });
  return drawHistory(canvas, facts, prng, 48, y + 16, { unit: 'kwh', commas: false, therms: false });
}
