/** What a bill says, before it is drawn. Everything is invented from the seed. */
import type { FieldName } from '../../../main/extraction/field.ts';
import {
  type Address,
  drawBusinessName,
  drawDistantAddress,
  drawPersonName,
  drawServiceAddress,
  streetLine,
} from './people.ts';
import { createPrng, type Prng } from './prng.ts';

export const utilityKeys = [
  'nyseg',
  'rge',
  'national-grid',
  'con-edison',
  'central-hudson',
  'orange-rockland',
  'pseg',
] as const;
export type UtilityKey = (typeof utilityKeys)[number];
export const billVariants = [
  'residential',
  'commercial',
  'time-of-use',
  'multiplier',
  'two-poids',
  'gas-and-electric',
  'esco',
  'gas-only',
] as const;
export type BillVariant = (typeof billVariants)[number];

export type MeterRow = {
  readonly meterNumber: string;
  /** Printed behind the meter number: '/ON', '/MID', '/OFF' or nothing. */
  readonly suffix: string;
  readonly current: number;
  readonly previous: number;
  readonly multiplier: number;
  readonly kwh: number;
};
export type HistoryMonth = {
  readonly year: number;
  readonly month: number;
  readonly kwh: number;
  readonly days: number;
  readonly therms: number;
};
export type BillFacts = {
  readonly utility: UtilityKey;
  readonly variant: BillVariant;
  readonly business: boolean;
  readonly customerName: string;
  readonly dba: string | null;
  readonly service: Address;
  readonly mailing: Address;
  /** As printed, with dashes. */
  readonly accountNumber: string;
  readonly poid: string | null;
  readonly secondPoid: string | null;
  readonly gasPoid: string | null;
  readonly meters: readonly MeterRow[];
  readonly monthlyKwh: number | null;
  readonly demandKw: number | null;
  readonly rkvah: number | null;
  readonly gas: {
    readonly meterNumber: string;
    readonly current: number;
    readonly previous: number;
    readonly ccf: number;
    readonly therms: number;
  } | null;
  readonly esco: { readonly name: string; readonly account: string; readonly address: string } | null;
  readonly from: Date;
  readonly to: Date;
  readonly statementDate: Date;
  readonly days: number;
  /** Oldest first; the last is this bill's month. */
  readonly history: readonly HistoryMonth[];
  readonly historyShown: boolean;
  readonly amountDueCents: number;
};
export type Truth = { readonly [Name in FieldName]: string | null };

export const utilityNames: Record<UtilityKey, string> = {
  nyseg: 'NYSEG',
  rge: 'RG&E',
  'national-grid': 'National Grid',
  'con-edison': 'Con Edison',
  'central-hudson': 'Central Hudson',
  'orange-rockland': 'Orange & Rockland',
  pseg: 'PSEG Long Island',
};

export function drawFacts(options: {
  readonly seed: number;
  readonly utility: UtilityKey;
  readonly variant: BillVariant;
}): BillFacts {
  const { utility, variant } = options;
  const prng = createPrng(options.seed * 31 + utilityKeys.indexOf(utility) * 7 + billVariants.indexOf(variant));
  const service = drawServiceAddress(prng, utility);
  const business =
    variant === 'commercial' ||
    variant === 'multiplier' ||
    (variant === 'time-of-use' && prng.chance(0.5)) ||
    prng.chance(0.15);
  const customerName = business ? drawBusinessName(prng, service) : drawPersonName(prng);
  const days = prng.int(27, 34);
  const to = new Date(Date.UTC(prng.int(2023, 2026), prng.int(0, 11), prng.int(1, 28)));
  const from = new Date(to.getTime() - days * 86_400_000);
  const electric = variant !== 'gas-only';
  const meters = electric ? drawMeters(prng, utility, variant, business) : [];
  const monthlyKwh = electric ? meters.reduce((sum, meter) => sum + meter.kwh, 0) : null;
  const withGas = variant === 'gas-only' || variant === 'gas-and-electric';
  return {
    utility,
    variant,
    business,
    customerName,
    dba: business && prng.chance(0.2) ? `DBA ${drawBusinessName(prng, service)}` : null,
    service,
    mailing: prng.chance(0.7) ? service : drawDistantAddress(prng),
    accountNumber: drawAccountNumber(prng, utility),
    poid: electric ? drawPoid(prng, utility, '01') : null,
    secondPoid: variant === 'two-poids' ? drawPoid(prng, utility, '01') : null,
    gasPoid: withGas ? drawPoid(prng, utility, '02') : null,
    meters,
    monthlyKwh,
    demandKw: variant === 'commercial' || variant === 'multiplier' ? prng.int(50, 2400) / 10 : null,
    rkvah: variant === 'commercial' && prng.chance(0.6) ? prng.int(20, 900) : null,
    gas: withGas ? drawGas(prng) : null,
    esco: variant === 'esco' || (business && prng.chance(0.3)) ? drawEsco(prng) : null,
    from,
    to,
    statementDate: new Date(to.getTime() + prng.int(1, 4) * 86_400_000),
    days,
    history: drawHistory(prng, to, monthlyKwh ?? 0, days),
    historyShown: electric && prng.chance(historyShare[utility]),
    amountDueCents: Math.round((monthlyKwh ?? 300) * prng.between(13, 24) + prng.int(1500, 4000)),
  };
}

