import { z } from 'zod';
import { SECOND_LOOK_ITEM } from '../../earlier-rows.ts';
import type { Receipt } from '../../receipt.ts';
import { documentOfItem, fileItem } from '../../receipt-items.ts';

/** What we know of the things we made at Google. `reserved`: its id is taken, whether it exists is not known. */
const folder = z.object({ state: z.enum(['reserved', 'made']), id: z.string(), name: z.string(), link: z.string() });
export type FolderReceipt = Readonly<z.infer<typeof folder>>;

const file = z.object({
  state: z.enum(['reserved', 'delivered']),
  id: z.string(),
  name: z.string(),
  link: z.string(),
  md5: z.string(),
});
export type FileReceipt = Readonly<z.infer<typeof file>>;

/** An upload under way: its session's address, sealed, for it lets whoever holds it write the file. */
const upload = z.object({ session: z.string(), fileId: z.string() });
export type UploadReceipt = Readonly<z.infer<typeof upload>>;
export const NO_UPLOAD: UploadReceipt = { session: '', fileId: '' };

/** `cells`: what we last wrote, in the order of `rowHeaders`. What equals it now is left to the office. */
const row = z.object({
  spreadsheetId: z.string(),
  sheetId: z.number(),
  link: z.string(),
  cells: z.array(z.string()).readonly(),
});
export type RowReceipt = Readonly<z.infer<typeof row>>;

/**
 * An append whose end nobody has seen yet, noted before it was sent: how the sheet looked to it, and what it wrote, in the
 * order of `rowHeaders`.
 */
const append = z.object({
  spreadsheetId: z.string(),
  sheetId: z.number(),
  headerRow: z.number(),
  header: z.array(z.string()).readonly(),
  cells: z.array(z.string()).readonly(),
});
export type AppendReceipt = Readonly<z.infer<typeof append>>;

/** An update whose end nobody has seen yet; `update-journal.ts` reads it. Of a batch, with its first row. */
const update = z.object({ at: z.number(), spreadsheetId: z.string(), sheetId: z.number(), journal: z.string() });
export type UpdateReceipt = Readonly<z.infer<typeof update>>;

/**
 * A row that is to be looked at once more. `before`: what it held since it was looked at last, by our deliveries; see
 * `heldBefore`. Empty: a new row.
 */
const secondLook = z.object({ before: z.array(z.string()).readonly() });
export type SecondLookReceipt = Readonly<z.infer<typeof secondLook>>;

/** On every folder and file we make, so that all of them can be listed in a few calls. */
export const OUR_PROPERTY = { greenwattApp: 'intake' } as const;

type Receipts = ReadonlyMap<string, Receipt>;

export const FOLDER_ITEM = 'folder';
export const ROW_ITEM = 'row';
export const APPEND_ITEM = 'append';
export const UPDATE_ITEM = 'update';
export const uploadItem = (documentId: string): string => `upload:${documentId}`;

/** Null when there is none; one that can't be read counts as none: what it told can be looked up. */
export const folderReceipt = (receipts: Receipts): FolderReceipt | null => read(folder, receipts.get(FOLDER_ITEM));
export const rowReceipt = (receipts: Receipts): RowReceipt | null => read(row, receipts.get(ROW_ITEM));
export const appendReceipt = (receipts: Receipts): AppendReceipt | null => read(append, receipts.get(APPEND_ITEM));
export const updateReceipt = (receipts: Receipts): UpdateReceipt | null => read(update, receipts.get(UPDATE_ITEM));
export const secondLookReceipt = (receipts: Receipts): SecondLookReceipt | null =>
  read(secondLook, receipts.get(SECOND_LOOK_ITEM));
export const fileReceipt = (receipts: Receipts, documentId: string): FileReceipt | null =>
  read(file, receipts.get(fileItem(documentId)));
export const uploadReceipt = (receipts: Receipts, documentId: string): UploadReceipt | null =>
  read(upload, receipts.get(uploadItem(documentId)));

/** The documents that receipts tell of, whether or not the submission still has them. */
export const documentsWithReceipt = (receipts: Receipts): readonly string[] =>
  [...receipts.keys()].map(documentOfItem).filter((documentId) => documentId !== null);

function read<T>(schema: z.ZodType<T>, receipt: Receipt | undefined): T | null {
  const parsed = schema.safeParse(receipt);
  return parsed.success ? parsed.data : null;
}
