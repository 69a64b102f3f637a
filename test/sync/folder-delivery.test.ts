import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, onTestFinished, test } from 'vitest';
import { filledForm, type Office, openOffice } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const submittedAt = Date.parse('2026-03-10T16:05:00Z');

function office(options: Partial<Parameters<typeof openOffice>[0]> = {}): Office {
  const opened = openOffice({ root: tempFolder(), now: () => submittedAt, start: true, ...options });
  onTestFinished(() => opened.close());
  return opened;
}

function listRows({ destinationFolder }: Office): Record<string, string>[] {
  return parse(readFileSync(path.join(destinationFolder, 'submissions.csv')), { bom: true, columns: true });
}

const folders = ({ destinationFolder }: Office) =>
  readdirSync(destinationFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

test('a submission becomes a folder with its bill and record, and a row', async () => {
  const here = office();
  const id = here.submit({}, [here.putDocument('the bill', { fileName: 'Bill March.PDF' })]);
  await here.loop.settled();

  expect(here.storage.submissions.get(id)?.state).toEqual({ kind: 'delivered', deliveredAt: submittedAt });
  expect(readdirSync(here.destinationFolder).sort()).toEqual(['2026-03-10_Example Dairy_NYSEG', 'submissions.csv']);
  const folder = path.join(here.destinationFolder, '2026-03-10_Example Dairy_NYSEG');
  expect(readdirSync(folder).sort()).toEqual(['Bill March.PDF', 'submission.json']);
  expect(readFileSync(path.join(folder, 'Bill March.PDF'), 'utf8')).toBe('the bill');
  expect(JSON.parse(readFileSync(path.join(folder, 'submission.json'), 'utf8'))).toMatchObject({
    submissionId: id,
    version: 1,
    form: filledForm,
    bill: { accountNumber: '10012345678' },
  });
  expect(listRows(here)).toEqual([
    {
      'Unique ID': id,
      'Submission Date': '2026-03-10 12:05',
      'Business Entity Name': '',
      'Account Name': 'Example Dairy',
      'Contact Name': 'Pat Example',
      Title: 'Owner',
      Phone: '607-555-0123',
      Email: 'pat@example.com',
      'Service Address': '1 Sample Road, ITHACA NY 14850',
      'Developer Assigned': 'To be assigned',
      'Account Type': 'Small Demand <25 KW',
      'Utility Provider (Form)': 'NYSEG',
      'Utility Name (OCR)': 'NYSEG',
      'Account Number (OCR)': '10012345678',
      POID: 'N01000000000001',
      'Monthly Usage (OCR)': '812',
      'Annual Usage (OCR)': '9744',
      'Agent ID': 'A-17',
      'Agent Name': '',
      'POA ID': '',
      'Utility Bill Link': '2026-03-10_Example Dairy_NYSEG/Bill March.PDF',
      'POA Link': '',
      'Agreement Link': '',
      'Terms & Conditions Link': '',
      'CDG SMS Sent': '',
      'CDG Enrollment Status': '',
    },
  ]);
});

test('two submissions of one name get a folder each', async () => {
  const here = office();
  here.submit({}, [here.putDocument('one')]);
  here.submit({}, [here.putDocument('two')]);
  await here.loop.settled();
  expect(folders(here)).toEqual(['2026-03-10_Example Dairy_NYSEG', '2026-03-10_Example Dairy_NYSEG (2)']);
  expect(listRows(here)).toHaveLength(2);
});

test('two bills of one name lie side by side', async () => {
  const here = office();
  here.submit({}, [here.putDocument('one'), here.putDocument('two')]);
  await here.loop.settled();
  const folder = path.join(here.destinationFolder, folders(here)[0] ?? '');
  expect(readFileSync(path.join(folder, 'bill.pdf'), 'utf8')).toBe('one');
  expect(readFileSync(path.join(folder, 'bill (2).pdf'), 'utf8')).toBe('two');
  expect(listRows(here)[0]?.['Utility Bill Link']).toBe(
    '2026-03-10_Example Dairy_NYSEG/bill.pdf; 2026-03-10_Example Dairy_NYSEG/bill (2).pdf',
  );
});

test('an edit changes the same folder and row, and takes off the file that was taken off', async () => {
  const here = office();
  const wrong = here.putDocument('wrong bill', { fileName: 'wrong.pdf' });
  const id = here.submit({}, [wrong]);
  await here.loop.settled();

  here.intake.detachDocument({ submissionId: id, documentId: wrong });
  here.intake.attachDocument({
    submissionId: id,
    documentId: here.putDocument('right bill', { fileName: 'right.pdf' }),
  });
  const edited = { ...filledForm, accountName: 'Example Creamery', phone: '607 555 9999' };
  here.intake.submit({ submissionId: id, form: edited, decisions: {} });
  await here.loop.settled();

  expect(here.storage.submissions.get(id)).toMatchObject({ version: 2, state: { kind: 'delivered' } });
  expect(folders(here)).toEqual(['2026-03-10_Example Dairy_NYSEG']);
  const folder = path.join(here.destinationFolder, folders(here)[0] ?? '');
  expect(readdirSync(folder).sort()).toEqual(['right.pdf', 'submission.json']);
  expect(JSON.parse(readFileSync(path.join(folder, 'submission.json'), 'utf8'))).toMatchObject({ version: 2 });
  expect(listRows(here)).toMatchObject([
    {
      'Unique ID': id,
      'Account Name': 'Example Creamery',
      Phone: '607-555-9999',
      'Utility Bill Link': '2026-03-10_Example Dairy_NYSEG/right.pdf',
    },
  ]);
});

test('a list that the office has sorted, widened and edited keeps all of that through an edit', async () => {
  const here = office();
  const first = here.submit({ accountName: 'First' }, [here.putDocument('one')]);
  const second = here.submit({ accountName: 'Second' }, [here.putDocument('two')]);
  await here.loop.settled();

  const list = path.join(here.destinationFolder, 'submissions.csv');
  const [header = [], one = [], two = []] = parse(readFileSync(list), { bom: true });
  const statusColumn = header.indexOf('CDG Enrollment Status');
  const titleColumn = header.indexOf('Title');
  one[statusColumn] = 'enrolled';
  one[titleColumn] = 'Co-owner, as told on the phone';
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell}"`).join(',');
  const officeText = [
    `"Office, notes",${line(header)}`,
    `"two\nlines",${line(two)}`,
    `call back,${line(one)}`,
    'a line of its own',
  ].join('\n');
  writeFileSync(list, officeText);

  here.intake.submit({ submissionId: first, form: { ...filledForm, accountName: 'First, Inc.' }, decisions: {} });
  await here.loop.settled();

  const lines = readFileSync(list, 'utf8');
  expect(lines).toContain(`"two\nlines",${line(two)}\r\n`);
  expect(lines).toContain('a line of its own\r\n');
  const rows: Record<string, string>[] = parse(lines, { bom: true, columns: true, relax_column_count: true });
  expect(rows.map((row) => row['Unique ID'])).toEqual([second, first, undefined]);
  expect(rows[1]).toMatchObject({
    'Office, notes': 'call back',
    'Account Name': 'First, Inc.',
    Title: 'Co-owner, as told on the phone',
    'CDG Enrollment Status': 'enrolled',
  });
});

