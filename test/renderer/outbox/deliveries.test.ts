import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNote, chromiumPath, launchChromium } from '../../support/chromium.ts';
import { queuedDelivery, queueGroup } from '../../support/ui-host/deliveries.ts';
import { eventually, fits, isNamed, openApp } from '../../support/ui-host/open-app.ts';
import type { UiHost } from '../../support/ui-host/ui-host.ts';

const offline = 'Google can’t be reached. Everything is kept and goes out when the network is back.';
const waitingForNetwork = (count: number) =>
  queueGroup({
    standing: 'waiting',
    cause: 'google-offline',
    title: 'Google can’t be reached',
    whatToDo: 'Check the internet connection.',
    count,
    nextTryAt: Date.now() + 170_000,
    deliveries: Array.from({ length: Math.min(50, count) }, (_, index) =>
      queuedDelivery(`Customer ${index + 1}`, { problem: offline }),
    ),
  });
const refused = queueGroup({
  standing: 'needs-a-person',
  cause: 'google-refused-400',
  title: 'Google did not accept it',
  whatToDo: 'Open the submission, correct it and submit it again, or try it once more.',
  count: 2,
  deliveries: [
    queuedDelivery('Maple Grove Diner', { problem: 'Google did not accept the row (badRequest).' }),
    queuedDelivery('', { problem: 'Google did not accept the file (invalid).' }),
  ],
});

const card = (page: Page, title: string) => page.getByRole('article', { name: title });
const show = (host: UiHost, ...groups: ReturnType<typeof queueGroup>[]) =>
  host.store.setDelivery({ queue: { pauses: [], groups } });
const hasFocus = (element: Element) => element === document.activeElement;

