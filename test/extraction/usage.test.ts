import { describe, expect, it } from 'vitest';
import { extractFields } from '../../main/extraction/extract-fields.ts';
import type { PageReading } from '../../main/extraction/page-reading.ts';
import { typedPage } from '../support/bills/typed-page.ts';

const head = 'NYSEG DETAILED ACCOUNT ACTIVITY\nAccount Number: 1001-2345-678\n\n\n';
const read = (text: string) => extractFields([typedPage(head + text)]).fields;
const ocr = (text: string) => extractFields([typedPage(head + text, { confidence: 0.95 })]).fields;

describe("the month's electricity", () => {
  it('is the row with days whose readings add up', () => {
    const { monthlyUsageKwh } = read('0123456789  11/18/24 45678 A   10/18/24 45091 A   587   587 kwh  31 days');
    expect(monthlyUsageKwh).toMatchObject({ value: '587' });
    expect(monthlyUsageKwh?.confidence).toBeGreaterThanOrEqual(0.9);
  });

  it('is the sum of time-of-use rows', () => {
    const rows = [
      'ON  11/18/24 5200 A   10/18/24 5000 A   200   200',
      'MID  11/18/24 3100 A   10/18/24 3000 A   100   100',
      'OFF  11/18/24 9387 A   10/18/24 9000 A   387   387',
    ];
    const { monthlyUsageKwh } = read(
      `${rows.map((row) => `0123456789/${row} kwh  31 days`).join('\n')}\n\nDelivery charge 687 kwh @ 0.0551234   37.87`,
    );
    expect(monthlyUsageKwh?.value).toBe('687');
    expect(monthlyUsageKwh?.confidence).toBeGreaterThanOrEqual(0.9);
  });

  it('is not certain where the customer sent power back, whether or not OCR kept the minus', () => {
    const used = '0123456789/DEL  07/08/25 4408 A   06/06/25 3990 A   418   418 kwh  32 days';
    expect(ocr(used).monthlyUsageKwh?.confidence).toBeGreaterThanOrEqual(0.9);
    for (const back of ['-745', '745', '~745']) {
      const text = `${used}\n0123456789/REC  07/08/25 9120 A   06/06/25 8375 A   745   ${back} kwh  32 days`;
      expect(ocr(text).monthlyUsageKwh?.confidence ?? 0).toBeLessThan(0.9);
    }
  });

  it('is not certain when the off-peak row is missing', () => {
    expect(
      read('0123456789/ON  11/18/24 5200 A   10/18/24 5000 A   200   200 kwh  31 days').monthlyUsageKwh?.confidence ??
        0,
    ).toBeLessThan(0.9);
  });

  it('multiplies where a multiplier is printed', () => {
    const { monthlyUsageKwh } = read('0123456789  11/18/24 1250 A   10/18/24 1200 A   50   80   4000 kwh  31 days');
    expect(monthlyUsageKwh?.value).toBe('4000');
    expect(monthlyUsageKwh?.confidence).toBeGreaterThanOrEqual(0.9);
  });

  it('counts no demand, no reactive power, no gas and no averages', () => {
    const text = [
      '0123456789  11/18/24 45678 A   10/18/24 45091 A   587   587 kwh  31 days',
      '0123456789  11/18/24 12.4 A    10/18/24 0.0 A     12.4  12.4 kw  31 days',
      '0123456789  11/18/24 4512 A    10/18/24 4000 A    512   512 rkvah  31 days',
      '9876543210  11/18/24 1250 A    10/18/24 1200 A    50    50 ccf  31 days',
      'Average Daily Use 19 kwh',
      '50 therms @ 0.45',
    ].join('\n');
    expect(read(text).monthlyUsageKwh?.value).toBe('587');
  });

  it('takes a supply charge split at the turn of the month for parts, not totals', () => {
    const text = [
      '0123456789  11/18/24 45678 A   10/18/24 45091 A   587   587 kwh  31 days',
      'Supply charge 10/18/24 - 10/31/24 246 kwh @ 0.0881234   21.68',
      'Supply charge 11/01/24 - 11/18/24 341 kwh @ 0.0901234   30.73',
    ].join('\n');
    expect(read(text).monthlyUsageKwh).toMatchObject({ value: '587' });
  });

  it("believes National Grid's charge lines however far the rate stands from the amount", () => {
    const line = (label: string, rate: string) => `${label.padEnd(24)}${rate} x               609 kWh          39.11`;
    const text = [line('Delivery', '0.06422'), line('SBC/RPS', '0.005918'), line('Electricity Supply', '0.06217')];
    const { monthlyUsageKwh } = extractFields([typedPage(['nationalgridus.com', ...text].join('\n'))]).fields;
    expect(monthlyUsageKwh?.value).toBe('609');
  });

  it('believes the charge lines when OCR misread the row, and is not certain', () => {
    const text = [
      '0123456789  11/18/24 45678 A   10/18/24 45091 A   587   537 kwh  31 days',
      'Delivery charge 587 kwh @ 0.0551234   32.36',
      'Transition charge 587 kwh @ 0.0011234   0.66',
      'System benefits charge 587 kwh @ 0.0061234   3.59',
    ].join('\n');
    expect(ocr(text).monthlyUsageKwh?.value).toBe('587');
    expect(ocr(text.split('\n')[0] ?? '').monthlyUsageKwh?.confidence ?? 0).toBeLessThan(0.9);
  });

  const split = [
    'Delivery charge - Jan     2930 kwh @ 0.07894    231.29',
    'Delivery charge - Feb     1060 kwh @ 0.09783    103.70',
    'Transition charge - Jan   2930 kwh @ 0.00123      3.60',
    'Transition charge - Feb   1060 kwh @ 0.00133      1.41',
    'SBC charge - Jan          2930 kwh @ 0.00612     17.93',
    'SBC charge - Feb          1060 kwh @ 0.00612      6.49',
  ].join('\n');

  it('is the charge that tiers or times of day add up to, wherever they are printed', () => {
    const tiers = [
      'Basic service 59 days @ $.5000                 29.50',
      'Tier 1: 590 kWh @ $.1012                       59.71',
      'Tier 2: 872 kWh @ $.1180                      102.90',
      'Power supply charge 1462 kWh @ $.1109         162.14',
    ].join('\n');
    expect(read(tiers).monthlyUsageKwh).toMatchObject({ value: '1462', alternatives: [] });
    const times = [
      'Peak delivery 880 kWh @ .2011                 176.97',
      'Efficiency 880 kWh @ .0051                      4.49',
      'Night delivery 420 kWh @ .0500                 21.00',
      'Day delivery 2440 kWh @ .0921                 224.72',
      'Power supply charge 3740 kWh @ .1100          411.40',
    ].join('\n');
    expect(read(times).monthlyUsageKwh?.value).toBe('3740');
  });

  it('is what the months of every charge come to, not the larger of them', () => {
    expect(read(split).monthlyUsageKwh?.value).toBe('3990');
    const { monthlyUsageKwh } = read(
      `0123456789  02/07/25 56990 A   01/09/25 53000 A   3990   3990 kwh  29 days\n${split}`,
    );
    expect(monthlyUsageKwh).toMatchObject({ value: '3990', alternatives: [] });
    expect(monthlyUsageKwh?.confidence).toBeGreaterThanOrEqual(0.9);
  });

  it('is what the blocks of a charge come to', () => {
    const blocks = 'First 250 kWh @ 0.08123    20.31\nNext 362 kWh @ 0.07123    25.79\nSupply 612 kWh @ 0.0912   55.81';
    expect(read(blocks).monthlyUsageKwh?.value).toBe('612');
  });

  it('is what the blocks of a charge come to, also where two are as large, and each names where it begins', () => {
    const blocks = [
      'Delivery first 250 kWh @ 0.10204   25.51',
      'Delivery next 250 kWh @ 0.10204    25.51',
      'Delivery over 500  17 kWh @ 0.10204    1.73',
    ];
    expect(read(blocks.join('\n')).monthlyUsageKwh?.value).toBe('517');
    const byDay = 'First 10.4/day: 333 kWh @ $0.1041     $34.67\nOver: 490 kWh @ $0.1280               $62.72';
    expect(read(byDay).monthlyUsageKwh?.value).toBe('823');
  });

  it('is read from a row without a unit, whatever stands beside its table', () => {
    const table = [
      'Meter number     Jan 29          Dec 29          Days    Total Usage kWh        Previous balance      108.24',
      '104418823        61114 Actual    60597 Actual    31                  517        Payment received Jan 14',
    ];
    expect(read(table.join('\n')).monthlyUsageKwh?.value).toBe('517');
  });

  it('is the bare figure behind a label that says its unit, and no heading of a year', () => {
    const period = 'This Period      Same Period Last Year';
    expect(read(`${period}\nTotal kWh      823          790`).monthlyUsageKwh?.value).toBe('823');
    expect(read('Total kWh used in 32 days          823').monthlyUsageKwh?.value).toBe('823');
    expect(read('Total kWh used   2024   2025').monthlyUsageKwh).toBeNull();
    expect(read('Total kWh used   32 days').monthlyUsageKwh).toBeNull();
    expect(read('Average of total kWh   27').monthlyUsageKwh).toBeNull();
  });

  it('is nothing at all only where the readings say so, too, and then no year is estimated from it', () => {
    const idle = read('0123456789  05/09/25 30651 A   04/22/25 30651 A   0   0 kwh  17 days');
    expect(idle.monthlyUsageKwh?.value).toBe('0');
    expect(idle.annualUsageKwh).toBeNull();
    expect(read('0123456789  05/09/25 30651 A   04/22/25 30151 A   0   0 kwh  17 days').monthlyUsageKwh).toBeNull();
    expect(read('Total Usage  0 kwh').monthlyUsageKwh).toBeNull();
  });

  it('counts no part of the day that is in the row of the whole as well', () => {
    const text = [
      'Energy     44542 Actual   44333 Actual   209   300   62700 kWh',
      'Peak       20100 Actual   20000 Actual   100   300   30000 kWh',
      'Off Peak   24442 Actual   24333 Actual   109   300   32700 kWh',
    ].join('\n');
    expect(read(text).monthlyUsageKwh?.value).toBe('62700');
  });

  it('counts rows that are taken back, and doubts rows that the charges contradict', () => {
    const rows = (back: string) =>
      [
        '0123456789    02/07/25   56990 A   01/09/25   56000 A   990    990 kwh     29 days',
        `0123456789    01/09/25   56000 A   12/09/24   55400 E   600    ${back} kwh    31 days`,
        '0123456789    01/09/25   56000 A   12/09/24   55300 A   700    700 kwh     31 days',
        'Delivery charge 1090 kwh @ 0.07    69.30',
        'Transition charge 1090 kwh @ 0.007    6.30',
      ].join('\n');
    expect(read(rows('-600')).monthlyUsageKwh?.value).toBe('1090');
    expect(read(rows('-600')).monthlyUsageKwh?.confidence).toBeGreaterThanOrEqual(0.9);
    expect(ocr(rows('~600')).monthlyUsageKwh?.confidence ?? 0).toBeLessThan(0.6);
  });

  it('is the newest month of a correction that charges each by itself, told and never certain', () => {
    const rows = [
      '0123456789    10/17/24   18210 A   09/17/24   16955 A   1255   1255 kwh    30 days',
      '0123456789    09/17/24   16955 A   08/16/24   15512 A   1443   1443 kwh    32 days',
      '0123456789    08/16/24   15512 A   07/18/24   14077 A   1435   1435 kwh    29 days',
      ...[1255, 1443, 1435].map(
        (kwh) => `Delivery charge ${kwh} kwh @ 0.06912\n\n\nSupply charge ${kwh} kwh @ 0.08395531\n\n`,
      ),
    ].join('\n');
    for (const confidence of [1, 0.95]) {
      const { fields, notices } = extractFields([typedPage(head + rows, { confidence })], { keepDoubtful: true });
      expect(fields.monthlyUsageKwh?.value).toBe('1255');
      expect(fields.monthlyUsageKwh?.confidence).toBeLessThan(0.9);
      expect(notices).toEqual([{ code: 'several-months' }]);
    }
  });

  it('is not what two months come to together, though every charge is for both', () => {
    const rows = [
      '0123456789    11/18/24    7210 A   10/18/24    6800 A    410    410 kwh    31 days',
      '0123456789    10/18/24    6800 E   09/18/24    6444 A    356    356 kwh    30 days',
      'Transition charge      766 kwh @ 0.00412    3.16',
      'SBC charge             766 kwh @ 0.00653    5.00',
    ].join('\n');
    const { fields, notices } = extractFields([typedPage(head + rows)]);
    expect(fields.monthlyUsageKwh?.value).not.toBe('766');
    expect(notices).toEqual([{ code: 'several-months' }]);
  });

  it('is the sum over a meter that was exchanged, and not certain over two that run side by side', () => {
    const exchanged = read(
      '0123456789  11/18/24 45678 A   11/02/24 45391 A   287   287 kwh  16 days\n0987654321  11/02/24 00300 A   10/18/24 00000 A   300   300 kwh  15 days',
    );
    expect(exchanged.monthlyUsageKwh?.value).toBe('587');
    expect(exchanged.monthlyUsageKwh?.confidence).toBeGreaterThanOrEqual(0.9);
    const beside = read(
      '0123456789  11/18/24 45678 A   10/18/24 45391 A   287   287 kwh  31 days\n0987654321  11/18/24 00300 A   10/18/24 00000 A   300   300 kwh  31 days',
    );
    expect(beside.monthlyUsageKwh?.confidence ?? 0).toBeLessThan(0.9);
  });

  it('is no use that is left over from other months', () => {
    const text = 'Banked kwh from previous month           1108 kwh\nBanked kwh carried forward           1429 kwh';
    expect(read(text)).toMatchObject({ monthlyUsageKwh: null, annualUsageKwh: null });
  });

  it('is the figure below its heading, and the one with its days before it', () => {
    expect(read('Meter Number    Billed Usage\n0123456789      587 kwh').monthlyUsageKwh?.value).toBe('587');
    expect(read('0123456789    29 days    587 kwh').monthlyUsageKwh?.value).toBe('587');
  });

  it('is not read from one part of a charge whose other parts were lost', () => {
    const charges = (part: string) =>
      [`Delivery charge ${part} 319 kwh @ 0.0383565   12.24`, `SBC charge ${part} 319 kwh @ 0.0051234   1.63`].join(
        '\n',
      );
    for (const part of ['- Nov', 'on-peak', '11/01/24 - 11/18/24'])
      expect(read(`Service from: 10/18/24 - 11/18/24\n${charges(part)}`).monthlyUsageKwh).toBeNull();
    expect(read(`Service from: 10/18/24 - 11/18/24\n${charges('10/18/24 - 11/18/24')}`).monthlyUsageKwh?.value).toBe(
      '319',
    );
  });

  it('is not read from the times of day that are left when one was lost', () => {
    const row = (period: string, [current, previous, kwh]: readonly [number, number, string]) =>
      `00123456/${period}  11/18/24 ${current} A  10/18/24 ${previous} A  ${kwh} ${kwh} kwh  31 days`;
    const rows = [row('ON', [5678, 5091, '5:87']), row('MID', [4678, 4378, '300']), row('OFF', [9978, 9378, '600'])];
    const charges = ['on-peak 587', 'mid-peak 300', 'off-peak 600'].map(
      (part) => `Delivery charge ${part} kwh @ 0.0383565`,
    );
    expect(ocr([...rows, ...charges].join('\n')).monthlyUsageKwh).toBeNull();
    expect(ocr(rows[1] ?? '').monthlyUsageKwh).toBeNull();
  });

  it('is the whole that a meter counts above its parts, though not all of them could be read', () => {
    const text = [
      'Apr 25 - May 24   29   76277 Actual   74466 Actual   1811 kWh',
      'On Peak',
      'Apr 25 - May 24   29   76038 Actual   75585 Actual   453 kWh',
      'Shoulder',
      'Apr 25 - May 24   29   15261 Actual   14718 Actual   543 kWh',
    ].join('\n');
    expect(read(text).monthlyUsageKwh?.value).toBe('1811');
  });

  it('is nothing when only prose speaks of kilowatt-hours', () => {
    expect(read('A typical residential customer uses 600 kWh a month.').monthlyUsageKwh).toBeNull();
    const torn = 'Kilowatt-hour (kwh) is the measure of electricity use. One is used in ten hours.';
    expect(
      read(`${torn}\nA ty pical residential customeruses 600 kWh a nontb in the whole state.`).monthlyUsageKwh,
    ).toBeNull();
  });
});

