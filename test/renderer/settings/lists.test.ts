import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNote, chromiumPath, launchChromium } from '../../support/chromium.ts';
import { notSetUp } from '../../support/ui-host/delivery-handlers.ts';
import { eventually, fits, openApp, startIntake } from '../../support/ui-host/open-app.ts';

const fromSheet = {
  ...notSetUp.lists,
  sheet: { title: 'Office lists', link: 'https://docs.google.com/spreadsheets/d/1s/edit' },
};

describe.skipIf(chromiumPath === null)(`the lists${browserNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('without a sheet it says whose lists are used', async () => {
    const { page } = await openApp(browser, { hash: '#/settings/lists' });
    await page.getByText(/The app’s own list of utilities/).waitFor();
    expect(await page.getByRole('button', { name: 'Refresh now' }).count()).toBe(0);
  });

  test('their source, their age, the rows that were left out and a missing tab are told', async () => {
    const { host, page } = await openApp(browser, { hash: '#/settings/lists', width: 640, height: 400 });
    host.store.setDelivery({
      lists: {
        ...fromSheet,
        problem: 'Google can’t be reached.',
        badRows: [{ tab: 'Agents', row: 4, message: 'The ID A-104 is there twice.' }],
        missingTabs: ['Developers'],
      },
    });
    await page.getByRole('link', { name: /Office lists/ }).waitFor();
    await page.getByText(/Read \d+ days ago/).waitFor();
    await page.getByText('Google can’t be reached. Until then the lists read before are used.').waitFor();
    await page.getByRole('row', { name: 'Agents 4 The ID A-104 is there twice.' }).waitFor();
    await page.getByText(/The sheet has no tab “Developers”/).waitFor();
    await fits(page, 'the lists');
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await page.getByText(/Reading them now/).waitFor();
  });

  test('an unknown agent is told while the clerk types, but not before it could be a known one', async () => {
    const { page } = await openApp(browser);
    await startIntake(page);
    const agent = page.getByLabel('Agent ID');
    const problem = page.getByText(/is not on the list/);
    await agent.pressSequentially('A-1');
    await page.getByRole('option', { name: /A-104/ }).waitFor();
    expect(await problem.count()).toBe(0);
    await agent.fill('A-1999');
    await problem.waitFor();
    await agent.fill('A-117');
    await page.getByText('Luis Romero').first().waitFor();
    await eventually(() => problem.count()).toBe(0);
    await agent.fill('A-1');
    await page.getByLabel('Contact Full Name').focus();
    await problem.waitFor();
  });
});
