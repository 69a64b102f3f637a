/**
 * Run as a process of its own: the whole app without a window. Takes in a bill, submits it at once, and waits until
 * it is read and delivered; started again, it goes on. Says the number of pages read at each change, then `delivered`.
 * Made to be killed at any moment: `node submit-bill.ts <data folder> <destination> <bill>`.
 */
import { homedir } from 'node:os';
import path from 'node:path';
import { createApp } from '../../main/app.ts';
import { ocrProcessEnv, ocrProcessFlags } from '../../main/documents/ocr-protocol.ts';
import { createNodeHost } from '../../main/hosting/node-host.ts';
import { filledForm } from './office.ts';

const [, , dataFolder, destinationFolder, bill] = process.argv;
if (!dataFolder || !destinationFolder || !bill) throw new Error('Usage: submit-bill.ts DATA DESTINATION BILL');

const host = createNodeHost({
  kind: 'headless',
  appFolder: path.join(import.meta.dirname, '../..'),
  dataFolder,
  system: { platform: process.platform, env: process.env, homeFolder: homedir() },
  ocr: { execArgv: ocrProcessFlags, env: { ...process.env, ...ocrProcessEnv } },
});
if (!host.ok) throw new Error(host.error.message);
const created = await createApp(host.value);
if (!created.ok) throw new Error(created.error.message);
const { rooms, start, stop } = created.value;
const submissionId = '0f7e4f2e-52b5-4c0c-9b59-3c1f6d2f8a11';

await rooms.settings.set({ destinationFolder });
await start();
const taken = await rooms.takeIn.takeInFile(bill);
if (!taken.ok) throw new Error(taken.error.message);
const { documentId } = taken.value;
rooms.intake.create(submissionId);
rooms.intake.attachDocument({ submissionId, documentId });
const typed = (value: string) => ({ kind: 'typed', value }) as const;
if (rooms.storage.submissions.get(submissionId)?.state.kind === 'draft') {
  const submitted = rooms.intake.submit({
    submissionId,
    form: filledForm,
    decisions: {
      utility: typed('NYSEG'),
      customerName: typed('Maple Grove Diner'),
      serviceAddress: typed('18 Orchard St, Binghamton NY 13901'),
      accountNumber: typed('10012345678'),
      poid: typed('N01000012345678'),
      monthlyUsageKwh: typed('512'),
      annualUsageKwh: typed('6144'),
    },
  });
  if (!submitted.ok) throw new Error(submitted.error.message);
}

await new Promise<void>((resolve) => {
  const look = () => {
    const kind = rooms.storage.submissions.get(submissionId)?.state.kind;
    console.log(`${rooms.reader.progress(documentId)?.pagesSettled} pages, ${kind}`);
    if (kind === 'delivered') resolve();
    else setTimeout(look, 100);
  };
  look();
});
console.log('delivered');
await stop();
