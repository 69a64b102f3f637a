/** National Grid, upstate New York. */
import type { BillFacts } from '../bill-facts.ts';
import { streetLine } from '../people.ts';
import type { Prng } from '../prng.ts';
import { dayDate, drawSmallPrint, grouped, laterDate, money, plainMoney, shortDate } from '../wording.ts';
import type { Canvas } from '../words-canvas.ts';
import { drawHistoryHalves } from './history.ts';
import type { DrawTemplate, Shown } from './template.ts';

type Scene = { readonly facts: BillFacts; readonly prng: Prng; readonly commas: boolean };

export const drawNationalGrid: DrawTemplate = (facts, newPage, prng) => {
  const scene: Scene = { facts, prng, commas: prng.chance(0.6) };
  const header: Shown[] = ['utility', 'customerName', 'serviceAddress', 'accountNumber'];
  const usage: Shown[] = facts.monthlyKwh === null ? [] : ['monthlyUsageKwh'];
  const history: Shown[] = facts.historyShown ? ['history'] : [];

  const first = newPage();
  drawHeader(first, scene, 1);
  drawLeftBar(first, scene);
  drawSummary(first, scene);
  drawStub(first, scene);

  const second = newPage();
  drawHeader(second, scene, 2);
  drawDetail(second, scene);

  const third = newPage();
  drawHeader(third, scene, 3);
  let y = 150;
  for (const paragraph of drawSmallPrint(prng, 5)) y = third.paragraph(paragraph, 160, y, 410, { size: 8.5 }) + 6;
  return [[...header, ...history], [...header, ...usage], header];
};

function drawHeader(canvas: Canvas, { facts }: Scene, pageNumber: number): void {
  const size = 7;
  canvas.text('nationalgrid', 36, 52, { size: 16, bold: true });
  canvas.text('SERVICE FOR', 160, 36, { size, bold: true });
  const { service } = facts;
  canvas.lines(
    [facts.customerName, ...(facts.dba ? [facts.dba] : []), streetLine(service), `${service.city} NY ${service.zip}`],
    160,
    47,
    10.5,
    { size: 8.5 },
  );
  canvas.text('BILLING PERIOD', 350, 36, { size, bold: true });
  canvas.text(`${shortDate(facts.from)} to ${shortDate(facts.to)}`, 350, 47, { size: 8.5 });
  canvas.text(`PAGE ${pageNumber} of 3`, 580, 36, { size, align: 'right' });
  canvas.text('ACCOUNT NUMBER', 350, 66, { size, bold: true });
  canvas.text(facts.accountNumber, 350, 77, { size: 8.5 });
  // The two that matter least stand white on black.
  canvas.fill({ left: 434, top: 57, width: 150, height: 26 }, 0);
  canvas.text('PLEASE PAY BY', 438, 66, { size, bold: true, shade: 1 });
  canvas.text(shortDate(laterDate(facts.to, 24)), 438, 77, { size: 8.5, shade: 1 });
  canvas.text('AMOUNT DUE', 520, 66, { size, bold: true, shade: 1 });
  canvas.text(`$ ${plainMoney(facts.amountDueCents)}`, 520, 77, { size: 8.5, shade: 1 });
  canvas.rule(150, 94, 584, 1);
}

function drawLeftBar(canvas: Canvas, { facts, prng, commas }: Scene): void {
  canvas.lines(
    [
      'www.nationalgridus.com',
      'CUSTOMER SERVICE',
      '1-800-642-4272',
      'GAS EMERGENCIES',
      '1-800-892-2345',
      'OUTAGE AND ELECTRIC EMERGENCIES',
      '1-800-867-5222',
      'CORRESPONDENCE ADDRESS',
      '300 Erie Blvd West',
      'Syracuse, NY 13202',
      'DATE BILL ISSUED',
      shortDate(facts.statementDate),
    ],
    36,
    110,
    11,
    { size: 6.5 },
  );
  canvas.lines(
    [
      'Enrollment Information',
      'To enroll with a supplier or change to',
      'another supplier, you will need the',
      'following information about your account:',
      `Loadzone ${prng.pick(['Capital', 'Central', 'Frontier', 'Utica'])}`,
      `Acct No: ${facts.accountNumber} Cycle: ${prng.int(1, 20)}, ${prng.pick(['ALBA', 'SYRA', 'BUFF'])}`,
    ],
    36,
    260,
    10,
    { size: 6.2 },
  );
  if (facts.historyShown) {
    canvas.text('Electric Usage History', 160, 360, { bold: true });
    drawHistoryHalves(canvas, facts, 160, 374, { unit: 'kWh', commas, therms: facts.gas !== null });
  }
}

