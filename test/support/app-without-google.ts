/** Run as a process of its own: starts the app in a data folder, stops it, and says which of Google's libraries it loaded. */
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../main/app.ts';
import { createHeadlessHost } from '../../main/cli/headless-host.ts';

const [, , dataFolder = ''] = process.argv;
const host = createHeadlessHost({ dataFolder });
if (host === null) throw new Error('no host');
const app = await createApp(host);
if (!app.ok) throw new Error(app.error.message);
await app.value.start();
await sleep(500);
await app.value.stop();
const loaded = Object.keys(createRequire(import.meta.url).cache);
const named = (name: string) => loaded.some((file) => file.includes(name));
console.log(JSON.stringify({ database: named('better-sqlite3'), google: named('google-auth-library') }));
