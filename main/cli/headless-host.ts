import { homedir } from 'node:os';
import path from 'node:path';
import { ocrProcessEnv, ocrProcessFlags } from '../documents/ocr-protocol.ts';
import type { Host } from '../host.ts';
import { createNodeHost } from '../hosting/node-host.ts';
import { exitCode } from './exit-code.ts';

/** A host without a window. Null after its problem was told on stderr; the command then ends with `exitCode.failed`. */
export function createHeadlessHost({ dataFolder }: { dataFolder: string | null }): Host | null {
  const host = createNodeHost({
    kind: 'headless',
    appFolder: path.join(import.meta.dirname, '..', '..'),
    dataFolder,
    system: { platform: process.platform, env: process.env, homeFolder: homedir() },
    ocr: { execArgv: ocrProcessFlags, env: { ...process.env, ...ocrProcessEnv } },
  });
  if (host.ok) return host.value;
  console.error(host.error.message);
  process.exitCode = exitCode.failed;
  return null;
}
