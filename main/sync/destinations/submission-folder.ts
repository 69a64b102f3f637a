import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Delivery, DeliverySubmission } from '../destination.ts';
import { flushFolder, replaceFile, writeFlushed } from './durable-files.ts';
import { isMissing } from './folder-problems.ts';
import { folderName, numbered } from './safe-names.ts';

/** The file that says whose folder it is; what a repeated delivery is recognised by. */
const recordName = 'submission.json';

/**
 * Makes sure that the submission has its folder under `root`, with a `submission.json` of this version in it; answers
 * the folder's name. A folder made earlier is found again, also one that the office has renamed.
 */
export async function ensureSubmissionFolder(root: string, delivery: Delivery, timeZone: string): Promise<string> {
  const content = recordOf(delivery.submission);
  const name = await findFolder(root, delivery, timeZone);
  if (name === null) return createFolder(root, delivery, content, timeZone);
  await replaceFile(path.join(root, name, recordName), content);
  return name;
}

/** Null when the submission has none there. */
export async function findFolder(root: string, delivery: Delivery, timeZone: string): Promise<string | null> {
  const { submission, receipts, inDoubt } = delivery;
  const receipt = receipts.get('folder');
  const known = receipt?.root === root && typeof receipt.name === 'string' ? receipt.name : null;
  if (known !== null && (await ownerOf(path.join(root, known))) === submission.id) return known;

  const wanted = folderName({ ...submission, ...namesOf(submission) }, timeZone);
  for (let n = 1; ; n++) {
    const name = numbered(wanted, n);
    const owner = await ownerOf(path.join(root, name));
    if (owner === submission.id) return name;
    if (owner === null) break;
  }
  // It was there, or may be, but not under its name: only then is every folder opened.
  return known !== null || inDoubt ? searchAll(root, submission.id) : null;
}

/** The folder appears complete with its record or not at all: it is filled under another name first. */
async function createFolder(root: string, delivery: Delivery, content: string, timeZone: string): Promise<string> {
  const { submission } = delivery;
  const partial = path.join(root, `.${submission.id}.partial`);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial);
  await writeFlushed(path.join(partial, recordName), content);
  await flushFolder(partial);
  const wanted = folderName({ ...submission, ...namesOf(submission) }, timeZone);
  for (let n = 1; ; n++) {
    const name = numbered(wanted, n);
    if (await isThere(path.join(root, name))) continue;
    try {
      await rename(partial, path.join(root, name));
    } catch (cause) {
      // Another desktop took the name between the look and the rename; how that is told differs by system.
      if (!(await isThere(path.join(root, name)))) throw cause;
      continue;
    }
    await flushFolder(root);
    return name;
  }
}

async function searchAll(root: string, submissionId: string): Promise<string | null> {
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    if ((await ownerOf(path.join(root, entry.name))) === submissionId) return entry.name;
  }
  return null;
}

/** The submission whose folder this is; '' when it is someone else's folder or file; null when there is none. */
async function ownerOf(folder: string): Promise<string | null> {
  try {
    const record: unknown = JSON.parse(await readFile(path.join(folder, recordName), 'utf8'));
    const isOurs = typeof record === 'object' && record !== null && 'submissionId' in record;
    return isOurs && typeof record.submissionId === 'string' ? record.submissionId : '';
  } catch (cause) {
    if (cause instanceof SyntaxError) return '';
    if (!isMissing(cause)) throw cause;
    return (await isThere(folder)) ? '' : null;
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (cause) {
    if (isMissing(cause)) return false;
    throw cause;
  }
}

function namesOf({ form, settled }: DeliverySubmission): { accountName: string; utility: string } {
  return { accountName: form.accountName || settled.customerName, utility: form.utility || settled.utility };
}

/** Made for other programs to read: field names as in our code, times in ISO 8601 UTC. */
function recordOf({ id, version, submittedAt, form, settled, agentName, documents }: DeliverySubmission): string {
  const record = {
    submissionId: id,
    version,
    submittedAt: new Date(submittedAt).toISOString(),
    form,
    agentName,
    bill: settled,
    files: documents.map(({ fileName, kind, sha256, sizeBytes }) => ({ fileName, kind, sha256, sizeBytes })),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}
