// An OCR process that never looks at its messages again, and ends only when it finds itself cut off.
import { writeSync } from 'node:fs';
import { openOcrChannel } from '../../main/documents/ocr-channel.ts';

const channel = openOcrChannel(process);
writeSync(1, `${process.pid}\n`);
const sleeping = new Int32Array(new SharedArrayBuffer(4));
while (channel && !channel.isCut()) Atomics.wait(sleeping, 0, 0, 20);
process.exit(0);
