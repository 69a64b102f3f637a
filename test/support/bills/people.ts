/** Invented customers. Streets and names are put together at random; only the towns and their zips are real. */

import type { UtilityKey } from './bill-facts.ts';
import {
  fancies,
  givenNames,
  places,
  streetKinds,
  streetNames,
  surnames,
  townNames,
  trades,
} from './invented-names.ts';
import type { Prng } from './prng.ts';

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
