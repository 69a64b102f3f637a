import type { BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { browserNote, chromiumOptions, chromiumPath } from '../../support/chromium.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { eventually, startIntake } from '../../support/ui-host/open-app.ts';
import { startUiHost, type UiHost } from '../../support/ui-host/ui-host.ts';

/** A person's own browser, which keeps its profile when it is quit. */
function ownBrowser() {
  const profile = tempFolder();
  let running: BrowserContext | null = null;
  onTestFinished(() => running?.close());
  return {
    async open(host: UiHost, hash = '') {
      running ??= await chromium.launchPersistentContext(profile, chromiumOptions());
      const page = await running.newPage();
      await page.goto(host.url + hash);
      return page;
    },
    async quit() {
      await running?.close();
      running = null;
    },
  };
}

describe.skipIf(chromiumPath === null)(`the last words before the window closes${browserNote}`, () => {
  const namesIn = (host: UiHost) => [...host.store.submissions.values()].map(({ form }) => form.accountName);
  /** As a person does: the page hears that it goes away. */
  async function closeTab(page: Page) {
    const closed = page.waitForEvent('close');
    await page.close({ runBeforeUnload: true });
    await closed;
  }
  async function openHost() {
    const host = await startUiHost();
    onTestFinished(() => host.close());
    return host;
  }

  test('are there after the tab was closed in mid-word, also of an intake that main had never heard of', async () => {
    const host = await openHost();
    const own = ownBrowser();
    const page = await own.open(host);
    await startIntake(page);
    await page.getByLabel('Account Name', { exact: true }).pressSequentially('Maple');
    await closeTab(page);
    await own.open(host);
    await eventually(() => namesIn(host)).toEqual(['Maple']);
  });

  test('are there after the browser was quit while the app did not answer, without the intake being opened', async () => {
    const host = await openHost();
    const own = ownBrowser();
    const page = await own.open(host);
    await startIntake(page);
    const name = page.getByLabel('Account Name', { exact: true });
    await name.pressSequentially('Maple');
    await page.getByText('Saved', { exact: true }).waitFor();
    host.disconnect();
    await name.pressSequentially(' Grove');
    await closeTab(page);
    await own.quit();
    host.reconnect();
    expect(namesIn(host)).toEqual(['Maple']);
    const again = await own.open(host);
    await eventually(() => namesIn(host)).toEqual(['Maple Grove']);
    // Nothing of a customer stays behind in the browser.
    await eventually(() => again.evaluate(() => localStorage.length)).toBe(0);
  });

  test('do not come over what was typed elsewhere since', async () => {
    const host = await openHost();
    const own = ownBrowser();
    const page = await own.open(host);
    await startIntake(page);
    await page.getByLabel('Account Name', { exact: true }).pressSequentially('Maple');
    await page.getByText('Saved', { exact: true }).waitFor();
    host.disconnect();
    await page.getByLabel('Account Name', { exact: true }).pressSequentially(' Grove');
    await page.getByLabel('Title').pressSequentially('Owner');
    await closeTab(page);
    host.reconnect();
    const [id = ''] = host.store.submissions.keys();
    const { form } = host.store.update(id, {});
    host.store.update(id, { form: { ...form, accountName: 'Maple Hill', email: 'ann@maple.example' } });
    await own.open(host);
    await eventually(() => host.store.submissions.get(id)?.form).toMatchObject({
      accountName: 'Maple Hill',
      title: 'Owner',
      email: 'ann@maple.example',
    });
  });

  test.each(['{"draft":', '{"form":{},"decisions":{}}'])(
    '%s left in the browser keeps no intake from opening',
    async (left) => {
      const host = await openHost();
      const own = ownBrowser();
      const page = await own.open(host);
      await startIntake(page);
      await page.getByLabel('Account Name', { exact: true }).pressSequentially('Maple');
      await page.getByText('Saved', { exact: true }).waitFor();
      const [id = ''] = host.store.submissions.keys();
      await page.evaluate(([key = '', text = '']) => localStorage.setItem(key, text), [`unsaved-draft:${id}`, left]);
      await page.reload();
      await eventually(() => page.getByLabel('Account Name', { exact: true }).inputValue()).toBe('Maple');
      await eventually(() => page.evaluate(() => localStorage.length)).toBe(0);
    },
  );
});
