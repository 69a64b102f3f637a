import { describe, expect, it } from 'vitest';
import { findDoubts } from '../../main/extraction/doubts.ts';
import { overlap } from '../../main/extraction/geometry.ts';
import type { PageReading } from '../../main/extraction/page-reading.ts';
import { typedPage } from '../support/bills/typed-page.ts';

const nowhere = { left: 0, top: 0, width: 0, height: 0 };
const doubtsOfScan = (...passes: PageReading[]) => findDoubts(passes, { photo: false });

/** Another pass never finds a word at quite the same place. */
function shifted(page: PageReading): PageReading {
  const words = page.words.map((word) => ({ ...word, onPage: { ...word.onPage, left: word.onPage.left + 0.3 } }));
  return { ...page, words };
}

const head = 'NYSEG DETAILED ACCOUNT ACTIVITY\nVisit nyseg.com\n\n';

describe('what another look at a page could settle', () => {
  it('is nothing on a page that was read well, or that holds no field', () => {
    expect(doubtsOfScan(typedPage(`${head}Account Number: 1001-2345-678`, { confidence: 0.97 }))).toEqual([]);
    expect(doubtsOfScan(typedPage('Messages about your bill and nothing else.', { confidence: 0.97 }))).toEqual([]);
    expect(doubtsOfScan()).toEqual([]);
  });

  it('is, on a photo, also what a bill has at its head and this one seems to lack', () => {
    const page = typedPage(`${head}Account Number: 1001-2345-678`, { confidence: 0.97 });
    const doubts = findDoubts([page], { photo: true });
    expect(doubts.map(({ field, reason, place }) => [field, reason, place])).toEqual([
      ['customerName', 'missing', null],
      ['serviceAddress', 'missing', null],
    ]);
    expect(findDoubts([{ ...page, pageIndex: 3 }], { photo: true })).toEqual([]);
  });

  it('is, on a scan, the year whose heading stands over no figures, and nothing else that is missing', () => {
    const page = typedPage(`${head}Account Number: 10?1-23_5-6\n\nYour Electricity Use`, { confidence: 0.97 });
    const doubts = doubtsOfScan(page);
    expect(doubts.map(({ field, reason }) => [field, reason])).toEqual([['annualUsageKwh', 'missing']]);
    expect(doubts[0]?.place?.top).toBeGreaterThan(page.words.at(-1)?.box.top ?? Number.POSITIVE_INFINITY);
  });

  it('is, on a scan, also the service address whose line was not read', () => {
    const page = typedPage(`${head}Account Number: 1001-2345-678\n\nService Address: ~~~`, { confidence: 0.97 });
    expect(doubtsOfScan(page).map(({ field, reason }) => [field, reason])).toEqual([['serviceAddress', 'missing']]);
  });

  it('is nothing that small print speaks of, in the middle of its sentences', () => {
    const prose = (line: string) => typedPage(`${head}Account Number: 1001-2345-678\n\n${line}`, { confidence: 0.97 });
    expect(doubtsOfScan(prose('Tell us where you need Service for a new meter'))).toEqual([]);
    expect(doubtsOfScan(prose('your electric use may differ from what others use'))).toEqual([]);
    expect(doubtsOfScan(prose('Total Electric Usage History')).map(({ field }) => field)).toEqual(['annualUsageKwh']);
  });

  it('is, on a scan, also the point of delivery whose digits were torn, and none where only a meter is named', () => {
    const lines = (line: string) => typedPage(`${head}Account Number: 1001-2345-678\n\n${line}`, { confidence: 0.97 });
    expect(doubtsOfScan(lines('PoD ID: ROIY9992 16427340')).map(({ field }) => field)).toEqual(['poid']);
    expect(doubtsOfScan(lines('Electricity Service    Meter Number'))).toEqual([]);
  });

  it('is no point of delivery on bills of a utility that prints none', () => {
    const text = 'nationalgrid\nwww.nationalgridus.com\nElectricity Service';
    const page = { ...typedPage(text, { confidence: 0.97 }), pageIndex: 1 };
    expect(findDoubts([page], { photo: true })).toEqual([]);
  });

  it('is, on a photo, a value read a little less well than would do on a scan', () => {
    const page = typedPage(
      `NYSEG DETAILED ACCOUNT ACTIVITY\n\n${'JANE Q SAMPLE'.padStart(60)}\n${'Account Number: 1001-2345-678'.padStart(60)}`,
      {
        confidence: 0.88,
      },
    );
    const fieldsInDoubt = (photo: boolean) => findDoubts([page], { photo }).map(({ field, reason }) => [field, reason]);
    expect(fieldsInDoubt(true)).toContainEqual(['customerName', 'unsure']);
    expect(fieldsInDoubt(false)).not.toContainEqual(['customerName', 'unsure']);
  });

  it('is the estimate of a year whose months stand below lost figures, for one close look over them', () => {
    const months = ' Nov   Dec   Jan   Feb   Mar   Apr   May   Jun';
    const row = '0123456789  11/18/24 45678 A   10/18/24 45091 A   587   587 kwh  31 days';
    const page = typedPage(`${head}${row}\n\n\n\n\n${months}`, { confidence: 0.97 });
    const doubt = findDoubts([page], { photo: true }).find(({ field }) => field === 'annualUsageKwh');
    const floor = page.words.at(-1)?.box ?? nowhere;
    expect(doubt?.reason).toBe('missing');
    expect(doubt?.place?.top).toBeLessThan(floor.top - floor.height);
    expect(overlap(doubt?.place ?? nowhere, floor)).toBe(true);
    expect(findDoubts([page, shifted(page)], { photo: true }).map(({ field }) => field)).not.toContain(
      'annualUsageKwh',
    );
  });

  it.each(['Your Electricity Use', 'Electric use - 13 months'])(
    'is a year whose heading is all that was read: %s',
    (text) => {
      const row = '0123456789  11/18/24 45678 A   10/18/24 45091 A   587   587 kwh  31 days';
      const page = typedPage(`${head}${row}\n\n\n${text}`, { confidence: 0.97 });
      const doubt = doubtsOfScan(page).find(({ field }) => field === 'annualUsageKwh');
      expect(doubt?.reason).toBe('missing');
      expect(doubt?.place?.top).toBeGreaterThan(page.words.at(-1)?.box.top ?? 0);
    },
  );

  it('is the year below a heading of its months, all that was read of a table, and none by a word of small print', () => {
    const page = (line: string) => typedPage(`${head}Account Number: 1001-2345-678\n\n${line}`, { confidence: 0.97 });
    expect(doubtsOfScan(page('Month')).map(({ field }) => field)).toEqual(['annualUsageKwh']);
    expect(doubtsOfScan(page('Payments made each month are due within 20 days'))).toEqual([]);
    expect(doubtsOfScan(page('Monthly Customer Charge'))).toEqual([]);
  });

  it('is a year where letters stand that no word was read from, unless one was read', () => {
    const unread = [
      { left: 100, top: 300, width: 60, height: 9 },
      { left: 300, top: 320, width: 90, height: 9 },
    ];
    const usage = `${head}0123456789  11/18/24 45678 A   10/18/24 45091 A   587   587 kwh  31 days`;
    const doubtsIn = (text: string, left = unread) =>
      findDoubts([typedPage(text, { confidence: 0.97 })], { photo: false, unread: left }).map(
        ({ field, place, part }) => ({ field, place, part }),
      );
    const place = { left: 100, top: 300, width: 290, height: 29 };
    expect(doubtsIn(usage)).toEqual([{ field: 'annualUsageKwh', place, part: 'year' }]);
    expect(doubtsIn(usage, [])).toEqual([]);
    expect(doubtsIn(`${usage}\n\nYour electricity use over the last 12 months: 6,240 kWh`)).toEqual([]);
  });

  it('is an address as far down as its city, behind a name of two lines', () => {
    const block =
      'Service For:  TOWN OF MAPLETON\n              DBA IRON GATE MARKET INC\n              7410 MEADOW HWY';
    const page = typedPage(`Central Hudson\n\n${block}\n              N?W P_LTZ ?Y 1?561`, { confidence: 0.97 });
    const doubt = doubtsOfScan(page).find(({ field }) => field === 'serviceAddress');
    const { top = 0, height = 0 } = doubt?.place ?? {};
    const city = page.words.at(-1)?.box;
    expect(top + height).toBeGreaterThan((city?.top ?? 0) + (city?.height ?? 0));
  });

  it('is a label without a value, with the place to look', () => {
    const page = typedPage(`${head}Account Number: 10?1-23_5-6`, { confidence: 0.9 });
    const doubt = findDoubts([page], { photo: true }).find(({ field }) => field === 'accountNumber');
    expect(doubt).toMatchObject({ field: 'accountNumber', reason: 'missing' });
    expect(doubt?.place?.left).toBeCloseTo(20, 0);
  });

  it('is a value that was read badly, where it stands and a little around it', () => {
    const page = typedPage(`${head}                 Account Number: 1001-2345-678`, { confidence: 0.55 });
    const doubts = doubtsOfScan(page);
    const word = page.words.find((candidate) => candidate.text.startsWith('1001'));
    const doubt = doubts.find(({ field }) => field === 'accountNumber');
    expect(doubt?.reason).toBe('unsure');
    expect(overlap(doubt?.place ?? nowhere, word?.box ?? nowhere)).toBe(true);
    expect(doubt?.place?.left).toBeLessThan(word?.box.left ?? 0);
    expect(doubt?.place?.height).toBeLessThan(4 * (word?.box.height ?? 0));
  });

  it('is a value on which passes disagree, and no longer one on which they agree', () => {
    const one = typedPage(`${head}PoD ID: N01000123456789`, { confidence: 0.8 });
    const two = typedPage(`${head}PoD ID: N01000123456739`, { confidence: 0.8 });
    expect(doubtsOfScan(one, two)).toContainEqual(expect.objectContaining({ field: 'poid', reason: 'disagreement' }));
    expect(doubtsOfScan(one, shifted(one)).map((doubt) => doubt.field)).not.toContain('poid');
  });

  it('is not settled by the same words once more: a pass over single places keeps the others as they were', () => {
    const page = typedPage(`${head}PoD ID: N01000123456789`, { confidence: 0.6 });
    expect(doubtsOfScan(page).map((doubt) => doubt.field)).toContain('poid');
    expect(doubtsOfScan(page, page).map((doubt) => doubt.field)).toContain('poid');
  });
});
