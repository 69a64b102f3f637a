/** Google's files are some kilobytes; of any other the beginning is enough to be told that it is the wrong one. */
const READ_AT_MOST = 20_000;

/** The text of a chosen file, cut off where none of Google's would go on. */
export async function readSmallFile(file: Blob): Promise<string> {
  return (await file.slice(0, READ_AT_MOST).text()).slice(0, READ_AT_MOST);
}
