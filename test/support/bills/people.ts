/** Invented customers. Streets and names are put together at random; only the towns and their zips are real. */

import type { UtilityKey } from './bill-facts.ts';
import type { Prng } from './prng.ts';

export type Place = { readonly city: string; readonly zip: string };
export type Address = {
  readonly number: string;
  readonly street: string;
  readonly unit: string | null;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
};

export function drawPersonName(prng: Prng): string {
  const given = prng.pick(givenNames);
  const middle = prng.chance(0.25) ? ` ${prng.pick(['A', 'B', 'C', 'D', 'E', 'J', 'L', 'M', 'R', 'S', 'T'])}` : '';
  const surname = prng.pick(surnames);
  const suffix = prng.chance(0.05) ? prng.pick([' JR', ' SR', ' III']) : '';
  return `${given}${middle} ${surname}${suffix}`;
}

export function drawBusinessName(prng: Prng, address: Address): string {
  const surname = prng.pick(surnames);
  switch (prng.int(0, 7)) {
    case 0:
      return `${surname}'S ${prng.pick(trades)}`;
    case 1:
      return `${address.number} ${address.street} LLC`;
    case 2:
      return `${prng.int(2, 99)} ${prng.pick(fancies)} ${prng.pick(['CORP', 'INC', 'LLC'])}`;
    case 3:
      return `${surname} & ${prng.pick(surnames)} ${prng.pick(['LLP', 'PC', 'ASSOCIATES'])}`;
    case 4:
      return `TOWN OF ${prng.pick(townNames)}`;
    case 5:
      return `${prng.pick(fancies)} ${prng.pick(trades)} ${prng.pick(['INC', 'LLC', 'CO'])}`;
    case 6:
      return `ST ${prng.pick(givenNames)}'S CHURCH`;
    default:
      return `${surname} ${prng.pick(trades)}`;
  }
}

export function drawServiceAddress(prng: Prng, utility: UtilityKey): Address {
  const place = prng.pick(places[utility]);
  return { ...drawStreet(prng), ...place, state: 'NY' };
}

/** A mailing address that has nothing to do with where the power goes. */
export function drawDistantAddress(prng: Prng): Address {
  const distant = prng.pick([
    { city: 'STAMFORD', state: 'CT', zip: '06902' },
    { city: 'ORLANDO', state: 'FL', zip: '32801' },
    { city: 'SCRANTON', state: 'PA', zip: '18503' },
    { city: 'NEW YORK', state: 'NY', zip: '10017' },
    { city: 'SPOKANE', state: 'WA', zip: '99201' },
  ]);
  return { ...drawStreet(prng), ...distant };
}

export function streetLine(address: Address): string {
  return [address.number, address.street, address.unit].filter((part) => part !== null).join(' ');
}

function drawStreet(prng: Prng): Pick<Address, 'number' | 'street' | 'unit'> {
  const kind = prng.int(0, 9);
  const number = String(prng.chance(0.5) ? prng.int(1, 400) : prng.int(400, 9999));
  const unit = prng.chance(0.3)
    ? prng.pick([
        `APT ${prng.int(1, 30)}`,
        `APT ${prng.int(1, 9)}${prng.pick(['A', 'B', 'C'])}`,
        `UNIT ${prng.int(1, 40)}`,
        `L-${prng.int(101, 340)}`,
        `POL ${prng.int(2, 88)}`,
        `FL ${prng.int(1, 6)}`,
        'REAR',
        `LOT ${prng.int(1, 90)}`,
        `BLDG ${prng.pick(['A', 'B', 'C'])}`,
        `STE ${prng.int(100, 420)}`,
      ])
    : null;
  if (kind === 0)
    return {
      number,
      street: `${prng.pick(['STATE ROUTE', 'COUNTY ROUTE', 'ROUTE', 'STATE HWY'])} ${prng.int(2, 417)}`,
      unit,
    };
  if (kind === 1) return { number, street: `${ordinal(prng.int(1, 160))} ${prng.pick(['ST', 'AVE'])}`, unit };
  const ahead = prng.chance(0.12) ? `${prng.pick(['N', 'S', 'E', 'W', 'OLD', 'UPPER', 'LOWER'])} ` : '';
  return { number, street: `${ahead}${prng.pick(streetNames)} ${prng.pick(streetKinds)}`, unit };
}

function ordinal(n: number): string {
  const tens = n % 100;
  if (tens >= 11 && tens <= 13) return `${n}TH`;
  return `${n}${['TH', 'ST', 'ND', 'RD'][n % 10] ?? 'TH'}`;
}

