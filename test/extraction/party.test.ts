import { describe, expect, it } from 'vitest';
import { extractFields } from '../../main/extraction/extract-fields.ts';
import { leaning, typedPage } from '../support/bills/typed-page.ts';

const read = (text: string) => extractFields([typedPage(text)]).fields;
const pad = (text: string, to = 100) => text.padStart(to);
const nysegHead = (name: string) =>
  [`NYSEG`, pad(name), pad('Account Number: 1001-2345-678'), pad('Statement Date: November 20, 2024'), ''].join('\n');

describe('who is served, and where', () => {
  it("reads NYSEG's unlabelled name above the account number, whatever small figures stand between", () => {
    const text = ['NYSEG', pad('JANE Q SAMPLE'), pad('3633', 88), pad('Account Number: 1001-2345-678')].join('\n');
    expect(read(text).customerName?.value).toBe('JANE Q SAMPLE');
  });

  it.each([-4, 4])('reads it above the account number on a photo that leans by %i degrees', (degrees) => {
    const page = leaning(typedPage(nysegHead('PHILOMENA G RIVERA DE LA CRUZ')), degrees);
    expect(extractFields([page]).fields.customerName?.value).toBe('PHILOMENA G RIVERA DE LA CRUZ');
  });

  it.each([
    "O'MALLORY'S DINER",
    '42 GREEN CORP',
    'TOTAL HOME COMFORT LLC',
    'YOUR CORNER STORE INC',
    '1477 MAPLE ST LLC',
    'SMITH & JONES LLP',
    'ST JOHN-DOE',
  ])('keeps the business name %s whole', (name) => {
    expect(read(nysegHead(name)).customerName?.value).toBe(name);
  });

  it.each(['TOTAL WELLNESS & SPA', 'PAGE BROTHERS EXCAVATING', 'SERVICE TIRE TRUCK CENTERS', 'NEXT LEVEL FITNESS'])(
    'takes %s for a name, though labels begin so',
    (name) => {
      expect(read(nysegHead(name)).customerName?.value).toBe(name);
    },
  );

  it.each(['Total Charges', 'PAGE 1 of 4', 'NEXT SCHEDULED READ DATE', 'YOUR ACCOUNT', 'SERVICE FROM', 'Customer'])(
    'takes %s for no name',
    (label) => {
      expect(read(nysegHead(label)).customerName).toBeNull();
    },
  );

  it.each([
    [['MARGUERITE T OKONKWO', 'LIVING TRUST']],
    [["TRUSTEES OF ST MARY'S", 'RURAL CEMETERY ASSN']],
    [['ANTONIO J VELARDE &', 'MARISOL VELARDE']],
    [['KATHLEEN M BRENNAN-', 'HOLLINGSWORTH']],
    [['GWENDOLYN & PETER', 'VAN HOUTTE']],
  ])('reads a name on two lines as one, and past what OCR made of a bar code: %s', (lines) => {
    const heading = ['NYSEG', ...lines.map((line) => pad(line)), pad('Account Number: 1001-2345-678')];
    const window = ['Ue Ee yyy ay oe', ...lines, '46 SAMPLE RD', 'MOOERS NY 12958-1234'];
    const name = read([...heading, '', '', '', ...window].join('\n')).customerName;
    expect(name?.value).toBe(lines.join(' ').replace('- ', '-'));
    expect(name?.confidence).toBeGreaterThanOrEqual(0.9);
  });

  it('is as sure of a name with a speck beside it as of one without', () => {
    const block = ['National Grid', 'SERVICE FOR', 'BERNADETTE OKAFOR =', '93 GENESEE ST', 'GREENE NY 13778'];
    const page = typedPage(block.join('\n'), { confidence: 0.96 });
    const specked = page.words.map((word) => (word.text === '=' ? { ...word, confidence: 0.3 } : word));
    const name = extractFields([{ ...page, words: specked }]).fields.customerName;
    expect(name).toMatchObject({ value: 'BERNADETTE OKAFOR', confidence: 0.88 });
  });

  it('reads a name in the window below what OCR made of a mark, where no other place has it', () => {
    const page = typedPage('National Grid\n\n\nf Ngtd\nCANAL STREET PROPERTIES LLC\n46 SAMPLE RD\nMOOERS NY 12958', {
      confidence: 0.96,
    });
    const words = page.words.map((word) => (word.lineIndex === 3 ? { ...word, confidence: 0.3 } : word));
    const name = extractFields([{ ...page, words }]).fields.customerName;
    expect(name?.value).toBe('CANAL STREET PROPERTIES LLC');
    expect(name?.confidence).toBeLessThan(0.9);
  });

  it('takes first names alone for a beginning of the name that another reading has whole', () => {
    const whole = typedPage(['RG&E', pad('GWENDOLYN & PETER'), nysegHead('VAN HOUTTE').slice(6)].join('\n'));
    const cut = typedPage(nysegHead('GWENDOLYN & PETER'), { pageIndex: 1 });
    const name = extractFields([whole, cut]).fields.customerName;
    expect(name).toMatchObject({ value: 'GWENDOLYN & PETER VAN HOUTTE', alternatives: [] });
  });

  it('counts a name without its initial, or with the last name first, for the same', () => {
    const text = `${nysegHead('HOLLIS R BEAUDOIN-TRASK')}\n\n\nCustomer name: BEAUDOIN-TRASK HOLLIS`;
    expect(read(text).customerName?.value).toBe('HOLLIS R BEAUDOIN-TRASK');
  });

  it("is not certain of an address over which a line stands that may be the building's", () => {
    const block = ['SERVICE FOR', 'NORTH COUNTRY LODGING', 'GROUP LLC', 'ATTN MANAGER', 'RIVERFRONT PLAZA BLDG 4'];
    const page = ['National Grid', ...block, '300 STATE ST', 'OGDENSBURG NY 13669'].join('\n');
    const address = extractFields([typedPage(page), typedPage(page, { pageIndex: 1 })]).fields.serviceAddress;
    expect(address?.value).toBe('300 STATE ST, OGDENSBURG NY 13669');
    expect(address?.confidence).toBeLessThan(0.9);
  });

  it('reads the service address up to its zip code, not the page number behind it', () => {
    const text = `${nysegHead('JANE DOE')}\nService Address: 46 SAMPLE RD POL 44, MOOERS NY 12958             Page 1 of 4`;
    expect(read(text).serviceAddress?.value).toBe('46 SAMPLE RD POL 44, MOOERS NY 12958');
  });

  it.each([
    ['Service at 23 LIME KILN RD UNIT 14C', '           WESLEY HILLS NY 10901'],
    ['Service To: 23 LIME KILN RD UNIT 14C, WESLEY HILLS NY 10901'],
  ])('reads the service address below and beside its label: %s', (...lines) => {
    for (const company of ['Orange & Rockland', 'PSEG Long Island', 'Some other company']) {
      const address = read([company, ...lines].join('\n')).serviceAddress;
      expect(address?.value).toBe('23 LIME KILN RD UNIT 14C, WESLEY HILLS NY 10901');
    }
  });

  it('reads a name up to the next label, with no more than blanks between', () => {
    const text =
      'conEdison\n\nName: MARÍA DEL CARMEN PEÑA  Account number: 30-1189-0450-0011-7  Bill date: Mar 12, 2025';
    expect(read(text).customerName?.value).toBe('MARÍA DEL CARMEN PEÑA');
  });

  it('reads no box of the company for it, and a street as the place that lost no blank has it', () => {
    const head = nysegHead('JANE DOE');
    expect(read(`${head}\nWrite to Customer Service at P.O. BOX 5240, BINGHAMTON NY 13902`).serviceAddress).toBeNull();
    const lines = ['509 1/2 N AURORA ST, ITHACA NY 14850', '509 1/2 NAURORA ST, ITHACA NY 14850'];
    for (const [first, second] of [lines, lines.toReversed()]) {
      const text = `${head}\nService Address: ${first}\n\n\nService Address: ${second}`;
      expect(read(text).serviceAddress?.value).toBe('509 1/2 N AURORA ST, ITHACA NY 14850');
    }
  });

  it('reads a street right above its town, behind a label that a name stands behind elsewhere', () => {
    const text = 'PSEG Long Island\n\nService To: 48 BAY 9TH WALK\nOCEAN BEACH NY 11770\nRate: 180 Residential';
    expect(read(text).serviceAddress?.value).toBe('48 BAY 9TH WALK, OCEAN BEACH NY 11770');
  });

  it('reads a flat on a line of its own above the street', () => {
    const text = 'National Grid\n\nSERVICE FOR\nJANE Q SAMPLE\nSUITE 210\n300 STATE ST\nOGDENSBURG NY 13669';
    expect(read(text).serviceAddress?.value).toBe('SUITE 210 300 STATE ST, OGDENSBURG NY 13669');
  });

  it('leaves the trade name out, and reads a firm that goes on with its form', () => {
    const lines = ['SERVICE FOR', 'NORTH COUNTRY HOSPITALITY', 'GROUP LLC DBA 1812 ALE HOUSE', '300 STATE ST'];
    const text = ['National Grid', '', ...lines, 'OGDENSBURG NY 13669'].join('\n');
    expect(read(text).customerName?.value).toBe('NORTH COUNTRY HOSPITALITY GROUP LLC');
  });

  it('never takes the mailing or the remittance address for it', () => {
    const text = `${nysegHead('JANE DOE')}\n\nNYSEG\nP.O. BOX 847812\nBOSTON, MA 02284-7812\n\n\nJANE DOE\n1477 SCHOOLHOUSE DR\nSTAMFORD CT 06902-3762`;
    expect(read(text).serviceAddress).toBeNull();
  });

  it('reads New York where OCR made something like it of NY, and doubts any other state', () => {
    expect(read(`${nysegHead('JANE DOE')}\nService Address: 46 SAMPLE RD, MOOERS NV 12958`).serviceAddress?.value).toBe(
      '46 SAMPLE RD, MOOERS NY 12958',
    );
    expect(
      read(`${nysegHead('JANE DOE')}\nService Address: 46 SAMPLE RD, MOOERS CT 06902`).serviceAddress?.confidence ?? 0,
    ).toBeLessThan(0.9);
  });

  it("parts National Grid's columns by where they stand, and passes over a trade name", () => {
    const text = [
      'SERVICE FOR                       BILLING PERIOD',
      'SAMPLE BAKERY INC                 Jan 9, 2025 to Feb 7, 2025',
      'DBA THE CRUST',
      '244 EXAMPLE ST FL 1               ACCOUNT NUMBER     PLEASE PAY BY',
      'ALBANY NY 12203                   34686-12345        Mar 5, 2025',
      '',
      'www.nationalgridus.com',
    ].join('\n');
    expect(read(text)).toMatchObject({
      customerName: { value: 'SAMPLE BAKERY INC' },
      serviceAddress: { value: '244 EXAMPLE ST FL 1, ALBANY NY 12203' },
      accountNumber: { value: '3468612345' },
    });
  });

  it('reads the name below its label though the next heading follows without a gap', () => {
    const text = [
      'SERVICE FOR BILLING PERIOD',
      'JANE SAMPLE',
      '44 SAMPLE RD',
      'ALBANY NY 12203',
      '',
      'nationalgridus.com',
    ];
    expect(read(text.join('\n')).customerName?.value).toBe('JANE SAMPLE');
  });

  it('reads lines beside a label, and a unit on a line of its own', () => {
    const text = [
      'Central Hudson    CentralHudson.com',
      '',
      'Service For:   SAMPLE CUSTOMER',
      '               12 EXAMPLE LN',
      '               APT 4',
      '               NEW PALTZ NY 12561',
    ].join('\n');
    expect(read(text)).toMatchObject({
      customerName: { value: 'SAMPLE CUSTOMER' },
      serviceAddress: { value: '12 EXAMPLE LN APT 4, NEW PALTZ NY 12561' },
    });
  });

  it.each([
    [['44 SAMPLE RD', 'BSMT'], '44 SAMPLE RD BSMT'],
    [['44 SAMPLE RD', '2ND FL'], '44 SAMPLE RD 2ND FL'],
    [['44 SAMPLE RD', 'PO BOX 12'], '44 SAMPLE RD'],
    [['PO BOX 12', '44 SAMPLE RD'], '44 SAMPLE RD'],
    [['C/O JOHN DOE', '44 SAMPLE RD'], '44 SAMPLE RD'],
    [['STATE HIGHWAY 28N', 'REAR'], 'STATE HIGHWAY 28N REAR'],
    [['RR 1 BOX 77A', 'LOT 4'], 'RR 1 BOX 77A LOT 4'],
  ])('reads the street of %s', (lines, street) => {
    const text = ['nationalgridus.com', '', '', 'SERVICE FOR', 'JANE SAMPLE', ...lines, 'ALBANY NY 12203'].join('\n');
    expect(read(text)).toMatchObject({
      customerName: { value: 'JANE SAMPLE' },
      serviceAddress: { value: `${street}, ALBANY NY 12203` },
    });
  });

  it('repairs digits inside words, not those of house numbers and units', () => {
    const text = `${nysegHead('T0WN OF NEW BR1STOL')}\nService Address: 46 L0WER 17TH ST APT 4B, MOOERS NY 12958`;
    expect(read(text)).toMatchObject({
      customerName: { value: 'TOWN OF NEW BRISTOL' },
      serviceAddress: { value: '46 LOWER 17TH ST APT 4B, MOOERS NY 12958' },
    });
  });

  it('reads a long service address on to its second line, under its beginning or under its label', () => {
    const first = 'Service Address: 1234 OLD STATE HIGHWAY ROUTE 23 BARN 2,';
    const value = '1234 OLD STATE HIGHWAY ROUTE 23 BARN 2, SOUTH KORTRIGHT NY 13842';
    for (const indent of [17, 0]) {
      const second = `${' '.repeat(indent)}SOUTH KORTRIGHT NY 13842`;
      expect(read(`${nysegHead('JANE DOE')}\n${first}\n${second}`).serviceAddress?.value).toBe(value);
    }
  });

  it('reads labels that the utility is not known to use, less surely', () => {
    const text = [
      'nationalgrid      www.nationalgridus.com',
      'Customer name: JOHN A EXAMPLE',
      'Service address: 44 PINE RIDGE RD, LATHAM, NY 12110',
    ].join('\n');
    const { customerName, serviceAddress } = read(text);
    expect(customerName?.value).toBe('JOHN A EXAMPLE');
    expect(serviceAddress?.value).toBe('44 PINE RIDGE RD, LATHAM NY 12110');
    expect(customerName?.confidence).toBeLessThan(0.9);
    expect(serviceAddress?.confidence).toBeLessThan(0.9);
  });

  it('is not certain of a town that OCR read on the envelope only', () => {
    const text = [
      'conEdison     www.conEd.com',
      'Service delivered to: 1234 BROADWAY 5A',
      '',
      '',
      '',
      '',
      'JANE SAMPLE',
    ];
    const page = [...text, '1234 BROADWAY 5A', 'NEW YORK NY 10025-1234'].join('\n');
    const sureOf = (confidence: number) =>
      extractFields([typedPage(page, { confidence })]).fields.serviceAddress?.confidence ?? 0;
    expect(sureOf(1)).toBeGreaterThanOrEqual(0.9);
    expect(sureOf(0.99)).toBeLessThan(0.9);
    expect(sureOf(0.99)).toBeGreaterThan(0.7);
  });

  it('reads the town under the label, and a street alone below it', () => {
    const head = 'conEdison     www.conEd.com';
    const under = [head, '', 'Service delivered to: 1234 GRAND CONCOURSE STORE 2', 'BRONX NY 10456'];
    expect(read(under.join('\n')).serviceAddress?.value).toBe('1234 GRAND CONCOURSE STORE 2, BRONX NY 10456');
    const alone = [
      head,
      '',
      'Service delivered to      Billing period',
      '90-15 149 ST 3FL          Jan 5, 2026',
      '',
      '',
      '',
    ];
    const envelope = ['JANE SAMPLE', '9015 149 ST 3FL', 'JAMAICA NY 11435-1234'];
    expect(read([...alone, ...envelope].join('\n')).serviceAddress?.value).toBe('9015 149 ST 3FL, JAMAICA NY 11435');
  });

  it('takes the letterhead of an unknown company for no service address', () => {
    const text = ['VILLAGE OF SAMPLE', 'ELECTRIC DEPARTMENT - 7 CANAL ST, SAMPLE NY 13339', 'Account No. 004-1120-01'];
    expect(read(text.join('\n')).serviceAddress).toBeNull();
  });

  it('takes the town of a street without one from the envelope, when that is the same street', () => {
    const text = ['conEdison     www.conEd.com', 'Service delivered to: 1234 BROADWAY 5A', '', '', ''].join('\n');
    const envelope = ['JANE SAMPLE', '1234 BROADWAY APT 5A', 'NEW YORK NY 10025-1234'].join('\n');
    const elsewhere = ['JANE SAMPLE', '9 OTHER ST', 'STAMFORD CT 06902-1234'].join('\n');
    expect(read(text + envelope).serviceAddress?.value).toBe('1234 BROADWAY APT 5A, NEW YORK NY 10025');
    const { serviceAddress } = read(text + elsewhere);
    expect(serviceAddress?.value).toBe('1234 BROADWAY 5A');
    expect(serviceAddress?.confidence).toBeLessThan(0.9);
  });

  it('reads a name below its label, beside another heading, and without the label', () => {
    const below = [
      'conEdison    www.conEd.com',
      '',
      'Name                     Billing period',
      'DOE, JANE Q              Dec 18, 2024 to Jan 21, 2025',
      '',
      'Cuenta / Account number',
      '41-1234-5678-9012-3',
    ];
    expect(read(below.join('\n')).customerName?.value).toBe('DOE, JANE Q');
    const over = ['conEdison    www.conEd.com', '', 'Name: JANE DOE', 'Account number: 41-1234-5678-9012-3'];
    expect(read(over.join('\n')).customerName).toMatchObject({ value: 'JANE DOE', alternatives: [] });
  });

  it('takes a name whose last word comes first for the same name', () => {
    const text = [nysegHead('DOE JANE Q'), ...Array.from({ length: 30 }, () => ''), 'JANE Q DOE', '46 SAMPLE RD'];
    expect(read([...text, 'MOOERS NY 12958-1234'].join('\n')).customerName).toMatchObject({ alternatives: [] });
  });

  it('takes what announces an envelope for no part of it', () => {
    const text = [
      'Brightleaf Power',
      'Utility: NYSEG',
      '',
      'Bill to:',
      'SAMPLE MACHINE CO',
      'PO BOX 40',
      'BATH NY 14810',
    ];
    expect(read(text.join('\n')).customerName?.value).toBe('SAMPLE MACHINE CO');
  });

  it("never takes the utility's name for the customer's", () => {
    expect(read('conEdison    www.conEd.com\nAccount number: 41-1234-5678-9012-3').customerName).toBeNull();
  });

  it.each(['electrically operated life support', 'meter is wrong, call us.'])(
    'takes the sentence over an account number in prose for no name: %s',
    (line) => {
      const text = ['conEdison    www.conEd.com', '', line, 'account number ready. Elderly customers may have rights.'];
      expect(read(text.join('\n')).customerName).toBeNull();
    },
  );

  it("never takes the supplier over a supplier's account for the customer", () => {
    const text = [
      'conEdison    www.conEd.com',
      '',
      'HARBOR POINT ELECTRIC',
      'Account no. 99887766',
      '',
      'CLEARSTREAM ENERGY SUPPLY',
      'Account no. 41-1234-5678-9012-3',
    ].join('\n');
    expect(read(text).customerName).toBeNull();
  });

  it('reads the name over the account number though its edge is off, and doubts it', () => {
    const text = ['NYSEG', pad('JANE Q SAMPLE', 92), pad('Account Number: 1001-2345-678')].join('\n');
    expect(read(text).customerName?.value).toBe('JANE Q SAMPLE');
    expect(read(text).customerName?.confidence).toBeLessThan(0.9);
  });

  it.each(['C/O JOHN DOE', 'ATTN: ACCOUNTS', 'DBA THE CRUST'])('reads the customer above %s', (line) => {
    const text = ['NYSEG', pad('SAMPLE PROPERTIES LLC'), pad(line), pad('Account Number: 1001-2345-678')].join('\n');
    expect(read(text).customerName?.value).toBe('SAMPLE PROPERTIES LLC');
  });

  it.each([
    ['ST BRENDANS PARISH & SCHOOL OF', 'THE SOUTHERN TIER'],
    ['SOUTHERN TIER REGIONAL ENERGY', 'TRUST'],
    ['SAMPLE SUGAR BUSH', 'PARTNERSHIP'],
  ])('reads the name %s %s on two lines, the more surely when the envelope says the same', (first, second) => {
    const text = ['NYSEG', pad(first), pad(second), pad('Account Number: 1001-2345-678')];
    const envelope = [first, second, 'C/O SHARED SERVICES', '40 MAIN ST', 'SCRANTON PA 18504-2200'];
    const [alone, confirmed] = [read(text.join('\n')), read([...text, '', '', '', '', ...envelope].join('\n'))];
    expect([alone.customerName?.value, confirmed.customerName?.value]).toEqual(Array(2).fill(`${first} ${second}`));
    expect(alone.customerName?.confidence).toBeLessThan(0.9);
    expect(confirmed.customerName?.confidence).toBeGreaterThanOrEqual(0.9);
    const block = ['nationalgridus.com', '', '', 'SERVICE FOR', first, second, '44 SAMPLE RD', 'ALBANY NY 12203'];
    expect(read(block.join('\n')).customerName?.value).toBe(`${first} ${second}`);
  });

  it('is not certain of the first of two customers though the envelope says the same', () => {
    const block = ['JANE Q SAMPLE', 'JOHN SAMPLE', '44 SAMPLE RD', 'ALBANY NY 12203'];
    const text = ['nationalgridus.com', '', '', 'SERVICE FOR', ...block, '', '', '', '', ...block];
    const { customerName } = read(`${text.join('\n')}-1234`);
    expect(customerName?.value).toBe('JANE Q SAMPLE');
    expect(customerName?.confidence).toBeLessThan(0.9);
  });

  it('takes a name for no second line of itself where the mark beside it is tall', () => {
    const page = typedPage(['', `N YS E G${pad('SAMPLE lll', 92)}`, pad('Account Number: 1001-2345-678')].join('\n'));
    const words = page.words.map((word) =>
      /^[NYSEG]{1,2}$/.test(word.text) ? { ...word, box: { ...word.box, top: word.box.top - 6, height: 20 } } : word,
    );
    expect(extractFields([{ ...page, words }]).fields.customerName).toMatchObject({
      value: 'SAMPLE III',
      alternatives: [],
    });
  });

  it('takes the first of two customers, and is not certain', () => {
    const above = ['NYSEG', pad('JANE Q SAMPLE'), pad('JOHN SAMPLE'), pad('Account Number: 1001-2345-678')].join('\n');
    const block = ['nationalgridus.com', '', '', 'SERVICE FOR', 'JANE Q SAMPLE', 'JOHN SAMPLE', '44 SAMPLE RD'];
    for (const { customerName } of [read(above), read([...block, 'ALBANY NY 12203'].join('\n'))]) {
      expect(customerName).toMatchObject({
        value: 'JANE Q SAMPLE',
        alternatives: [{ value: 'JANE Q SAMPLE JOHN SAMPLE' }, { value: 'JOHN SAMPLE' }],
      });
      expect(customerName?.confidence).toBeLessThan(0.9);
    }
  });

  it.each(['An AVANGRID company', '11:42     LTE 87%', 'November bill.pdf', 'MOOERS, NY'])(
    'takes %s over the account number for no name when the name was lost',
    (line) => {
      const text = ['NYSEG', pad(line), pad('Account Number: 1001-2345-678')].join('\n');
      expect(read(text).customerName).toBeNull();
    },
  );

  it("takes what stands over a supplier's account for no name, by the form of the number", () => {
    const text = [
      'NYSEG',
      '',
      pad('Account Number: 1001-2345-678'),
      '',
      'NORTHERN LEAF POWER',
      'ACCOUNT NO 72708970595',
      '',
    ];
    expect(read(text.join('\n')).customerName).toBeNull();
    const orangeRockland = [
      'Orange & Rockland    www.oru.com',
      'Account number 26330-80022',
      '',
      '',
      '',
      '',
      'HARBOR POINT',
      'Account No. 9884035027',
    ];
    expect(read(orangeRockland.join('\n')).customerName).toBeNull();
  });

  it.each(['253 DEPOT ST L-222', '2422 14TH AVE', '149 STATE HWY 40', 'rvice address'])(
    'takes %s over the account number for no name when the label of the name was lost',
    (line) => {
      const text = ['conEdison    www.conEd.com', '', line, 'Account number 41-1234-5678-9012-3'].join('\n');
      expect(read(text).customerName).toBeNull();
    },
  );

  it.each(['1477 MAPLE ST LLC', '2401 STATE ROUTE 22 LLC', '12 MAIN ST DINER'])('reads %s as a name', (name) => {
    expect(read(nysegHead(name)).customerName?.value).toBe(name);
  });

  it("takes National Grid's own captions and address for no customer, read well or badly", () => {
    const bar = [
      'nationalgrid',
      'www.nationalgridus.com',
      'CORRESPONDENCE ADDRESS',
      '300 Eric Bivd West',
      'Syracuse, NY 13202',
      '',
      '',
      'OUTAGE AND ELECTRIC EMERGENCIES.',
      '44 SAMPLE RD',
      'ALBANY NY 12203',
    ];
    const { customerName, serviceAddress } = read(bar.join('\n'));
    expect(customerName).toBeNull();
    expect(serviceAddress?.value).not.toMatch(/SYRACUSE/i);
  });

  it('ends a name and a street where OCR ran the next column into them', () => {
    const indent = ' '.repeat(12);
    const text = [
      'nationalgrid   www.nationalgridus.com',
      '',
      `${indent}SERVICE FOR             BILLING PERIOD`,
      `${indent}SAMPLE BAKERY INC Jan 9, 2025 to Feb 7, 2025`,
      `${indent}244 EXAMPLE ST FL 1 ACC0UNT NUMBER PLEASE PAY BY`,
      `${indent}ALBANY NY 12203 34686-12345 Mar 5, 2025`,
    ].join('\n');
    expect(read(text)).toMatchObject({
      customerName: { value: 'SAMPLE BAKERY INC' },
      serviceAddress: { value: '244 EXAMPLE ST FL 1, ALBANY NY 12203' },
      accountNumber: { value: '3468612345' },
    });
  });

  it('is no address without a street, and a doubtful one when OCR may have lost a word of it', () => {
    const seen = (street: string) =>
      extractFields([
        typedPage(`${nysegHead('JANE DOE')}\nService Address: ${street}, MOOERS NY 12958`, { confidence: 0.97 }),
      ]).fields.serviceAddress;
    expect(seen('590')).toBeNull();
    expect(seen('NORTH COUNTRY FARMS INC')).toBeNull();
    for (const street of ['7186 ROUTE', '328 COUNTY', 'SUNSET LN'])
      expect(seen(street)?.confidence ?? 0).toBeLessThanOrEqual(0.6);
    for (const street of [
      '7186 ROUTE 374',
      '328 COUNTY ROUTE 77 APT 12',
      '46 BROADWAY',
      '1180 GRAND CONCOURSE STORE 2',
      '77 LAKE BLUFF TERR # 3',
      'RD 2 BOX 114 COUNTY ROUTE 38',
    ])
      expect(seen(street)?.confidence).toBeGreaterThan(0.8);
  });

  it('repairs the number of a numbered street behind a house number', () => {
    const text = `${nysegHead('JANE DOE')}\nService Address: 6608 SSTH ST, MOOERS NY 12958`;
    expect(read(text).serviceAddress?.value).toBe('6608 55TH ST, MOOERS NY 12958');
  });

  it.each(['1490)', '[4901', '149O!', 'I4901'])('reads %s as a zip code', (zip) => {
    const text = `${nysegHead('JANE DOE')}\nService Address: 44 SAMPLE RD, ELMIRA NY ${zip}`;
    expect(read(text).serviceAddress?.value).toBe('44 SAMPLE RD, ELMIRA NY 14901');
  });

  it.each([
    ['$974 OLD FOX HOLLOW BLVD', '5974 OLD FOX HOLLOW BLVD'],
    ['5O1 MILL WAY BLOG A', '501 MILL WAY BLDG A'],
    ['44 SAMPLE RD APT IB', '44 SAMPLE RD APT 1B'],
    ['44 SAMPLE RD UNIT I2', '44 SAMPLE RD UNIT 12'],
    ['44 SAMPLE RD APT B', '44 SAMPLE RD APT B'],
    ['400 CHURCH WAY APTS', '400 CHURCH WAY APT 5'],
    ['400 CHURCH APTS', '400 CHURCH APTS'],
    ['S 12TH ST', 'S 12TH ST'],
  ])('reads the street %s as %s', (printed, street) => {
    const text = `${nysegHead('JANE DOE')}\nService Address: ${printed}, MOOERS NY 12958`;
    expect(read(text).serviceAddress?.value).toBe(`${street}, MOOERS NY 12958`);
  });

  it('takes an O for a nought and an I for a one as the same, spelled as most passes read it', () => {
    const pass = (left: number, street: string) => {
      const page = typedPage(`${nysegHead('JANE DOE')}\nService Address: ${street}, MOOERS NY 12958`, {
        confidence: 0.95,
      });
      return {
        ...page,
        words: page.words.map((word) => ({ ...word, onPage: { ...word.onPage, left: word.onPage.left + left } })),
      };
    };
    const seen = (...streets: string[]) =>
      extractFields(streets.map((street, index) => pass(index, street))).fields.serviceAddress;
    const [one, other] = ['44 IRVING RD L-101', '44 1RVING RD L-101'];
    expect(seen(one, other, one)?.value).toBe('44 IRVING RD L-101, MOOERS NY 12958');
    expect(seen(one, other, one)?.confidence).toBeCloseTo(seen(one, one, one)?.confidence ?? 0, 2);
  });

  it('doubts a name of one word that OCR read', () => {
    const name = extractFields([typedPage(nysegHead('GREEN'), { confidence: 0.97 })]).fields.customerName;
    expect(name?.confidence ?? 0).toBeLessThanOrEqual(0.6);
    expect(extractFields([typedPage(nysegHead('GREEN'), { confidence: 0.7 })]).fields.customerName).toBeNull();
  });

  it.each(['& DAUGHTERS LLC', 'OF ELMIRA, INC', 'KARIMOV &'])('doubts %s, which OCR tore', (name) => {
    const text = [nysegHead(name), ...Array.from({ length: 30 }, () => ''), name, '46 SAMPLE RD', 'MOOERS NY 12958'];
    const seen = (confidence: number) =>
      extractFields([typedPage(text.join('\n'), { confidence })]).fields.customerName;
    expect(seen(0.97)?.confidence ?? 0).toBeLessThanOrEqual(0.6);
  });

  describe('where the label of the service block could not be read', () => {
    const head = [
      'Central Hudson    CentralHudson.com',
      '',
      '',
      'SAMPLE FARMS INC',
      '12 EXAMPLE LN',
      'NEW PALTZ NY 12561',
    ];
    const envelope = ['SAMPLE FARMS INC', '12 EXAMPLE LN', 'NEW PALTZ NY 12561-1234'];
    const gap = '\n'.repeat(40);
    const address = '12 EXAMPLE LN, NEW PALTZ NY 12561';

    it('believes a block at the head of the page, more so when the envelope repeats it', () => {
      const [alone, repeated] = [read(head.join('\n')), read(`${head.join('\n')}${gap}${envelope.join('\n')}`)];
      expect([alone.serviceAddress?.value, repeated.serviceAddress?.value]).toEqual([address, address]);
      expect(repeated.customerName?.value).toBe('SAMPLE FARMS INC');
      expect(repeated.serviceAddress?.confidence).toBeGreaterThan(alone.serviceAddress?.confidence ?? 1);
      expect(repeated.serviceAddress?.confidence).toBeLessThan(0.9);
    });

    it('believes no envelope, and no town that the utility does not serve', () => {
      expect(read(`Central Hudson    CentralHudson.com${gap}${envelope.join('\n')}`).serviceAddress).toBeNull();
      expect(read(head.join('\n').replace('NEW PALTZ NY 12561', 'BUFFALO NY 14201')).serviceAddress).toBeNull();
    });
  });
});