describe("the year's electricity", () => {
  const months = [
    'Nov 23',
    'Dec 23',
    'Jan 24',
    'Feb 24',
    'Mar 24',
    'Apr 24',
    'May 24',
    'Jun 24',
    'Jul 24',
    'Aug 24',
    'Sep 24',
    'Oct 24',
    'Nov 24',
  ];
  const row = '0123456789  11/18/24 45678 A   10/18/24 45091 A   587   587 kwh  31 days';
  const table = (names: readonly string[], figures: readonly number[]) =>
    [
      'Month        kWh    Days',
      ...names.map((name, index) => `${name}       ${String(figures[index] ?? '').padStart(4)}     30`),
    ].join('\n');
  const figures = [500, 600, 610, 620, 630, 640, 650, 660, 670, 680, 690, 700, 587];

  it('is the sum of the last twelve months printed, certain when the last is this bill', () => {
    const { annualUsageKwh } = read(`${row}\n\n\n${table(months, figures)}`);
    expect(annualUsageKwh).toMatchObject({ value: String(figures.slice(1).reduce((a, b) => a + b)), estimated: false });
    expect(annualUsageKwh?.confidence).toBeGreaterThanOrEqual(0.9);
  });

  it('is the same below charges that are split by month', () => {
    const charges = ['Delivery', 'Transition', 'SBC'].flatMap((name) => [
      `   ${name} charge - Oct   300 kwh @ 0.0383565   11.51`,
      `   ${name} charge - Nov   287 kwh @ 0.0589153   16.91`,
    ]);
    expect(read(`${row}\n${charges.join('\n')}\n\n${table(months, figures)}`).annualUsageKwh).toMatchObject({
      value: String(figures.slice(1).reduce((a, b) => a + b)),
      estimated: false,
    });
  });

  it('counts on over a month whose name was misread', () => {
    const misread = months.map((month) => (month === 'Apr 24' ? 'Rpx 24' : month));
    expect(read(`${row}\n\n\n${table(misread, figures)}`).annualUsageKwh?.value).toBe(
      String(figures.slice(1).reduce((a, b) => a + b)),
    );
  });

  it('is not certain when the last month is not this bill', () => {
    expect(
      read(`${row}\n\n\n${table(months, [...figures.slice(0, 12), 999])}`).annualUsageKwh?.confidence,
    ).toBeLessThan(0.9);
  });

  it('stays open when a year is printed but a figure could not be read', () => {
    const torn = table(months, figures).replace('660', '6?0');
    expect(ocr(`${row}\n\n\n${torn}`).annualUsageKwh).toBeNull();
  });

  it('grows surer when another pass reads the same months, and not from the same look twice', () => {
    const page = typedPage(`${head}${row}\n\n\n${table(months, figures)}`, { confidence: 0.85 });
    const words = page.words.map((word) => ({ ...word, onPage: { ...word.onPage, left: word.onPage.left + 0.3 } }));
    const sureOf = (...passes: (typeof page)[]) => extractFields(passes).fields.annualUsageKwh?.confidence ?? 0;
    expect(sureOf(page, { ...page, words })).toBeGreaterThan(sureOf(page));
    expect(sureOf(page, page)).toBeCloseTo(sureOf(page), 6);
  });

  /** Another look never finds a word at quite the same place. */
  const look = (text: string, left: number): PageReading => {
    const typed = typedPage(`${head}${text}`, { confidence: 0.97 });
    const words = typed.words.map((word) => ({ ...word, onPage: { ...word.onPage, left: word.onPage.left + left } }));
    return { ...typed, words };
  };
  const page = (read: readonly number[], left: number) => look(`${row}\n\n\n${table(months, read)}`, left);

  it('doubts a month that only one of several looks read, far below the others', () => {
    const shorter = figures.with(5, 64);
    const sureOf = (...passes: PageReading[]) => extractFields(passes).fields.annualUsageKwh?.confidence ?? 0;
    // The other look lost the months up to that one.
    const part = [...Array.from({ length: 6 }, () => Number.NaN), ...figures.slice(6)];
    expect(sureOf(page(shorter, 0), page(part, 0.3))).toBeLessThan(sureOf(page(figures, 0), page(part, 0.3)) * 0.6);
    expect(sureOf(page(shorter, 0), page(shorter, 0.3))).toBeGreaterThan(0.8);
  });

  it('takes the usual figure of a month that one look read four times as large', () => {
    const larger = figures.with(5, (figures[5] ?? 0) + 2000);
    const year = extractFields([page(larger, 0), page(figures, 0.3)]).fields.annualUsageKwh;
    expect(year?.value).toBe(String(figures.slice(1).reduce((a, b) => a + b)));
    expect(year?.confidence).toBeLessThan(0.9);
  });

  it('doubts a month whose print is as wide as the others with a digit less read in it', () => {
    const narrow = { ...page(figures, 0.3) };
    const lost = (words: PageReading['words']) =>
      words.map((word) => (word.text === '640' ? { ...word, text: '60' } : word));
    const yearOf = (...passes: PageReading[]) => extractFields(passes).fields.annualUsageKwh;
    const torn = { ...page(figures, 0), words: lost(page(figures, 0).words) };
    const right = String(figures.slice(1).reduce((a, b) => a + b));
    expect(yearOf(torn, narrow)).toMatchObject({ value: right });
    // Read so twice, at places of their own, it is the figures' width alone that speaks against it.
    const tornAgain = { ...narrow, words: lost(narrow.words) };
    const short = figures.with(5, 60);
    expect(yearOf(torn, tornAgain)?.confidence ?? 0).toBeLessThan((yearOf(page(short, 0))?.confidence ?? 0) * 0.7);
  });

  it('believes of several looks at the last month those that read it as the rest of the bill says', () => {
    const misread = figures.with(12, 887);
    const year = extractFields([page(misread, 0), page(misread, 0.3), page(figures, 0.6)]).fields.annualUsageKwh;
    expect(year).toMatchObject({ value: String(figures.slice(1).reduce((a, b) => a + b)), alternatives: [] });
  });

  it('is open where looks differ over several months, and shown with its rival where they differ over one', () => {
    const yearOf = (...passes: PageReading[]) => extractFields(passes).fields.annualUsageKwh;
    const other = (...changes: readonly number[]) => changes.reduce((all, at) => all.with(at, 555 + at), figures);
    expect(yearOf(page(figures, 0), page(other(3), 0.3))?.alternatives).toHaveLength(1);
    expect(yearOf(page(figures, 0), page(other(3, 5, 7, 9), 0.3))).toBeNull();
    const outvoted = yearOf(page(figures, 0), page(other(3, 5, 7, 9), 0.3), page(figures, 0.6));
    expect(outvoted?.value).toBe(String(figures.slice(1).reduce((a, b) => a + b)));
  });

  it('ends where most looks end: one that lost the last month of a table says nothing against the others', () => {
    const page = (rows: number, left: number) => {
      const lines = table(months, figures).split('\n');
      return look(lines.slice(0, rows + 1).join('\n'), left);
    };
    const read = (...rows: readonly number[]) =>
      extractFields(rows.map((count, index) => page(count, index * 0.3))).fields;
    const alone = read(13, 13);
    expect(alone.annualUsageKwh?.value).toBe(String(figures.slice(1).reduce((a, b) => a + b)));
    for (const fields of [read(13, 13, 12), read(12, 13, 13)]) {
      expect(fields.annualUsageKwh).toMatchObject({ value: alone.annualUsageKwh?.value, alternatives: [] });
      expect(fields.monthlyUsageKwh?.value).toBe(String(figures.at(-1)));
    }
  });

  it('does not count on over a bar that was lost', () => {
    const names = ['Nov', 'Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'];
    const bars = (kept: (index: number) => boolean) => {
      const line = (texts: readonly (string | number)[]) =>
        texts.map((text, index) => (kept(index) ? String(text) : '').padStart(6)).join('');
      return `${line(figures)}\n\n${line(names)}`;
    };
    const yearOf = (text: string) => ocr(`${row}${'\n'.repeat(14)}${text}`).annualUsageKwh?.value;
    expect(yearOf(bars(() => true))).toBe(String(figures.slice(1).reduce((a, b) => a + b)));
    expect(yearOf(bars((index) => index !== 9))).toBeUndefined();
  });

  it('knows a month whose name was lost by the place of its bar', () => {
    const names = ['Nov', 'Dec', 'Jan', 'Feb', '', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'];
    const line = (texts: readonly (string | number)[]) => texts.map((text) => String(text).padStart(6)).join('');
    const year = ocr(`${row}${'\n'.repeat(14)}${line(figures)}\n\n${line(names)}`).annualUsageKwh;
    expect(year?.value).toBe(String(figures.slice(1).reduce((a, b) => a + b)));
  });

  it('reads thousands whose commas OCR took for full stops, and stays open where half of the figures are lost', () => {
    const thousands = figures.map((figure) => `1.${figure}`);
    const lines = months.map((month, index) => `${month}       ${thousands[index]}     30`);
    const whole = ['Month        kWh    Days', ...lines].join('\n');
    expect(ocr(`${row}\n\n\n${whole}`).annualUsageKwh?.value).toBe(
      String(figures.slice(1).reduce((sum, figure) => sum + 1000 + figure, 0)),
    );
    const half = ['Month        kWh    Days', ...lines.map((line, index) => (index % 2 ? line : line.slice(0, 8)))];
    expect(ocr(`${row}\n\n\n${half.join('\n')}`).annualUsageKwh).toBeNull();
  });

  it('stays open where a speck stands for a month over the bars', () => {
    const bars = (first: string) =>
      [
        ` ${first}  602  613  624  635  646  657  668  679  680  691  587`,
        ' Dec  Jan  Feb  Mar  Apr  May  Jun  Jul  Aug  Sep  Oct  Nov',
      ].join('\n');
    const below = (chart: string) => ocr(`${row}${'\n'.repeat(14)}${chart}`).annualUsageKwh;
    expect(below(bars('591'))?.value).toBe('7673');
    expect(below(bars('  1'))).toBeNull();
  });

  /** Twelve bars, each figure so many lines above the months as its hundreds of kWh; `rest` is what else stands in a line. */
  const tallBars = (hundreds: readonly number[], rest: Readonly<Record<number, string>> = {}) => {
    const lines = Array.from({ length: 19 }, (_, line) =>
      hundreds.map((value) => (value === 18 - line ? `${value}07`.padStart(5) : '     ')).join(''),
    );
    const months = ' Dec  Jan  Feb  Mar  Apr  May  Jun  Jul  Aug  Sep  Oct  Nov';
    return [...lines.map((line, index) => rest[18 - index] ?? line), months].join('\n');
  };
  const hundreds = [6, 14, 17, 15, 9, 4, 3, 5, 8, 7, 4, 5];

  it('reads figures over tall bars, which stand as high as their values say', () => {
    expect(read(tallBars(hundreds)).annualUsageKwh).toMatchObject({
      value: String(hundreds.reduce((sum, value) => sum + value * 100 + 7, 0)),
      estimated: false,
    });
  });

  it('takes no other number over tall bars for the figure of a bar that has none', () => {
    const heading = `     ${'2024'.padStart(5)}`;
    expect(read(tallBars(hundreds.with(1, -1), { 18: heading })).annualUsageKwh?.estimated ?? true).toBe(true);
  });

  it('reads months of different widths that stand in the middle of their columns', () => {
    const text = [
      'The last twelve months',
      'November    640      May       812',
      'December    655      June      790',
      'January     702      July      844',
      'February    611     August     871',
      ' March      598    September   702',
      ' April      640     October    633',
    ].join('\n');
    expect(read(text).annualUsageKwh).toMatchObject({ value: '8498', estimated: false });
  });

  it('stays open where the heading of a table of months is all that was read of it', () => {
    expect(ocr(`${row}\n\n\nMonth     kwh     Days    Avg/Day\nJnn 4x    iSi8    3a`).annualUsageKwh).toBeNull();
    expect(ocr(`${row}\n\n\nUse by month is shown in kwh`).annualUsageKwh?.value).toBe(String(587 * 12));
  });

  it('is the sum of months printed across, in the row that says so', () => {
    const months = '           May    Jun    Jul    Aug    Sep    Oct    Nov    Dec    Jan    Feb    Mar    Apr    May';
    const figures =
      '           600    610    720    770    640    520    480    500    530    550    510    490    587';
    const days = ' Days       29     31     30     32     29     30     31     29     31     30     29     31     31';
    const row = '0123456789  05/18/25 45678 A   04/17/25 45091 A   587   587 kwh  31 days\n\n\n';
    const total = String(610 + 720 + 770 + 640 + 520 + 480 + 500 + 530 + 550 + 510 + 490 + 587);
    expect(read(`${row}Electric Usage History (kWh)\n${months}\n${figures}`).annualUsageKwh).toMatchObject({
      value: total,
      estimated: false,
    });
    const named = `${months}\n${days}\n${figures.replace('     ', ' kWh ')}`;
    expect(read(`${row}${named}`).annualUsageKwh?.value).toBe(total);
    expect(read(`${row}Average daily use\n${months}\n${days.replace('Days', '    ')}`).annualUsageKwh?.estimated).toBe(
      true,
    );
  });

  it('is the newer of two years beside each other, under headings that name the months, too', () => {
    const names = 'Mar Apr May Jun Jul Aug Sep Oct Nov Dec Jan Feb'.split(' ');
    const row = (name: string, index: number) =>
      `${name}      31     ${700 + 10 * index}   33        ${name}      31     ${800 + 10 * index}   33`;
    const meter = '0123456789  02/18/25 45678 A   01/18/25 44768 A   910   910 kwh  31 days\n\n\n';
    const heads = 'Mar 23   Days   kwh   temp      Mar 24   Days   kwh   temp';
    const year = read(`${meter}${heads}\n${names.map(row).join('\n')}`).annualUsageKwh;
    expect(year).toMatchObject({ value: String(12 * 800 + 10 * 66), estimated: false });
  });

  it('is read beside charges, on the same lines', () => {
    const names = 'Nov Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov'.split(' ');
    const charge = 'Delivery charge     587 kwh @ 0.0551234';
    const lines = names.map(
      (name, index) => `${charge}              ${name} ${index < 2 ? 23 : 24}     ${500 + index}`,
    );
    const text = [`${' '.repeat(53)}Month      kwh`, ...lines].join('\n');
    expect(read(text).annualUsageKwh).toMatchObject({ value: String(12 * 500 + 78), estimated: false });
  });

  it('is not estimated from a part of a month', () => {
    const final = read('0123456789  11/18/24 45678 A   11/07/24 45582 A   96   96 kwh  11 days');
    expect(final).toMatchObject({ monthlyUsageKwh: { value: '96' }, annualUsageKwh: null });
  });

  it("is what is left of it where some months' power was sent back", () => {
    const months = [402, 118, -88, -212, -64, 95, 310, 522, 688, 744, 690, 512, 315];
    const names = 'May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar Apr May'.split(' ');
    const lines = names.map(
      (name, index) => `${name} ${index < 8 ? 24 : 25}      ${String(months[index]).padStart(4)}`,
    );
    const year = read(`Total Usage  315 kwh\n\n\nMonth         kWh\n${lines.join('\n')}`).annualUsageKwh;
    expect(year).toMatchObject({ value: '3630', estimated: false });
  });

  it('is an estimate, doubted, for a customer of a few months', () => {
    const { annualUsageKwh } = read(`${row}\n\n\n${table(months.slice(6), figures.slice(6))}`);
    expect(annualUsageKwh).toMatchObject({ value: String(587 * 12), estimated: true });
    expect(annualUsageKwh?.confidence).toBeLessThanOrEqual(0.75);
  });

  it('says nothing of this month when the last rows of the history are lost', () => {
    expect(read(table(months.slice(0, 9), figures.slice(0, 9))).monthlyUsageKwh).toBeNull();
    expect(read(table(months, figures)).monthlyUsageKwh?.value).toBe('587');
  });

  it('is twelve times the month, as an estimate and never certain, where no history is printed', () => {
    expect(read(row).annualUsageKwh).toMatchObject({ value: String(587 * 12), estimated: true, box: null });
    expect(read(row).annualUsageKwh?.confidence).toBeLessThan(0.9);
  });

  it.each([
    'Billing period: May 30, 2024 to Jul 29, 2024',
    'Service from: 05/30/24 - 07/29/24',
    'NUMBER OF DAYS IN PERIOD 60',
    'Electricity charges - for 60 days',
  ])('is six times what two months come to: %s', (period) => {
    const { annualUsageKwh } = read(`${period}\n\nDelivery charge 1212 kwh @ 0.0551234   66.80`);
    expect(annualUsageKwh).toMatchObject({ value: String(1212 * 6), estimated: true });
  });

  it('takes a number of days that no meter is read after for a slip', () => {
    for (const days of [50, 84])
      expect(
        ocr(`Gas charges - for ${days} days\n\nDelivery charge 1212 kwh @ 0.0551234   66.80`).annualUsageKwh?.value,
      ).toBe(String(1212 * 12));
  });

  it('reads months that are named by the date of their reading', () => {
    const dates = ['11/18/23', '12/19/23', '01/18/24', '02/17/24', '03/18/24', '04/17/24', '05/17/24', '06/18/24'];
    dates.push('07/18/24', '08/17/24', '09/18/24', '10/18/24', '11/18/24');
    expect(read(`${row}\n\n\n${table(dates, figures)}`).annualUsageKwh).toMatchObject({
      value: String(figures.slice(1).reduce((a, b) => a + b)),
      estimated: false,
    });
  });

  it('reads the column of the whole month, not of its average day, under a heading of two words', () => {
    const lines = months.map((month, index) => `${month}    30     ${index + 10}.0             ${figures[index]}`);
    const text = ['Month     Days   Avg Daily kwh    Total kwh', ...lines].join('\n');
    expect(read(`${row}\n\n\n${text}`).annualUsageKwh).toMatchObject({
      value: String(figures.slice(1).reduce((a, b) => a + b)),
      estimated: false,
    });
  });

  it('takes bars of average days for no months', () => {
    const bars = 'Average daily use (kwh)\n  31    28    25    22\n Nov   Dec   Jan   Feb';
    expect(read(`${row}\n\n\n${bars}`).annualUsageKwh).toMatchObject({ value: String(587 * 12), estimated: true });
  });

  it('takes tall bars of average days for no months either', () => {
    const floor = '   Nov   Dec   Jan   Feb   Mar   Apr   May   Jun   Jul   Aug   Sep   Oct   Nov';
    const figures = '    12    11    14    13    10     9    16    31    29    12     8     5     3';
    const row = '0123456789  11/18/24 45678 A   10/18/24 45588 A   90   90 kwh  31 days\n\n';
    const chart = `${' '.repeat(20)}Average Daily Use (kwh)\n${figures}${'\n'.repeat(11)}${floor}`;
    expect(read(`${row}${chart}`).annualUsageKwh?.value ?? '1080').toBe('1080');
  });

  it('doubts the estimate where bars are drawn whose figures OCR may have lost', () => {
    const bars = 'Your Electricity Use\n\n Nov   Dec   Jan   Feb   Mar   Apr   May   Jun';
    const sure = read(`${row}\n\n\n${bars}`).annualUsageKwh?.confidence ?? 0;
    expect(sure).toBeLessThan(0.9);
    expect(ocr(`${row}\n\n\n${bars}`).annualUsageKwh?.confidence).toBeLessThan(sure);
    expect(ocr(`${row}\n\n\nYour Electricity Use`).annualUsageKwh?.confidence).toBeLessThan(sure);
    expect(ocr(row).annualUsageKwh?.confidence).toBeGreaterThan(0.75);
    expect(ocr(`${row}\n\n\nElectric use - 13 months`).annualUsageKwh?.confidence).toBeLessThanOrEqual(0.75);
    const garbled = ' Feo   Ma    Ao    Mey   kn    ju    ag    Sept  (NC   Jen   Feb';
    expect(ocr(`${row}\n\n\n${garbled}`).annualUsageKwh?.confidence).toBeLessThanOrEqual(0.75);
  });

  it('stays open where there was no time to look for the figures of bars', () => {
    const hurried = (text: string) =>
      extractFields([{ ...typedPage(head + text, { confidence: 0.95 }), hurried: true }]).fields.annualUsageKwh;
    expect(hurried(`${row}\n\n\nYour Electricity Use`)).toBeNull();
    expect(hurried(row)).toMatchObject({ estimated: true });
  });

  it('stays open where a single figure was read over the bars, and not where a scale was', () => {
    const floor = '\n\n Nov   Dec   Jan   Feb   Mar   Apr   May   Jun';
    expect(ocr(`${row}\n\n\n\n  1452${floor}`).annualUsageKwh).toBeNull();
    expect(ocr(`${row}\n\n\n\n  1500${floor}`).annualUsageKwh).toMatchObject({ estimated: true });
  });

  it('is estimated where larger print than that of its months stands over bars without figures', () => {
    const page = typedPage(`${head}${row}\n\n\n  85150   84214\n\n\n Nov   Dec   Jan   Feb   Mar   Apr   May   Jun`, {
      confidence: 0.97,
    });
    const sized = (height: number) =>
      page.words.map((word) => (/^8[45]/.test(word.text) ? { ...word, box: { ...word.box, height } } : word));
    const yearOf = (words: PageReading['words']) => extractFields([{ ...page, words }]).fields.annualUsageKwh;
    expect(yearOf(sized(13))).toMatchObject({ value: String(587 * 12), estimated: true });
    expect(yearOf(sized(8))).toBeNull();
  });

  it('is estimated where readings of several periods of the day stand below each other', () => {
    const readings = ['On', 'Mid', 'Off'].flatMap((period) => [
      `${period}-Peak Meter 841935382`,
      '11/18/26 Actual reading      4,263',
      '10/15/26 Actual reading      4,122',
    ]);
    const text = [...readings, 'Total electric usage      563 kWh', '', 'Electric use - 13 months'].join('\n');
    expect(ocr(text).annualUsageKwh).toMatchObject({ value: String(563 * 12), estimated: true });
  });

  it('is estimated where readings of the meter stand over the bars', () => {
    const readings = ' 85150 84214 84002\n\n  Nov   Dec   Jan   Feb   Mar   Apr   May   Jun';
    const page = typedPage(`${head}${row}\n\n\n\n${readings}`, { confidence: 0.97 });
    const words = page.words.map((word) =>
      /^8[45]/.test(word.text) ? { ...word, box: { ...word.box, height: 12 } } : word,
    );
    expect(extractFields([{ ...page, words }]).fields.annualUsageKwh).toMatchObject({ estimated: true });
  });

  it('stays open where figures of bars are left and their months are lost', () => {
    expect(ocr(`${row}\n\n\n\n   812   664\n   590`).annualUsageKwh).toBeNull();
    expect(ocr(`${row}\n\n\n\n   812   664\n   30030`).annualUsageKwh).toMatchObject({ estimated: true });
  });

  it('stays open where figures stand over the bars that OCR did not tell apart', () => {
    const bars = '  1452          13831127\n\n Nov   Dec   Jan   Feb   Mar   Apr   May   Jun';
    expect(ocr(`${row}\n\n\n\n${bars}`).annualUsageKwh).toBeNull();
  });

  it('is not certain from a month that is known from the year only', () => {
    expect(read(table(months, figures)).annualUsageKwh?.confidence).toBeLessThan(0.9);
  });

  it('is the total, where one is printed', () => {
    const text = `${row}\n\n\nYour electricity use over the last 12 months: 6,240 kWh`;
    expect(read(text)).toMatchObject({
      monthlyUsageKwh: { value: '587' },
      annualUsageKwh: { value: '6240', estimated: false },
    });
  });

  it('takes no deadline and no year for the period', () => {
    const text = 'Nov 18, 2023 to Nov 18, 2024\nPay within 60 days. Payments over 60 days late are charged.';
    expect(read(`${text}\n\nDelivery charge 600 kwh @ 0.0551234   66.80`).annualUsageKwh?.value).toBe('7200');
  });
});
