/** Run as a process of its own: opens the database of a data folder, says so, and holds it until it is killed. */
import { openDatabase } from '../../main/storage/open-database.ts';

const opened = openDatabase(process.argv[2] ?? '');
process.stdout.write(opened.ok ? 'held\n' : `${opened.error.code}\n`);
setInterval(() => opened.ok && opened.value.db.pragma('user_version'), 1_000);
