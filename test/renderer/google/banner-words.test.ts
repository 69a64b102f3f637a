import { expect, test } from 'vitest';
import { bannerOf } from '../../../renderer/google/banner-words.ts';
import { clerk, setUp } from '../../support/ui-host/deliveries.ts';

const idle = { isWaiting: false };
const ended = (account: typeof clerk | { kind: 'service-account'; email: string }) =>
  ({ ...setUp, connection: { kind: 'ended', account, message: 'The sign-in has ended.' } }) as const;

test('signed in, or signed out with nothing waiting, there is no banner', () => {
  expect(bannerOf(setUp, { isWaiting: true })).toBeNull();
  expect(bannerOf({ ...setUp, connection: { kind: 'signed-out' } }, idle)).toBeNull();
});

test('an ended sign-in asks for a new one; a key file is chosen in the settings', () => {
  expect(bannerOf(ended(clerk), idle)).toEqual({ text: 'The sign-in has ended.', action: 'sign-in' });
  const robot = { kind: 'service-account', email: 'robot@office.example' } as const;
  expect(bannerOf(ended(robot), idle)).toMatchObject({ action: 'open-settings' });
});

test('why the last try came to nothing is told beside it', () => {
  const signInProblem = { code: 'denied', message: 'Google was told not to give access.' };
  expect(bannerOf({ ...ended(clerk), signInProblem }, idle)?.text).toBe(
    'The sign-in has ended. Google was told not to give access.',
  );
});

test('while somebody signs in, the one button cancels', () => {
  const connection = { kind: 'signing-in', link: null, endsAt: 0 } as const;
  expect(bannerOf({ ...setUp, connection }, idle)).toMatchObject({ action: 'cancel' });
});

test('signed out while deliveries wait, the button signs in, or leads to where the client ID is entered', () => {
  const google = { ...setUp, connection: { kind: 'signed-out' } } as const;
  expect(bannerOf(google, { isWaiting: true })).toMatchObject({ action: 'sign-in' });
  expect(bannerOf({ ...google, clientId: null }, { isWaiting: true })).toMatchObject({ action: 'open-settings' });
});