test('a folder that the office has renamed is found again', async () => {
  const here = office();
  const id = here.submit({}, [here.putDocument('one')]);
  await here.loop.settled();
  const renamed = path.join(here.destinationFolder, 'Dairy (done)');
  renameSync(path.join(here.destinationFolder, folders(here)[0] ?? ''), renamed);
  here.intake.submit({ submissionId: id, form: { ...filledForm, title: 'Manager' }, decisions: {} });
  await here.loop.settled();
  expect(folders(here)).toEqual(['Dairy (done)']);
  expect(listRows(here)).toMatchObject([{ Title: 'Manager', 'Utility Bill Link': 'Dairy (done)/bill.pdf' }]);
});

test('a file of the office under the same name is never overwritten', async () => {
  const here = office();
  const id = here.submit({}, [here.putDocument('one')]);
  await here.loop.settled();
  const bill = path.join(here.destinationFolder, folders(here)[0] ?? '', 'bill.pdf');
  writeFileSync(bill, 'one, with a note of the office');
  here.intake.submit({ submissionId: id, form: { ...filledForm, title: 'Manager' }, decisions: {} });
  await here.loop.settled();
  expect(readFileSync(bill, 'utf8')).toBe('one, with a note of the office');
  expect(readFileSync(path.join(path.dirname(bill), 'bill (2).pdf'), 'utf8')).toBe('one');
});

