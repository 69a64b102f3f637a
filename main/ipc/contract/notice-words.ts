import type { Notice } from './fields.ts';

/** What a notice tells a person, above the values it is about. */
export function noticeWords(notice: Notice): string {
  switch (notice.code) {
    case 'several-bills':
      return `This file holds several bills (accounts ${notice.accountNumbers.join(', ')}). Check that the right account stands below.`;
    case 'several-poids':
      return `This bill has several points of delivery (${notice.poids.join(', ')}). Check that the right one stands below.`;
    case 'several-months':
      return 'This file holds bills of several months. Check that the usage below is of the newest one.';
    case 'gas-only':
      return 'This seems to be a gas bill. Community solar needs the electric one.';
    case 'not-a-bill':
      return 'This does not look like a utility bill. Is it the right file?';
    default:
      return notice satisfies never;
  }
}
