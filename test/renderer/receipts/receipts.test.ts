import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckState, Difference } from '../../../main/ipc/contract/google.ts';
import type { Receipt } from '../../../main/ipc/contract/receipts.ts';
import { emptyDraft } from '../../../renderer/capture/draft.ts';
import { browserNote, chromiumPath, launchChromium } from '../../support/chromium.ts';
import { setUp } from '../../support/ui-host/deliveries.ts';
import { eventually, fits, isNamed, openApp } from '../../support/ui-host/open-app.ts';
import type { UiHost } from '../../support/ui-host/ui-host.ts';

const id = '5b4c1f2e-6f0a-4a53-8f2b-1b5a7f6c9d10';
const at = Date.now();
const googleReceipt: Receipt = {
  destination: 'google',
  standing: { kind: 'delivered', at },
  items: [
    item('row', 'Row in the sheet', 'https://docs.google.com/spreadsheets/d/1s/edit#range=A14'),
    item('folder', '2026-11-22_Maple Grove Diner_NYSEG', 'https://drive.google.com/drive/folders/1a'),
    {
      ...item('file', 'bill.pdf', 'https://drive.google.com/file/d/1f'),
      checksum: { kind: 'md5', value: '9e107d9d372bb6826bd81d3542a419d6' },
    },
  ],
};

function item(kind: 'folder' | 'file' | 'row', name: string, link: string) {
  return { kind, name, link, path: null, checksum: null, deliveredAt: at };
}

const difference = (change: Partial<Difference>): Difference => ({
  id: `${change.kind ?? 'folder-trashed'}/${change.submissionId ?? id}`,
  submissionId: id,
  accountName: 'Maple Grove Diner',
  kind: 'folder-trashed',
  message: 'Its folder in Google Drive is in the trash. Repairing takes it out.',
  isRepairable: true,
  problem: null,
  ...change,
});

const found = (...differences: Difference[]): CheckState => ({
  activity: { kind: 'none' },
  problem: null,
  result: { checkedAt: at, checked: 12, repaired: 0, differenceCount: differences.length, differences },
});

function deliver(host: UiHost): void {
  host.store.submissions.set(id, {
    ...emptyDraft,
    form: { ...emptyDraft.form, accountName: 'Maple Grove Diner' },
    id,
    state: { kind: 'delivered', deliveredAt: at },
    version: 1,
    documentIds: [],
    createdAt: at,
    updatedAt: at,
    submittedAt: at,
    settled: null,
    hasUnsentEdits: false,
  });
  host.store.setDelivery({ google: setUp, receipts: [googleReceipt] });
}

async function openSubmission(page: Page): Promise<void> {
  await page.getByRole('row', { name: /Maple Grove Diner/ }).click();
  await page.getByRole('heading', { name: 'Receipts' }).waitFor();
}

describe.skipIf(chromiumPath === null)(`receipts and the check${browserNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('a submission leads to its folder, its bill and its row, in that order', async () => {
    const { host, page } = await openApp(browser);
    deliver(host);
    await openSubmission(page);
    const links = page.locator('.receipts a');
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
      'https://drive.google.com/drive/folders/1a',
      'https://drive.google.com/file/d/1f',
      'https://docs.google.com/spreadsheets/d/1s/edit#range=A14',
    ]);
    await page.getByText('MD5 9e107d9d…').waitFor();
  });

  test('“Check now” says what it found of this submission, and repairs it', async () => {
    const { host, page } = await openApp(browser);
    deliver(host);
    await openSubmission(page);
    await page.getByRole('button', { name: 'Check now' }).click();
    await eventually(() => host.store.delivery.asked).toEqual(['google.checkNow']);
    host.store.setDelivery({ check: { ...found(), activity: { kind: 'checking', filesSeen: 3, submissions: 12 } } });
    await page.getByText('Comparing 12 submissions: 3 files seen').waitFor();
    host.store.setDelivery({ check: found(difference({ submissionId: 'another', accountName: 'Old Mill' })) });
    await page.getByText('Everything is there as it was sent.').waitFor();
    host.store.setDelivery({ check: found(difference({})) });
    await page.getByText(/is in the trash/).waitFor();
    await page.getByRole('button', { name: 'Repair: Maple Grove Diner' }).click();
    await eventually(() => host.store.delivery.asked.at(-1)).toBe(
      `google.repair {"differenceIds":["folder-trashed/${id}"]}`,
    );
  });

  test('repairing all leaves alone what somebody may have changed on purpose', async () => {
    const { host, page } = await openApp(browser, { hash: '#/deliveries', width: 640, height: 400 });
    host.store.setDelivery({
      google: setUp,
      check: found(
        difference({ kind: 'folder-trashed', submissionId: 'a' }),
        difference({ kind: 'row-differs', submissionId: 'b', message: 'Row 14 was changed in Phone.' }),
        difference({ kind: 'row-doubled', submissionId: 'c', message: 'It stands twice.', isRepairable: false }),
        difference({ kind: 'file-missing', submissionId: 'd', message: 'The file is gone.' }),
      ),
    });
    await page.getByText('12 submissions compared: 4 differences.').waitFor();
    await fits(page, 'the check');
    await isNamed(page, 'the check');
    await page.getByRole('button', { name: 'Repair the 2 that are missing or in the trash' }).click();
    await page.getByRole('button', { name: 'Put ours back: Maple Grove Diner' }).click();
    await eventually(() => host.store.delivery.asked).toEqual([
      'google.repair {"differenceIds":["folder-trashed/a","file-missing/d"]}',
      'google.repair {"differenceIds":["row-differs/b"]}',
    ]);
  });
});