/** How often the template prints a year's figures a reader can add up. */
const historyShare: Record<UtilityKey, number> = {
  nyseg: 0.4,
  rge: 0.4,
  'national-grid': 0.85,
  'con-edison': 0.3,
  'central-hudson': 0.3,
  'orange-rockland': 0.3,
  pseg: 0.5,
};

/** What a reader who sees the whole bill should answer. */
export function truthOf(facts: BillFacts): Truth {
  const { service, monthlyKwh } = facts;
  const year = facts.history.slice(-12).reduce((sum, month) => sum + month.kwh, 0);
  return {
    utility: utilityNames[facts.utility],
    customerName: facts.customerName,
    serviceAddress: `${streetLine(service)}, ${service.city} ${service.state} ${service.zip}`,
    accountNumber: facts.accountNumber.replace(/\D/g, ''),
    poid: facts.poid,
    monthlyUsageKwh: monthlyKwh === null ? null : String(monthlyKwh),
    annualUsageKwh: monthlyKwh === null ? null : String(facts.historyShown ? year : monthlyKwh * 12),
  };
}

function drawAccountNumber(prng: Prng, utility: UtilityKey): string {
  switch (utility) {
    case 'nyseg':
      return `100${prng.int(1, 6)}-${prng.digits(4)}-${prng.digits(3)}`;
    case 'rge':
      return `200${prng.int(1, 6)}-${prng.digits(4)}-${prng.digits(3)}`;
    case 'national-grid':
      return `${prng.digits(5)}-${prng.digits(5)}`;
    case 'con-edison':
      return `${prng.int(10, 79)}-${prng.digits(4)}-${prng.digits(4)}-${prng.digits(4)}-${prng.digits(1)}`;
    case 'central-hudson':
      return `${prng.int(2, 8)}${prng.digits(3)}-${prng.digits(4)}-${prng.digits(2)}-${prng.digits(1)}`;
    case 'orange-rockland':
      return `${prng.digits(5)}-${prng.digits(5)}`;
    case 'pseg':
      return `${prng.digits(3)}-${prng.digits(2)}-${prng.digits(4)}-${prng.digits(1)}`;
    default:
      return utility satisfies never;
  }
}

function drawPoid(prng: Prng, utility: UtilityKey, service: '01' | '02'): string | null {
  if (utility === 'nyseg') return `N${service}${prng.digits(12)}`;
  if (utility === 'rge') return `R${service}${prng.digits(12)}`;
  if (utility === 'central-hudson' && service === '01') return `${prng.int(2, 8)}${prng.digits(9)}`;
  return null;
}

function drawMeters(prng: Prng, utility: UtilityKey, variant: BillVariant, business: boolean): MeterRow[] {
  const meterNumber = prng.digits(utility === 'national-grid' ? 8 : 10).replace(/^0/, '7');
  const total = business ? prng.int(600, 9000) : prng.int(80, 1900);
  const row = (suffix: string, share: number, multiplier: number): MeterRow => {
    const difference = Math.max(1, Math.round((total * share) / multiplier));
    const previous = prng.int(1000, 89_000);
    return { meterNumber, suffix, previous, current: previous + difference, multiplier, kwh: difference * multiplier };
  };
  if (variant === 'time-of-use') {
    return prng.chance(0.5)
      ? [row('/ON', 0.35, 1), row('/OFF', 0.65, 1)]
      : [row('/ON', 0.25, 1), row('/MID', 0.3, 1), row('/OFF', 0.45, 1)];
  }
  if (variant === 'multiplier') return [row('', 1, prng.pick([10, 20, 40, 80, 120, 160]))];
  return [row('', 1, 1)];
}

function drawGas(prng: Prng): BillFacts['gas'] {
  const ccf = prng.int(8, 190);
  const previous = prng.int(1000, 8000);
  return {
    meterNumber: prng.digits(10).replace(/^0/, '5'),
    previous,
    current: previous + ccf,
    ccf,
    therms: Math.round(ccf * 1.031),
  };
}

function drawEsco(prng: Prng): BillFacts['esco'] {
  return {
    name: prng.pick([
      'BRIGHTWATER ENERGY LLC',
      'NORTHERN LEAF POWER',
      'CLEARSTREAM ENERGY SUPPLY',
      'HARBOR POINT ELECTRIC',
    ]),
    account: prng.digits(prng.pick([8, 10, 11, 12])),
    address: `${prng.int(100, 9000)} COMMERCE PARK DR, ${prng.pick(['HOUSTON TX 77046', 'STAMFORD CT 06902', 'AMHERST NY 14228'])}`,
  };
}

function drawHistory(prng: Prng, to: Date, monthlyKwh: number, days: number): HistoryMonth[] {
  return Array.from({ length: 13 }, (_, index) => {
    const date = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() - (12 - index), 1));
    const last = index === 12;
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth(),
      kwh: last ? monthlyKwh : Math.max(1, Math.round(monthlyKwh * prng.between(0.55, 1.6))),
      days: last ? days : prng.int(27, 34),
      therms: prng.int(2, 180),
    };
  });
}
