// A program whose files are used up before it starts an OCR process; prints how that process ended.
import { openSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../main/diagnostics/log.ts';
import { createOcrForker } from '../../main/hosting/fork-ocr-process.ts';

const modulePath = path.join(import.meta.dirname, 'echo-process.mjs');
const fork = createOcrForker({ modulePath, execArgv: [], env: process.env }, silentLog);
// Opened now, while it can be.
process.stdout.write('');
openUntilRefused();
fork().onExit((exit) => process.stdout.write(JSON.stringify(exit)));

function openUntilRefused(): void {
  try {
    for (;;) openSync(import.meta.filename, 'r');
  } catch {
    // None left.
  }
}
