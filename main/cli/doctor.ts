import { readFile as readBytes, readdir } from 'node:fs/promises';
import path from 'node:path';
import { type App, createApp } from '../app.ts';
import { toMegabytes } from '../documents/megabytes.ts';
import { CERTAIN, type FieldName } from '../extraction/field.ts';
import { emptyForm, type IntakeForm } from '../intake/submission.ts';
import { exitCode } from './exit-code.ts';
import { createHeadlessHost } from './headless-host.ts';
import { readFile } from './read-file.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/** What is printed on `assets/sample-bill.pdf`, an invented bill. */
const printed: { readonly [Name in FieldName]?: string } = {
  utility: 'NYSEG',
  accountNumber: '10052701270',
  poid: 'N01959059512796',
  monthlyUsageKwh: '1499',
};

const form: IntakeForm = {
  ...emptyForm,
  agentId: 'DOCTOR',
  accountName: 'Sample Customer',
  contactName: 'Sample Customer',
  title: 'Owner',
  phone: '(607) 555-0100',
  email: 'sample@example.com',
  utility: 'NYSEG',
  accountType: 'mass-market',
  developer: 'Sample Developer',
  consentTerms: true,
  consentSms: true,
};

/** The main job from end to end in a temporary folder, a line per step. The user's own data is not touched. */
export async function doctor(): Promise<number> {
  try {
    await inTemporaryFolder(examine);
    console.log('All is well.');
    return exitCode.done;
  } catch (cause) {
    if (!(cause instanceof Finding)) throw cause;
    console.error(`✗ ${cause.message}`);
    return exitCode.failed;
  }
}

/** A step that did not come out as it must; the message is for the person at the terminal. */
class Finding extends Error {}

async function examine(folder: string): Promise<void> {
  const host = createHeadlessHost({ dataFolder: path.join(folder, 'data') });
  if (!host) throw new Finding('The temporary folder could not be used.');
  const created = await createApp(host);
  if (!created.ok) throw new Finding(created.error.message);
  const app = created.value;
  try {
    passed(`Database opened and checked (SQLite, ${host.paths.data})`);
    const destination = path.join(folder, 'destination');
    const set = await app.rooms.settings.set({ destinationFolder: destination });
    if (!set.ok) throw new Finding(set.error.message);
    await app.start();
    const documentId = await readSampleBill(app.rooms, path.join(host.paths.assets, 'sample-bill.pdf'));
    await submitSample(app.rooms, documentId);
    await findDelivery(app.rooms, destination);
  } finally {
    await app.stop();
  }
}

async function readSampleBill(rooms: App['rooms'], bill: string): Promise<string> {
  const read = await readFile(rooms, bill, { onProgress: () => {} });
  if (!read.ok) throw new Finding(`The sample bill was not read: ${read.error.message}`);
  const { id, pages, reading } = read.value;
  if (!pages.every((page) => page.kind === 'read' && page.source === 'ocr')) {
    throw new Finding('The sample bill was not read by OCR.');
  }
  passed(
    `Sample bill read by OCR (${pages.length} pages, peak memory ${toMegabytes(rooms.pool.memory().peakBytes)} MB)`,
  );
  for (const [name, value] of Object.entries(printed)) {
    const field = reading?.fields[name as FieldName];
    if (field?.value !== value) throw new Finding(`The field ${name} was read as ${field?.value ?? 'nothing'}.`);
  }
  passed('Fields found: utility, account number, POID, usage');
  return id;
}

async function submitSample({ intake, reader }: App['rooms'], documentId: string): Promise<void> {
  const submissionId = 'doctor';
  intake.create(submissionId);
  intake.attachDocument({ submissionId, documentId });
  const fields = reader.progress(documentId)?.reading?.fields;
  // What a clerk does: confirms what the reading is not certain of.
  const decisions = Object.fromEntries(
    Object.entries(fields ?? {}).flatMap(([name, field]) =>
      field && field.confidence < CERTAIN ? [[name, { kind: 'confirmed', value: field.value } as const]] : [],
    ),
  );
  const submitted = intake.submit({ submissionId, form, decisions });
  if (!submitted.ok) throw new Finding(`The sample could not be submitted: ${submitted.error.message}`);
  if (submitted.value.state.kind !== 'submitted') {
    throw new Finding(`The sample stayed in the state ${submitted.value.state.kind}.`);
  }
  passed('Submission written together with its deliveries');
}

async function findDelivery({ delivery, outbox }: App['rooms'], destination: string): Promise<void> {
  await delivery.settled();
  const { waiting, rejected } = outbox.snapshot();
  if (waiting + rejected > 0) throw new Finding(`${waiting + rejected} deliveries are still owed.`);
  const entries = await readdir(destination, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const files = await Promise.all(folders.map((folder) => readdir(path.join(destination, folder.name))));
  const rows = (await readBytes(path.join(destination, 'submissions.csv'), 'utf8')).trimEnd().split('\n').length - 1;
  if (folders.length !== 1 || rows !== 1) throw new Finding(`Found ${folders.length} folders and ${rows} rows.`);
  if (!files.flat().includes('submission.json') || !files.flat().some((name) => name.endsWith('.pdf'))) {
    throw new Finding('The delivered folder lacks the bill or submission.json.');
  }
  passed('Delivered to a folder: the bill, submission.json and one row in submissions.csv');
}

function passed(step: string): void {
  console.log(`✓ ${step}`);
}
