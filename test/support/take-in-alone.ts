// take-in-alone.ts DATA-FOLDER FILE: takes a file in, in a process of its own that may be denied room on the disk.
import { createDocumentStore } from '../../main/documents/document-store.ts';
import { createTakeIn } from '../../main/documents/take-in.ts';
import { openStorage } from '../../main/storage/storage.ts';

const [dataFolder = '', file = ''] = process.argv.slice(2);
const opened = openStorage({ dataFolder });
if (!opened.ok) throw new Error(opened.error.message);
const { documents } = opened.value;
const store = createDocumentStore({ dataFolder, limits: { maxBytes: 100_000_000, maxPages: 1000 } });
await store.open();
const takeIn = createTakeIn({ store, documents, onTakenIn: () => {}, now: Date.now, newId: () => 'id' });
console.log(JSON.stringify(await takeIn.takeInFile(file)));
