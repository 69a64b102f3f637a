/** What a receipt is kept under, at every destination: one for the folder, one for the row, one for each file. */
const FILE_PREFIX = 'file:';

export const fileItem = (documentId: string): string => `${FILE_PREFIX}${documentId}`;

/** The document whose file it is; null for what is no file. */
export const documentOfItem = (item: string): string | null =>
  item.startsWith(FILE_PREFIX) ? item.slice(FILE_PREFIX.length) : null;
