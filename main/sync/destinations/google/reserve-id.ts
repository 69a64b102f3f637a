import type { DriveClient } from '../../../google/drive-client.ts';
import type { DriveFile } from '../../../google/drive-file.ts';
import type { GoogleProblem } from '../../../google/google-problem.ts';
import type { IdPool } from '../../../google/id-pool.ts';
import { ok, type Result } from '../../../result.ts';
import type { Delivery } from '../../destination.ts';

/**
 * An id for something of this submission that no receipt tells of. In doubt it may be there all the same, when the data
 * folder was restored from a backup older than its delivery: then it keeps the id it has.
 */
export async function reserveId(
  { drive, ids }: { readonly drive: Pick<DriveClient, 'findByProperty'>; readonly ids: IdPool },
  { submission, inDoubt }: Delivery,
  isMeant: (file: DriveFile) => boolean,
  signal: AbortSignal,
): Promise<Result<string, GoogleProblem>> {
  if (!inDoubt) return ids.take(signal);
  const found = await drive.findByProperty('greenwattSubmission', submission.id, signal);
  if (!found.ok) return found;
  const there = found.value.find(isMeant);
  return there ? ok(there.id) : ids.take(signal);
}