describe.skipIf(chromiumPath === null)(`the deliveries${browserNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('the header says on every screen how they stand, and leads to them', async () => {
    const { host, page } = await openApp(browser);
    await page.getByRole('link', { name: 'Nothing waiting' }).waitFor();
    show(host, waitingForNetwork(500));
    await page.getByRole('link', { name: '500 waiting to be delivered' }).waitFor();
    show(host, waitingForNetwork(500), refused);
    await page.getByRole('link', { name: '2 deliveries need attention' }).click();
    await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
  });

  test('a cause is told once, with what is safe, what to do and when it is tried next', async () => {
    const { host, page } = await openApp(browser, { hash: '#/deliveries' });
    await page.getByText('Nothing is waiting to be delivered.').waitFor();
    show(host, waitingForNetwork(500), refused);
    const network = card(page, 'Google can’t be reached');
    await network.getByText('500 deliveries to Google').waitFor();
    await network.getByText('Check the internet connection.').waitFor();
    await network.getByText('Next try in about 3 min.').waitFor();
    expect(await network.getByText(offline).count()).toBe(1);
    await network.getByRole('button', { name: 'Show the 500' }).click();
    expect(await network.getByRole('listitem').count()).toBe(51);
    await network.getByText('The 50 that wait longest are shown.').waitFor();
    expect(await network.getByText(offline).count()).toBe(1);

    const own = card(page, 'Google did not accept it');
    await own.getByRole('button', { name: 'Show the 2' }).click();
    await own.getByText('Google did not accept the row (badRequest).').waitFor();
    await own.getByRole('link', { name: 'No account name' }).waitFor();
  });

  test('one is put aside and taken back, all are tried again, and it is said what was done', async () => {
    const { host, page } = await openApp(browser, { hash: '#/deliveries' });
    show(host, refused);
    const own = card(page, 'Google did not accept it');
    await own.getByRole('button', { name: 'Show the 2' }).click();
    await own.getByRole('button', { name: 'More for Maple Grove Diner' }).click();
    await page.getByRole('menuitem', { name: 'Put aside' }).click();
    await page.getByText('1 delivery put aside.').waitFor();
    const aside = page.getByRole('region', { name: 'Put aside' });
    await aside.getByRole('link', { name: 'Maple Grove Diner' }).waitFor();
    await aside.getByRole('button', { name: 'Take back' }).click();
    await page.getByText('1 delivery taken back.').waitFor();
    await page.getByRole('button', { name: 'Try all again' }).click();
    await page.getByText('Trying 2 deliveries again now.').waitFor();
  });

  test('discarding names what will be lost, and keeping is what Enter does', async () => {
    const { host, page } = await openApp(browser, { hash: '#/deliveries' });
    show(host, waitingForNetwork(500));
    const discard = async () => {
      await page.getByRole('button', { name: 'More for: Google can’t be reached' }).click();
      await page.getByRole('menuitem', { name: 'Discard…' }).click();
    };
    await discard();
    const dialog = page.getByRole('dialog', { name: 'Discard 500 deliveries to Google?' });
    await dialog.getByText('Customer 5', { exact: true }).waitFor();
    await dialog.getByText('and 495 more').waitFor();
    await dialog.getByText(/stay on this computer/).waitFor();
    await isNamed(page, 'the dialog');
    await eventually(() => dialog.getByRole('button', { name: 'Keep them' }).evaluate(hasFocus)).toBe(true);
    await page.keyboard.press('Enter');
    await eventually(() => dialog.count()).toBe(0);
    expect(host.store.delivery.queue.groups).toHaveLength(1);

    await discard();
    await dialog.getByRole('button', { name: 'Discard 500 deliveries' }).click();
    await page.getByText('500 deliveries discarded.').waitFor();
    await page.getByText('Nothing is waiting to be delivered.').waitFor();
    expect(host.store.delivery.queue.groups).toEqual([]);
  });

  test('what changed while the question stood open is not discarded', async () => {
    const { host, page } = await openApp(browser, { hash: '#/deliveries' });
    show(host, waitingForNetwork(3));
    await page.getByRole('button', { name: 'More for: Google can’t be reached' }).click();
    await page.getByRole('menuitem', { name: 'Discard…' }).click();
    show(host, waitingForNetwork(4));
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Discard 3 deliveries' }).click();
    await dialog.getByText(/have changed meanwhile, so nothing was discarded/).waitFor();
    expect(await dialog.getByRole('button', { name: 'Discard 3 deliveries' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Keep them' }).click();
    await page.getByText('4 deliveries to Google').waitFor();
    expect(host.store.delivery.queue.groups).toMatchObject([{ count: 4 }]);
  });

  test('all of it can be done with the keyboard alone, and the focus is never lost', async () => {
    const { host, page } = await openApp(browser, { hash: '#/deliveries' });
    show(host, refused);
    await card(page, 'Google did not accept it').waitFor();
    const more = page.getByRole('button', { name: 'More for: Google did not accept it' });
    await page.getByRole('button', { name: 'Try all again' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Discard…' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Keep them' }).waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => more.evaluate(hasFocus)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Put aside' }).press('Enter');
    await page.getByText('2 deliveries put aside.').waitFor();
    await eventually(() => page.getByRole('heading', { name: 'Deliveries' }).evaluate(hasFocus)).toBe(true);
  });

  test('at 200 % zoom a long name and many causes fit, and everything has a name', async () => {
    const { host, page } = await openApp(browser, { hash: '#/deliveries', width: 640, height: 400 });
    const name = `Saint Bartholomew’s ${'Housing '.repeat(20)}Corporation${'x'.repeat(80)}`;
    show(
      host,
      { ...refused, count: 1, deliveries: [queuedDelivery(name, { problem: 'Google did not accept the row.' })] },
      waitingForNetwork(12),
    );
    await page.getByText('12 deliveries to Google').waitFor();
    await page.getByRole('button', { name: 'Show the 12' }).click();
    await fits(page, 'the deliveries');
    await isNamed(page, 'the deliveries');
  });

  test('where only a sign-in helps, trying again is not offered', async () => {
    const { host, page } = await openApp(browser, { hash: '#/deliveries' });
    show(host, queueGroup({ standing: 'waiting', cause: 'sign-in-needed', title: 'Waiting for a sign-in', count: 2 }));
    const own = card(page, 'Waiting for a sign-in');
    await own.getByRole('button', { name: 'Show the 2' }).click();
    await own.getByRole('link', { name: 'Customer 2' }).waitFor();
    expect(await page.getByRole('button', { name: /again/ }).count()).toBe(0);
  });
});