function drawSummary(canvas: Canvas, { facts }: Scene): void {
  canvas.text('ACCOUNT BALANCE', 160, 112, { bold: true });
  const rows: [string, string][] = [
    ['Previous Balance', plainMoney(facts.amountDueCents - 1200)],
    [
      `Payment Received on ${dayDate(laterDate(facts.from, 9)).toUpperCase()} (ACH)      THANK YOU`,
      `- ${plainMoney(facts.amountDueCents - 1200)}`,
    ],
    ['Current Charges', `+ ${plainMoney(facts.amountDueCents)}`],
  ];
  rows.forEach(([label, amount], index) => {
    canvas.text(label, 170, 126 + index * 12);
    canvas.text(amount, 580, 126 + index * 12, { align: 'right' });
  });
  canvas.text('Amount Due', 420, 164, { bold: true });
  canvas.text(money(facts.amountDueCents), 580, 164, { bold: true, align: 'right' });
  canvas.text(
    `To avoid late payment charges of 1.5%, ${money(facts.amountDueCents)} must be received by ${shortDate(laterDate(facts.to, 24))}.`,
    160,
    182,
    { size: 8 },
  );
  canvas.text('SUMMARY OF CURRENT CHARGES', 160, 206, { bold: true });
  canvas.text('DELIVERY SERVICES', 340, 218, { size: 6.5, align: 'right' });
  canvas.text('SUPPLY SERVICES', 430, 218, { size: 6.5, align: 'right' });
  canvas.text('TOTAL', 580, 218, { size: 6.5, align: 'right' });
  if (facts.meters.length > 0) canvas.text('Electric Service', 170, 230);
  if (facts.gas) canvas.text('Gas Service', 170, 242);
  canvas.text(plainMoney(facts.amountDueCents), 580, 230, { align: 'right' });
}

function drawStub(canvas: Canvas, { facts, prng }: Scene): void {
  const { mailing } = facts;
  canvas.text('KEEP THIS PORTION FOR YOUR RECORDS.   RETURN THIS PORTION WITH YOUR PAYMENT.', 306, 560, {
    size: 7,
    align: 'center',
  });
  canvas.rule(36, 566, 584, 0.5);
  canvas.text('ACCOUNT NUMBER', 330, 590, { size: 7 });
  canvas.text(facts.accountNumber, 330, 601);
  canvas.text('PLEASE PAY BY', 440, 590, { size: 7 });
  canvas.text(shortDate(laterDate(facts.to, 24)), 440, 601);
  canvas.text('AMOUNT DUE', 530, 590, { size: 7 });
  canvas.text(money(facts.amountDueCents), 530, 601);
  canvas.lines(['300 Erie Blvd West', 'Syracuse NY 13202'], 36, 600, 10, { size: 7 });
  canvas.lines(
    [facts.customerName, streetLine(mailing), `${mailing.city} ${mailing.state} ${mailing.zip}-${prng.digits(4)}`],
    60,
    660,
    12,
  );
  canvas.lines(['NATIONAL GRID', 'PO BOX 371376', 'PITTSBURGH PA 15250-7376'], 360, 660, 12);
  canvas.text(
    `00${String(facts.amountDueCents).padStart(8, '0')}${facts.accountNumber.replace(/\D/g, '')}${prng.digits(9)}`,
    250,
    752,
    { size: 10 },
  );
}

