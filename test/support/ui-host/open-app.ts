import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { startUiHost, type UiHost } from './ui-host.ts';

export type OpenApp = { readonly host: UiHost; readonly page: Page };

type Options = {
  readonly pageMs?: number | 'by-hand';
  readonly width?: number;
  readonly height?: number;
  /** Where it opens, such as `#/deliveries`. */
  readonly hash?: string;
};

/** The app in a window of its own, for the test that asks; a script error on the page fails that test. */
export async function openApp(
  browser: Browser,
  { pageMs, width = 1280, height = 800, hash = '' }: Options = {},
): Promise<OpenApp> {
  const host = await startUiHost(pageMs === undefined ? {} : { pageMs });
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  onTestFinished(async () => {
    await context.close();
    await host.close();
    if (errors.length > 0) throw new AggregateError(errors, 'the page threw');
  });
  await page.goto(host.url + hash);
  return { host, page };
}

/** Waits until it holds, however slow the machine. */
export const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 120_000 });

/** Nothing reaches over the right edge. */
export async function fits(page: Page, screen: string): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess, `${screen} is wider than the window`).toBeLessThanOrEqual(0);
}

/** Everything that can be worked has a name that a screen reader can say. */
export async function isNamed(page: Page, screen: string): Promise<void> {
  for (const role of ['button', 'link', 'textbox', 'switch', 'menuitem', 'dialog', 'region'] as const) {
    const nameless = await page.getByRole(role, { name: /^\s*$/ }).count();
    expect(nameless, `${screen} has a ${role} without a name`).toBe(0);
  }
}

/** A file as the browser hands it over; the stand-in's script goes by its name, its bytes tell it from others. */
export const billFile = (name: string, fill = name.length) => ({
  name,
  mimeType: '',
  buffer: Buffer.alloc(50_000, fill),
});

export async function startIntake(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'New intake' }).click();
  await page.getByRole('heading', { name: 'New intake' }).waitFor();
}

/** Fills what main asks for, as a clerk would: by the labels. */
export async function fillForm(page: Page): Promise<void> {
  await page.getByLabel('Agent ID').fill('A-104');
  await page.getByLabel('Account Name', { exact: true }).fill('Maple Grove Diner');
  await page.getByLabel('Contact Full Name').fill('Ann Grove');
  await page.getByLabel('Title').fill('Owner');
  await page.getByLabel('Phone').fill('607-555-0123');
  await page.getByLabel('Email').fill('ann@maplegrove.example');
  await choose(page, 'form-utility', 'NYSEG');
  await choose(page, 'form-accountType', 'Small Demand <25 KW');
  await choose(page, 'form-developer', 'Meadow Solar');
  await page.getByLabel(/Terms & Conditions/).check();
}

async function choose(page: Page, inputId: string, option: string): Promise<void> {
  await page.locator(`#${inputId}`).fill(option);
  await page.getByRole('option', { name: option }).click();
}
