import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNote, chromiumPath, launchChromium } from '../../support/chromium.ts';
import { fits, openApp } from '../../support/ui-host/open-app.ts';

describe.skipIf(chromiumPath === null)(`exporting the logs${browserNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('gives the browser one file, and says what it is called', async () => {
    const { page } = await openApp(browser, { hash: '#/settings/computer' });
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export logs…' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('greenwatt-logs-20261122T0138.zip');
    expect(await readFile(await download.path(), 'utf8')).toBe('PK');
    await page.getByText('greenwatt-logs-20261122T0138.zip is among your downloads.').waitFor();
    await fits(page, 'the settings of this computer');
  });
});