const streetKinds = [
  'ST',
  'RD',
  'AVE',
  'DR',
  'LN',
  'CT',
  'PL',
  'BLVD',
  'WAY',
  'TER',
  'CIR',
  'HILL RD',
  'HWY',
  'PKWY',
] as const;
const streetNames = [
  'MAPLE',
  'ELM',
  'CHESTNUT',
  'BIRCHWOOD',
  'COLD SPRING',
  'MILL',
  'QUARRY',
  'ORCHARD',
  'FOX HOLLOW',
  'HAWTHORNE',
  'LAKEVIEW',
  'CEDAR',
  'TANNERY',
  'FERRY',
  'GENESEE',
  'CLINTON',
  'BUTTERNUT',
  'SAWMILL',
  'PLANK',
  'TURNPIKE',
  'RIVERSIDE',
  'STONE',
  'WILLOW',
  'HEMLOCK',
  'CHERRY',
  'CANAL',
  'CHURCH',
  'SCHOOLHOUSE',
  'PARK',
  'ACADEMY',
  'BLUEBERRY',
  'SUNSET',
  'DEPOT',
  'COLLEGE',
  'MEADOW',
  'PROSPECT',
  'TWIN PONDS',
  'VALLEY',
  'WINDSOR',
  'COBBLER',
] as const;
const givenNames = [
  'JAMES',
  'MARY',
  'ROBERT',
  'PATRICIA',
  'JOHN',
  'JENNIFER',
  'MICHAEL',
  'LINDA',
  'DAVID',
  'ELIZABETH',
  'WILLIAM',
  'SUSAN',
  'THOMAS',
  'KAREN',
  'DANIEL',
  'NANCY',
  'ANTHONY',
  'MARGARET',
  'STEVEN',
  'ANGELA',
  'KEVIN',
  'IRENE',
  'LUIS',
  'ODILIA',
  'PIOTR',
  'WEI',
  'FATIMA',
  'ISOLDE',
  'GIUSEPPE',
  'BEATRIZ',
  'OLUWASEUN',
  'HENRIK',
  'LEILA',
  'BORIS',
] as const;
const surnames = [
  'ABERNATHY',
  'BELLWETHER',
  'CASTLEBURY',
  'DOVERSTONE',
  'ELLINGTON',
  'FAIRWEATHER',
  'GOODFELLOW',
  'HOLLINGS',
  'INGERSOLL',
  'JANOWICZ',
  'KOWALCZYK',
  'LINDQUIST',
  'MARCHETTI',
  'NIGHTINGALE',
  "O'MALLORY",
  'PELLEGRINO',
  'QUIMBY',
  'ROSENTHAL',
  'SILVERSTONE',
  'THISTLEWOOD',
  'UNDERHILL',
  'VAN ALSTYNE',
  'WOJCIK',
  'YARDLEY',
  'ZELLWEGER',
  'DE LA ROSA',
  'MCINTYRE',
  'NGUYEN',
  'BHATTACHARYA',
  'SAINT-CLAIR',
] as const;
const trades = [
  'PIZZERIA',
  'AUTO REPAIR',
  'BAKERY',
  'HARDWARE',
  'DENTAL',
  'REALTY',
  'LAUNDROMAT',
  'FARMS',
  'DINER',
  'NAIL SALON',
  'MARKET',
  'PROPERTIES',
  'WELDING',
  'BREWING',
  'STORAGE',
  'FITNESS',
] as const;
const fancies = [
  'GREEN',
  'EMPIRE',
  'SUMMIT',
  'LUCKY STAR',
  'BLUE HERON',
  'NORTH COUNTRY',
  'FINGER LAKES',
  'PINE RIDGE',
  'IRON GATE',
] as const;
const townNames = ['MAPLETON', 'EAST HOLLOW', 'NEW BRISTOL', 'STONY FALLS'] as const;

const at = (city: string, zip: string): Place => ({ city, zip });
const places: Record<UtilityKey, readonly [Place, ...Place[]]> = {
  nyseg: [
    at('BINGHAMTON', '13901'),
    at('ITHACA', '14850'),
    at('ELMIRA', '14901'),
    at('PLATTSBURGH', '12901'),
    at('MOOERS', '12958'),
    at('LANCASTER', '14086'),
    at('ONEONTA', '13820'),
    at('BREWSTER', '10509'),
    at('VESTAL', '13850'),
    at('SLATERVILLE SPRINGS', '14881'),
    at('GENEVA', '14456'),
    at('LIBERTY', '12754'),
    at('MECHANICVILLE', '12118'),
    at('DEPEW', '14043'),
  ],
  rge: [
    at('ROCHESTER', '14609'),
    at('WEBSTER', '14580'),
    at('PITTSFORD', '14534'),
    at('FAIRPORT', '14450'),
    at('CANANDAIGUA', '14424'),
    at('HENRIETTA', '14467'),
    at('E ROCHESTER', '14445'),
    at('SODUS POINT', '14555'),
    at('SCOTTSVILLE', '14546'),
  ],
  'national-grid': [
    at('SYRACUSE', '13203'),
    at('ALBANY', '12208'),
    at('BUFFALO', '14216'),
    at('UTICA', '13501'),
    at('SCHENECTADY', '12304'),
    at('SARATOGA SPRINGS', '12866'),
    at('WATERTOWN', '13601'),
    at('NIAGARA FALLS', '14301'),
    at('N TONAWANDA', '14120'),
    at('TROY', '12180'),
  ],
  'con-edison': [
    at('BROOKLYN', '11215'),
    at('NEW YORK', '10027'),
    at('BRONX', '10463'),
    at('STATEN ISLAND', '10301'),
    at('ASTORIA', '11105'),
    at('WHITE PLAINS', '10605'),
    at('YONKERS', '10701'),
    at('FOREST HILLS', '11375'),
  ],
  'central-hudson': [
    at('POUGHKEEPSIE', '12603'),
    at('KINGSTON', '12401'),
    at('NEWBURGH', '12550'),
    at('NEW PALTZ', '12561'),
    at('HYDE PARK', '12538'),
    at('CATSKILL', '12414'),
    at('BEACON', '12508'),
  ],
  'orange-rockland': [
    at('NANUET', '10954'),
    at('SPRING VALLEY', '10977'),
    at('MIDDLETOWN', '10940'),
    at('SUFFERN', '10901'),
    at('WARWICK', '10990'),
    at('PEARL RIVER', '10965'),
    at('PORT JERVIS', '12771'),
  ],
  pseg: [
    at('HEMPSTEAD', '11550'),
    at('HICKSVILLE', '11801'),
    at('MASSAPEQUA', '11758'),
    at('SMITHTOWN', '11787'),
    at('PATCHOGUE', '11772'),
    at('RIVERHEAD', '11901'),
    at('FAR ROCKAWAY', '11691'),
    at('EAST HAMPTON', '11937'),
  ],
};