function drawDetail(canvas: Canvas, scene: Scene): void {
  const { facts, prng, commas } = scene;
  const number = (n: number) => (commas ? grouped(n) : String(n));
  canvas.text('DETAIL OF CURRENT CHARGES', 160, 112, { bold: true });
  canvas.text('Delivery Services', 160, 128, { size: 11, bold: true });
  let y = 146;
  const charge = (label: string, detail: string, cents: number) => {
    canvas.text(label, 160, y, { size: 8.5 });
    canvas.text(detail, 460, y, { size: 8.5, align: 'right' });
    canvas.text(plainMoney(cents), 580, y, { size: 8.5, align: 'right' });
    y += 11.5;
  };
  if (facts.meters.length > 0) {
    canvas.text('Electric Service', 160, y, { bold: true });
    y += 14;
    y = drawReadings(canvas, scene, y);
    const total = facts.monthlyKwh ?? 0;
    if (facts.business) {
      canvas.text('Total Energy Usage', 160, y, { size: 8.5 });
      canvas.text(`${number(total)} kWh`, 580, y, { size: 8.5, align: 'right' });
      y += 11.5;
      canvas.text('Billed Energy Usage', 160, y, { size: 8.5 });
      canvas.text(`${number(total)} kWh`, 580, y, { size: 8.5, align: 'right' });
      y += 11.5;
      if (facts.demandKw) {
        canvas.text('Billed Demand', 160, y, { size: 8.5 });
        canvas.text(`${facts.demandKw} kW`, 580, y, { size: 8.5, align: 'right' });
        y += 11.5;
      }
    }
    canvas.text(
      `METER NUMBER ${facts.meters[0]?.meterNumber}     NEXT SCHEDULED READ DATE ON OR ABOUT ${dayDate(laterDate(facts.to, 30))}`,
      160,
      y,
      { size: 7 },
    );
    canvas.text(
      `SERVICE PERIOD ${dayDate(facts.from)} - ${dayDate(facts.to)}     NUMBER OF DAYS IN PERIOD ${facts.days}`,
      160,
      y + 10,
      { size: 7 },
    );
    canvas.text(
      `RATE Electric ${facts.business ? 'SC2D' : 'SC1 Non Heat'}     VOLTAGE DELIVERY LEVEL 0 - 2.2 kv`,
      160,
      y + 20,
      { size: 7 },
    );
    y += 36;
    charge('Basic Service (not including usage)', '', 1900);
    charge('Delivery', `0.0${prng.digits(5)} x ${number(total)} kWh`, total * 6);
    if (facts.demandKw) charge('Demand', `${prng.int(6, 14)}.${prng.digits(2)} x ${facts.demandKw} kW`, 12_000);
    charge('Incr State Assessment', `0.000${prng.digits(3)} x ${number(total)} kWh`, total);
    charge('Transition Charge', `0.00${prng.digits(4)} x ${number(total)} kWh`, total);
    charge('SBC', `0.00${prng.digits(4)} x ${number(total)} kWh`, total);
    charge('Tariff Surcharge', '2.04082 %', 210);
    canvas.text('Supply Services', 160, y + 12, { size: 11, bold: true });
    y += 28;
    if (facts.esco) {
      canvas.text(`SUPPLIER ${facts.esco.name}`, 160, y, { size: 8 });
      canvas.text(`ACCOUNT NO ${facts.esco.account}`, 160, y + 11, { size: 8 });
      canvas.text(facts.esco.address, 160, y + 22, { size: 8 });
      y += 36;
    } else {
      canvas.text('SUPPLIER National Grid', 160, y, { size: 8 });
      y += 14;
    }
    charge('Electricity Supply', `0.0${prng.digits(5)} x ${number(total)} kWh`, total * 8);
  }
  if (facts.gas) {
    canvas.text('Gas Service', 160, y + 10, { bold: true });
    y += 24;
    canvas.text(
      `${dayDate(facts.from)} - ${dayDate(facts.to)}   ${facts.days}   ${facts.gas.current} Actual   -   ${facts.gas.previous} Actual  =  ${facts.gas.ccf} CCF  x 1.031  =  ${facts.gas.therms} therms`,
      160,
      y,
      { size: 7.5 },
    );
    y += 14;
    charge('Over 3 Therms', `0.${prng.digits(5)} x ${facts.gas.therms} therms`, facts.gas.therms * 60);
  }
}

function drawReadings(canvas: Canvas, { facts, prng, commas }: Scene, y: number): number {
  const number = (n: number) => (commas ? grouped(n) : String(n));
  const multiplied = facts.meters.some((meter) => meter.multiplier !== 1);
  const heads: [string, number][] = [
    ['Service Period', 160],
    ['No. of days', 226],
    ['Current Reading', 282],
    ['- Previous Reading', 362],
    ...(multiplied ? ([['x Meter Multiplier', 440]] as [string, number][]) : []),
    ['= Total Usage', 526],
  ];
  for (const [head, x] of heads) canvas.text(head, x, y, { size: 7, bold: true });
  let baseline = y + 12;
  if (facts.meters.length > 1 && prng.chance(0.5)) {
    // A register that counts everything, above those of the times of day.
    const total = facts.monthlyKwh ?? 0;
    const previous = prng.int(1000, 89_000);
    canvas.text('Energy', 160, baseline, { size: 8, bold: true });
    baseline += 10;
    canvas.text(`${dayDate(facts.from)} - ${dayDate(facts.to)}`, 160, baseline, { size: 8 });
    canvas.text(String(facts.days), 240, baseline, { size: 8 });
    canvas.text(`${previous + total} Actual`, 282, baseline, { size: 8 });
    canvas.text(`${previous} Actual`, 366, baseline, { size: 8 });
    canvas.text(`${number(total)} kWh`, 580, baseline, { size: 8, align: 'right' });
    baseline += 12;
  }
  for (const meter of facts.meters) {
    const label =
      meter.suffix === '/ON'
        ? 'On Peak'
        : meter.suffix === '/MID'
          ? 'Shoulder'
          : meter.suffix === '/OFF'
            ? 'Off Peak'
            : '';
    if (label !== '') {
      canvas.text(label, 160, baseline, { size: 8, bold: true });
      baseline += 10;
    }
    canvas.text(`${dayDate(facts.from)} - ${dayDate(facts.to)}`, 160, baseline, { size: 8 });
    canvas.text(String(facts.days), 240, baseline, { size: 8 });
    canvas.text(`${meter.current} ${prng.chance(0.8) ? 'Actual' : 'Estimate'}`, 282, baseline, { size: 8 });
    canvas.text(`${meter.previous} Actual`, 366, baseline, { size: 8 });
    if (multiplied) canvas.text(`${meter.multiplier}`, 460, baseline, { size: 8 });
    canvas.text(`${number(meter.kwh)} kWh`, 580, baseline, { size: 8, align: 'right' });
    baseline += 12;
  }
  return baseline + 4;
}
