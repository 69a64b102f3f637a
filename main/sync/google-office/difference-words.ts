import type { Difference } from '../destinations/google/reconcile.ts';

/** What differs, and what putting it right does, for the person who decides. Pure. */
export function differenceWords(difference: Difference): string {
  switch (difference.kind) {
    case 'folder-missing':
      return 'Its folder in Google Drive is gone, and its bills with it. Repairing makes them again.';
    case 'folder-trashed':
      return 'Its folder in Google Drive is in the trash. Repairing takes it out.';
    case 'file-missing':
      return `The file "${difference.name}" is gone. Repairing sends it again.`;
    case 'file-trashed':
      return `The file "${difference.name}" is in the trash. Repairing takes it out.`;
    case 'file-changed':
      return `The file "${difference.name}" is not the one that was sent. Repairing replaces it with ours.`;
    case 'row-missing':
      return 'Its row is not in the sheet any more. Repairing adds it again.';
    case 'row-differs':
      return `Row ${difference.row} was changed in ${difference.columns.join(', ')}. Repairing writes ours again; leave it if the office corrected it there.`;
    case 'row-doubled':
      return `It stands in rows ${difference.rows.join(' and ')}. Delete the rows you don't want; the app deletes none.`;
    default:
      return difference satisfies never;
  }
}

/** The same for the same difference found again. */
export function differenceId(difference: Difference): string {
  const { kind, submissionId } = difference;
  return 'documentId' in difference ? `${kind}/${submissionId}/${difference.documentId}` : `${kind}/${submissionId}`;
}