test('a destination that vanishes is told, not replaced, and delivery goes on when it is back', async () => {
  const root = tempFolder();
  let clock = submittedAt;
  const here = office({ root, now: () => clock });
  here.submit({ accountName: 'First' }, [here.putDocument('one')]);
  await here.loop.settled();
  const away = path.join(root, 'unplugged');
  renameSync(here.destinationFolder, away);

  const id = here.submit({ accountName: 'Second' }, [here.putDocument('two')]);
  await here.loop.settled();
  expect(existsSync(here.destinationFolder)).toBe(false);
  expect(here.storage.submissions.get(id)?.state.kind).toBe('submitted');
  const waiting = here.outbox.snapshot().entries[0];
  expect(waiting).toMatchObject({ cause: 'folder-missing', attempts: 0 });
  expect(waiting?.problem).toContain(here.destinationFolder);

  renameSync(away, here.destinationFolder);
  clock += 1;
  here.loop.wake();
  await here.loop.settled();
  expect(here.storage.submissions.get(id)?.state.kind).toBe('delivered');
  expect(listRows(here)).toHaveLength(2);
});

test('a damaged original is rejected alone and says whose turn it is', async () => {
  const here = office();
  const documentId = here.putDocument('one');
  const good = here.putDocument('two');
  const sha256 = here.db.prepare<[string], string>('SELECT sha256 FROM documents WHERE id = ?').pluck().get(documentId);
  writeFileSync(here.originalPath(String(sha256)), 'onX');
  const bad = here.submit({ accountName: 'Bad' }, [documentId]);
  const fine = here.submit({ accountName: 'Fine' }, [good]);
  await here.loop.settled();
  expect(here.storage.submissions.get(bad)?.state).toMatchObject({ kind: 'failed', turn: 'office' });
  expect(here.storage.submissions.get(fine)?.state.kind).toBe('delivered');

  writeFileSync(here.originalPath(String(sha256)), 'one');
  expect(await here.queue.retry({ kind: 'submission', submissionId: bad })).toBe(1);
  expect(here.storage.submissions.get(bad)?.state.kind).toBe('submitted');
  await here.loop.settled();
  expect(here.storage.submissions.get(bad)?.state.kind).toBe('delivered');
});

test('a list that is not ours, or open in LibreOffice, is left alone and named', async () => {
  const here = office();
  const list = path.join(here.destinationFolder, 'submissions.csv');
  here.submit({}, [here.putDocument('one')]);
  await here.loop.settled();
  writeFileSync(list, 'Name,Price\nMilk,3\n');
  here.submit({ accountName: 'Second' }, [here.putDocument('two')]);
  await here.loop.settled();
  expect(readFileSync(list, 'utf8')).toBe('Name,Price\nMilk,3\n');
  expect(here.outbox.snapshot().entries).toMatchObject([{ kind: 'row', cause: 'not-our-list' }]);

  rmSync(list);
  const lock = path.join(here.destinationFolder, '.~lock.submissions.csv#');
  writeFileSync(lock, ',someone,');
  await here.queue.retry({ kind: 'all' });
  await here.loop.settled();
  expect(here.outbox.snapshot().entries).toMatchObject([{ kind: 'row', cause: 'open-in-libreoffice' }]);

  rmSync(lock);
  await here.queue.retry({ kind: 'all' });
  await here.loop.settled();
  expect(listRows(here)).toMatchObject([{ 'Account Name': 'Second' }]);
});
