import { spawn, spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Whether a command is on the PATH. */
export function isInstalled(command: string): boolean {
  return spawnSync(process.platform === 'win32' ? 'where' : 'which', [command]).status === 0;
}

/** Runs to the end and answers the wall time in ms. Throws with the command's own words when it fails. */
export async function timeCommand(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (bytes: Buffer) => {
    complaint += bytes.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${complaint.slice(-400)}`);
  return performance.now() - startedAt;
}

export type PeerRun = { readonly elapsedMs: number; readonly texts: readonly string[] };

/**
 * Bare tesseract, two at a time with one thread each, on pages that pdftoppm rendered at 300 dpi beforehand (rendering
 * is not counted). Same page-mode defaults as a user would get.
 */
export async function runTesseract(pdfPath: string, workFolder: string, pageCount: number): Promise<PeerRun> {
  const folder = path.join(workFolder, 'tesseract');
  await mkdir(folder, { recursive: true });
  await timeCommand('pdftoppm', ['-r', '300', '-gray', pdfPath, path.join(folder, 'page')]);
  const pages = (await readdir(folder)).filter((name) => name.endsWith('.pgm')).sort();
  if (pages.length !== pageCount) throw new Error(`pdftoppm rendered ${pages.length} of ${pageCount} pages`);
  const waiting = [...pages];
  const startedAt = performance.now();
  const worker = async () => {
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      const picture = path.join(folder, page);
      await timeCommand('tesseract', [picture, picture], { OMP_THREAD_LIMIT: '1' });
    }
  };
  await Promise.all([worker(), worker()]);
  const elapsedMs = performance.now() - startedAt;
  const texts = await Promise.all(pages.map((page) => readFile(path.join(folder, `${page}.txt`), 'utf8')));
  return { elapsedMs, texts };
}

/** `ocrmypdf -j2` with its defaults, on the scan itself; the text comes from its sidecar. */
export async function runOcrMyPdf(pdfPath: string, workFolder: string): Promise<PeerRun> {
  const sidecar = path.join(workFolder, 'ocrmypdf.txt');
  const elapsedMs = await timeCommand('ocrmypdf', [
    '-j2',
    '--quiet',
    '--sidecar',
    sidecar,
    pdfPath,
    path.join(workFolder, 'ocrmypdf.pdf'),
  ]);
  return { elapsedMs, texts: (await readFile(sidecar, 'utf8')).split('\f') };
}
