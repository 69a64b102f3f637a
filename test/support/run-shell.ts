/**
 * Run as a process of its own: the whole desktop app on Electron's stand-in. Opens the page, talks to the app over
 * the renderer's own bridge, has a bill read, quits, and says on stdout what it saw. As in Electron, the app is ready
 * only when its main module has been evaluated.
 *
 * Arguments: main module, folder of resources ('' outside a package), data folder, bill.
 */
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createBridge } from '../../renderer/bridge.ts';
import { openPage } from './desktop-page.ts';
import { createElectronStandIn } from './electron-stand-in.ts';

const [mainModule = '', resourcesFolder = '', dataFolder = '', bill = ''] = process.argv.slice(2);
const say = (what: object) => console.log(JSON.stringify(what));

const standIn = createElectronStandIn({
  onExit: (code) => {
    say({ exit: code, boxes: standIn.state.boxes, forks: standIn.state.forks.length });
    process.exit(code);
  },
});
standIn.electron.app.isPackaged = resourcesFolder !== '';
Object.assign(globalThis, { electronStandIn: standIn.electron });
Object.assign(process, { resourcesPath: resourcesFolder });
process.argv = [process.execPath, '--data', dataFolder];

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: 'electron:stand-in', shortCircuit: true } : next(specifier, context),
  load: (url, context, next) => {
    if (url !== 'electron:stand-in') return next(url, context);
    const names = Object.keys(standIn.electron).join(', ');
    const source = `export const { ${names} } = globalThis.electronStandIn;`;
    return { format: 'module', source, shortCircuit: true };
  },
});

standIn.electron.app.once('page-loaded', (_window: unknown, html: string) => {
  say({ page: html.includes('GreenWatt Intake') });
  haveBillRead().catch((cause: unknown) => {
    console.error(cause);
    process.exit(99);
  });
});

await import(pathToFileURL(mainModule).href);
standIn.becomeReady();

async function haveBillRead(): Promise<void> {
  const { client } = createBridge(openPage(standIn).page);
  const { host, dataFolder: data, version } = await client.app.about();
  say({ host, data, version });

  const submissionId = randomUUID();
  await client.submissions.create({ submissionId });
  const file = await openAsBlob(bill);
  const { takeInId } = await client.documents.beginTakeIn({
    submissionId,
    fileName: basename(bill),
    sizeBytes: file.size,
  });
  await client.documents.appendChunk({ takeInId, offset: 0, chunk: file });
  await client.documents.finishTakeIn({ takeInId });
  for await (const [document] of await client.documents.watch({ submissionId }, { context: { timeoutMs: null } })) {
    if (document?.state.kind === 'failed') throw new Error(document.state.problem.message);
    if (document?.state.kind !== 'read') continue;
    const fields = Object.entries(document.reading?.fields ?? {}).filter(([, field]) => field !== null);
    say({ pages: document.pages.map((page) => page.kind), fields: fields.map(([name]) => name) });
    break;
  }
  standIn.electron.app.quit();
}
