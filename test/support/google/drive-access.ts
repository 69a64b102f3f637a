import { type AccessToken, FOLDER_MIME, type RemoteFile, type RemoteState, SHEET_MIME } from './remote-state.ts';
import { type Call, driveRefusal } from './reply.ts';

const DRIVE = 'https://www.googleapis.com/auth/drive';
const DRIVE_FILE = 'https://www.googleapis.com/auth/drive.file';
const SHEETS = 'https://www.googleapis.com/auth/spreadsheets';

/** The role by itself or from a folder above; `*` stands for anyone with the link. */
export function roleOf(state: RemoteState, file: RemoteFile, account: string): 'writer' | 'reader' | null {
  const own = file.access[account] ?? file.access['*'];
  if (own !== undefined) return own;
  for (const parent of file.parents) {
    const above = state.files.get(parent);
    const role = above ? roleOf(state, above, account) : null;
    if (role !== null) return role;
  }
  return null;
}

/** Trashed itself or with a folder above it. */
export function isTrashed(state: RemoteState, file: RemoteFile): boolean {
  return (
    file.trashed ||
    file.parents.some((parent) => {
      const above = state.files.get(parent);
      return above !== undefined && isTrashed(state, above);
    })
  );
}

/** `drive.file` sees only what this app made or was given; a full scope sees all that the account may. */
export function scopeSees(access: AccessToken, file: RemoteFile, api: 'drive' | 'sheets'): boolean {
  if (access.scopes.includes(DRIVE)) return true;
  if (api === 'sheets' && access.scopes.includes(SHEETS)) return true;
  return access.scopes.includes(DRIVE_FILE) && file.apps.includes(access.clientId);
}

/** The file as this caller may see it; throws Drive's 404, which also hides what one may not know of. */
export function findFile(state: RemoteState, access: AccessToken, call: Call, id: string): RemoteFile {
  const file = state.files.get(id);
  const allDrives = call.url.searchParams.get('supportsAllDrives') === 'true';
  if (
    file === undefined ||
    roleOf(state, file, access.account) === null ||
    !scopeSees(access, file, 'drive') ||
    (file.driveId !== null && !allDrives)
  )
    throw driveRefusal(404, 'notFound', `File not found: ${id}.`);
  return file;
}

export function mustWrite(state: RemoteState, access: AccessToken, file: RemoteFile): void {
  if (roleOf(state, file, access.account) === 'writer') return;
  throw driveRefusal(
    403,
    'insufficientFilePermissions',
    'The user does not have sufficient permissions for this file.',
  );
}

export function mustHaveDriveScope(access: AccessToken): void {
  if (access.scopes.includes(DRIVE) || access.scopes.includes(DRIVE_FILE)) return;
  throw driveRefusal(
    403,
    'insufficientPermissions',
    'Insufficient Permission: Request had insufficient authentication scopes.',
  );
}

export const isServiceAccount = (account: string): boolean => account.endsWith('.gserviceaccount.com');

export function linkTo(file: RemoteFile): string {
  switch (file.mimeType) {
    case FOLDER_MIME:
      return `https://drive.google.com/drive/folders/${file.id}`;
    case SHEET_MIME:
      return `https://docs.google.com/spreadsheets/d/${file.id}/edit?usp=drivesdk`;
    default:
      return `https://drive.google.com/file/d/${file.id}/view?usp=drivesdk`;
  }
}

/** A file resource with only the asked-for fields, as partial responses have it. */
export function resourceOf(
  state: RemoteState,
  file: RemoteFile,
  fields: string | null,
  account: string,
): Record<string, unknown> {
  const canEdit = roleOf(state, file, account) === 'writer';
  const whole: Record<string, unknown> = {
    kind: 'drive#file',
    id: file.id,
    name: file.name,
    mimeType: file.mimeType,
    parents: file.parents,
    trashed: isTrashed(state, file),
    explicitlyTrashed: file.trashed,
    createdTime: new Date(file.createdAt).toISOString(),
    appProperties: file.appProperties,
    webViewLink: linkTo(file),
    capabilities: { canAddChildren: canEdit && file.mimeType === FOLDER_MIME, canEdit },
    ...(file.md5Checksum === null ? {} : { md5Checksum: file.md5Checksum, size: String(file.sizeBytes) }),
    ...(file.driveId === null ? {} : { driveId: file.driveId }),
  };
  const wanted = (fields ?? 'kind,id,name,mimeType').split(',').map((field) => field.trim().split('/')[0] ?? '');
  if (wanted.includes('*')) return whole;
  return Object.fromEntries(wanted.filter((field) => field in whole).map((field) => [field, whole[field]]));
}
