import type { GoogleTarget } from '../../main/sync/destinations/google/google.ts';
import { rowHeaders } from '../../main/sync/submission-row.ts';
import { foldersUnder, sheetRows } from '../support/google/delivery-rig.ts';
import type { LocalGoogle } from '../support/google/local-google.ts';
import { FOLDER_MIME, type RemoteFile } from '../support/google/remote-state.ts';
import { idOf, lastVersionOf, md5, versionsOf } from './plan.ts';

/**
 * Holds what is at Google against the plan: for each submission one folder with the right bills by MD5 and one row with the
 * last edit, and nothing else anywhere. Empty when that is so. Folders that staff put into the trash are named apart.
 */
export function complaints(
  google: LocalGoogle,
  target: GoogleTarget,
  submissions: number,
): { readonly wrong: readonly string[]; readonly trashedFolders: readonly string[] } {
  const wrong: string[] = [];
  const folders = foldersUnder(google, target);
  const files = [...google.state.files.values()].filter(
    ({ id, mimeType }) => mimeType !== FOLDER_MIME && id !== target.spreadsheetId,
  );
  const foldersOf = Map.groupBy(folders, (folder) => folder.appProperties.greenwattSubmission);
  const filesIn = Map.groupBy(files, (file) => file.parents.join());
  const rowsOf = Map.groupBy(sheetRows(google, target), (row) => row['Unique ID']);
  const known = new Set<string | undefined>();

  for (let n = 0; n < submissions; n += 1) {
    const id = idOf(n);
    known.add(id);
    const [folder, ...moreFolders] = foldersOf.get(id) ?? [];
    const [row, ...moreRows] = rowsOf.get(id) ?? [];
    if (folder === undefined) wrong.push(`${id}: no folder`);
    if (moreFolders.length > 0) wrong.push(`${id}: ${moreFolders.length + 1} folders`);
    if (row === undefined) wrong.push(`${id}: no row`);
    if (moreRows.length > 0) wrong.push(`${id}: ${moreRows.length + 1} rows`);
    const its = folder === undefined ? [] : (filesIn.get(folder.id) ?? []);
    if (folder !== undefined) wrong.push(...wrongInFolder(n, folder, its));
    if (row !== undefined) wrong.push(...wrongInRow(n, row, folder, its));
  }
  for (const id of foldersOf.keys()) if (!known.has(id)) wrong.push(`a folder of ${id}`);
  for (const id of rowsOf.keys()) if (!known.has(id)) wrong.push(`a row of "${id}"`);
  const homes = new Set(folders.map(({ id }) => id));
  for (const file of files) if (!homes.has(file.parents.join())) wrong.push(`a file outside: ${file.name}`);
  const trashedFolders = folders
    .filter((folder) => folder.trashed)
    .map((each) => each.appProperties.greenwattSubmission);
  return { wrong, trashedFolders: trashedFolders.map(String) };
}

function wrongInFolder(n: number, folder: RemoteFile, files: readonly RemoteFile[]): readonly string[] {
  const last = lastVersionOf(n);
  const expected = last.bills.map(md5).sort();
  const there = files
    .filter((file) => !file.trashed)
    .map((file) => file.md5Checksum ?? '')
    .sort();
  const everSent = new Set(versionsOf(n).flatMap(({ bills }) => bills.map(md5)));
  return [
    ...(folder.name.endsWith(`_${last.form.accountName}_NYSEG`) ? [] : [`${idOf(n)}: its folder is "${folder.name}"`]),
    ...(there.join() === expected.join() ? [] : [`${idOf(n)}: bills ${there} instead of ${expected}`]),
    // Of a bill that was taken off while it was being sent, half may lie in the trash; nothing was made twice.
    ...(files.length <= everSent.size ? [] : [`${idOf(n)}: ${files.length} files of ${everSent.size} bills`]),
  ];
}

function wrongInRow(
  n: number,
  row: Readonly<Record<string, string>>,
  folder: RemoteFile | undefined,
  files: readonly RemoteFile[],
): readonly string[] {
  const { form, bills } = lastVersionOf(n);
  const bill = files.find((file) => !file.trashed);
  const expected: Record<string, string> = {
    'Account Name': form.accountName,
    'Business Entity Name': form.businessName,
    'Contact Name': form.contactName,
    Title: form.title,
    Email: form.email,
    'Service Address': '1 Sample Road, ITHACA NY 14850',
    'Utility Provider (Form)': form.utility,
    'Account Number (OCR)': '10012345678',
    POID: 'N01000000000001',
    'Monthly Usage (OCR)': '812',
    'Annual Usage (OCR)': '9744',
    'Agent ID': form.agentId,
    'CDG Enrollment Status': '',
  };
  const link = row['Utility Bill Link'] ?? '';
  const linked = bills.length === 1 ? bill?.id : folder?.id;
  const strays = Object.keys(row).filter((name) => !rowHeaders.some((ours) => ours === name) && row[name] !== '');
  return [
    ...Object.keys(expected).flatMap((name) =>
      row[name] === expected[name] ? [] : [`${idOf(n)}: ${name} "${row[name]}" instead of "${expected[name]}"`],
    ),
    ...(linked !== undefined && link.includes(linked) ? [] : [`${idOf(n)}: its link is "${link}"`]),
    ...strays.map((name) => `${idOf(n)}: "${row[name]}" in the column "${name}"`),
  ];
}
