/** Dates, money and the small print of bills. */
import type { Prng } from './prng.ts';

export const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const longMonthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const two = (n: number) => String(n).padStart(2, '0');
/** 03/09/25 */
export const slashDate = (date: Date) =>
  `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${two(date.getUTCFullYear() % 100)}`;
/** Mar 9, 2025 */
export const shortDate = (date: Date) =>
  `${monthNames[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
/** March 9, 2025 */
export const longDate = (date: Date) =>
  `${longMonthNames[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
/** Mar 9 */
export const dayDate = (date: Date) => `${monthNames[date.getUTCMonth()]} ${date.getUTCDate()}`;
export const laterDate = (date: Date, days: number) => new Date(date.getTime() + days * 86_400_000);
export const money = (cents: number) => `$${grouped((cents / 100).toFixed(2))}`;
export const plainMoney = (cents: number) => grouped((cents / 100).toFixed(2));
/** 12,345 */
export const grouped = (n: number | string) => String(n).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

export const smallPrint: readonly string[] = [
  'You can choose to purchase your electricity supply from an energy services company (ESCO). With any supply choice we will continue to deliver electricity to you and you will continue to pay delivery, transition and basic service charges.',
  'A basic service charge covers part of the cost of the meter, meter reading, billing and customer service. It appears on your bill whether or not you use any electricity during the billing period.',
  'Kilowatt-hour (kwh) is the measure of electricity use. One kilowatt-hour is the energy used by ten 100 watt lamps burning for one hour. A typical residential customer uses 600 kWh a month.',
  'The system benefits charge funds clean energy activities, energy efficiency programs and low income assistance. The merchant function charge recovers administrative costs of obtaining electricity supply.',
  'If you smell natural gas leave the area at once and call from a safe place. Call 811 before you dig. Fallen wires and other hazards should be reported immediately.',
  'Estimated bills are based on past usage, weather conditions and other factors. Any difference is corrected on the next bill that is based on an actual reading of your meter.',
  'If you have a complaint that we have not resolved you may contact the New York State Department of Public Service, Office of Consumer Services, 3 Empire State Plaza, Albany, NY 12223-1350 or call 1-800-342-3377.',
  'Checks returned unpaid by your bank are subject to a charge. When you pay by check you authorize us to use information from it to make a one-time electronic funds transfer from your account.',
  'Budget Billing spreads your energy costs evenly over twelve months. Your installment is reviewed every three months and adjusted when your actual charges differ by more than ten percent.',
  'Customers who are blind, disabled or 62 years of age or older may qualify for special protections. Please let us know if anyone in your household depends on life support equipment.',
];

export function drawSmallPrint(prng: Prng, paragraphs: number): string[] {
  const start = prng.int(0, smallPrint.length - 1);
  return Array.from({ length: paragraphs }, (_, index) => smallPrint[(start + index) % smallPrint.length] ?? '');
}
