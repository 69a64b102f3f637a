import { z } from 'zod';

export const FOLDER_MIME = 'application/vnd.google-apps.folder';
export const SPREADSHEET_MIME = 'application/vnd.google-apps.spreadsheet';

/** A file or folder as Drive tells of it. */
export type DriveFile = {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  /** In the trash itself or with a folder above it. */
  readonly trashed: boolean;
  /** In the trash itself. */
  readonly explicitlyTrashed: boolean;
  /** Hex; null for folders and Google's own formats. */
  readonly md5: string | null;
  readonly parents: readonly string[];
  /** Ours alone: Drive doesn't show them. */
  readonly properties: Readonly<Record<string, string>>;
  readonly inSharedDrive: boolean;
  /** Opens it in a browser. */
  readonly link: string;
  readonly canAddChildren: boolean;
  readonly canEdit: boolean;
};

const driveFile = z.object({
  id: z.string(),
  name: z.string().default(''),
  mimeType: z.string().default(''),
  trashed: z.boolean().default(false),
  explicitlyTrashed: z.boolean().default(false),
  md5Checksum: z.string().optional(),
  parents: z.array(z.string()).default([]),
  appProperties: z.record(z.string(), z.string()).default({}),
  driveId: z.string().optional(),
  webViewLink: z.string().default(''),
  capabilities: z
    .object({ canAddChildren: z.boolean().default(false), canEdit: z.boolean().default(false) })
    .prefault({}),
});

/** Throws on what is no file: an answer cut short, or a portal's page in Google's place. */
export function parseDriveFile(answer: unknown): DriveFile {
  const { md5Checksum, appProperties, driveId, webViewLink, capabilities, ...rest } = driveFile.parse(answer);
  const { canAddChildren, canEdit } = capabilities;
  return {
    ...rest,
    md5: md5Checksum ?? null,
    properties: appProperties,
    inSharedDrive: driveId !== undefined,
    link: webViewLink,
    canAddChildren,
    canEdit,
  };
}
