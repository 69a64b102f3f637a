import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The browser to test with: `CHROMIUM_PATH`, else one at a usual place; null when there is none. */
export const chromiumPath: string | null =
  process.env.CHROMIUM_PATH ?? usualPlaces.find((candidate) => existsSync(candidate)) ?? null;

/** Put into the name of a test group, so that a report says in words why it was skipped. */
export const browserNote = chromiumPath === null ? ' (skipped: no Chromium found; set CHROMIUM_PATH)' : '';

export async function launchChromium(): Promise<Browser> {
  return chromium.launch(chromiumOptions());
}

/** How it is started here, also with a profile of its own. */
export function chromiumOptions() {
  if (chromiumPath === null) throw new Error('No Chromium found: set CHROMIUM_PATH');
  return { executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] };
}
