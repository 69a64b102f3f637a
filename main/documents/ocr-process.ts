/**
 * The OCR process: PDFium, sharp and one recogniser, in one thread. It does one job at a time and answers each once.
 * While it recognises or draws it is blocked, so its signs of life are sent from inside the recogniser's own progress
 * calls, and whenever PDFium's memory grows; while sharp decodes it is not, and a timer sends them. Each also looks whether
 * main is still there.
 */
import { createCollector } from './collect-garbage.ts';
import { openOcrChannel } from './ocr-channel.ts';
import type { OcrEngine } from './ocr-engine.ts';
import { type DocumentSource, isOcrRequest, type OcrJob, type OcrReply } from './ocr-protocol.ts';
import { openHeic } from './open-heic.ts';
import type { OpenedDocument } from './opened-document.ts';
import { createPageReader } from './page-reader.ts';
import type { Pdfium } from './pdfium.ts';

/** At most two signs of life a second. */
const HEARTBEAT_MS = 500;
/** With nothing to do for so long, a process gives back what its last page left behind. */
const AT_REST_MS = 100;
/** The exit code of a process that met something it can't trust itself after. */
const BROKEN = 70;

const channel = openOcrChannel(process);
if (!channel) {
  console.error('This is an OCR process: it is started by the app, not by hand.');
  process.exit(2);
}

const send = (reply: OcrReply) => channel.send(reply);
const rssBytes = () => process.memoryUsage.rss();
let modelPath = '';
let jobId = 0;
let heartbeatAt = 0;
let atRest: NodeJS.Timeout | undefined;
let recognisedJob = 0;

const heartbeat = () => {
  const now = performance.now();
  if (now - heartbeatAt < HEARTBEAT_MS) return;
  heartbeatAt = now;
  // Nobody waits for this work any more, and nobody would end it.
  if (channel.isCut()) process.exit(0);
  send({ type: 'heartbeat', jobId, rssBytes: rssBytes() });
};

const collect = () => globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
const collectWhenDue = createCollector({
  bytesInUse: () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
  collect,
});

const engine = once(async (): Promise<OcrEngine> => {
  const { createTesseractEngine } = await import('./tesseract-engine.ts');
  const { recognise } = await createTesseractEngine({ modelPath, onProgress: heartbeat });
  return {
    recognise: (image, options) => {
      recognisedJob = jobId;
      collectWhenDue();
      return recognise(image, options);
    },
  };
});
let pdfium: Promise<Pdfium> | null = null;
const soundPdfium = () => {
  const forget = () => {
    pdfium = null;
  };
  pdfium ??= import('./pdfium.ts').then(({ loadPdfium }) => loadPdfium({ onGrowth: heartbeat, onExhausted: forget }));
  return pdfium;
};

async function open(source: DocumentSource): Promise<OpenedDocument> {
  switch (source.kind) {
    case 'pdf':
      return (await import('./open-pdf.ts')).openPdf(await soundPdfium(), source);
    case 'heic':
      return openHeic(source);
    default:
      return (await import('./open-picture.ts')).openPicture(source);
  }
}

const reader = createPageReader({
  open,
  engine,
  warmUp: async () => {
    await Promise.all([engine(), soundPdfium()]);
  },
  now: () => performance.now(),
});

async function work(id: number, job: OcrJob): Promise<void> {
  clearTimeout(atRest);
  jobId = id;
  heartbeat();
  const beating = setInterval(heartbeat, HEARTBEAT_MS);
  const answer = await reader
    .answer(job, (reading) => send({ type: 'first-pass', jobId: id, reading, rssBytes: rssBytes() }))
    .finally(() => clearInterval(beating));
  // Pages that are drawn for the screen, or blank, are never collected for otherwise.
  if (recognisedJob !== id) collectWhenDue();
  send({ type: 'answer', jobId: id, answer, rssBytes: rssBytes() });
  atRest = setTimeout(() => {
    collect();
    send({ type: 'heartbeat', jobId: id, rssBytes: rssBytes() });
  }, AT_REST_MS);
}

channel.onMessage((message) => {
  if (!isOcrRequest(message)) return;
  switch (message.type) {
    case 'start':
      modelPath = message.modelPath;
      send({ type: 'ready', rssBytes: rssBytes() });
      return;
    case 'job':
      work(message.jobId, message.job).catch(giveUp);
      return;
    default:
      message satisfies never;
  }
});
channel.onClosed(() => process.exit(0));
process.on('uncaughtException', giveUp);
process.on('unhandledRejection', giveUp);

/** An aborted WASM module can't be used again: main notices the exit and gives the page to another process. */
function giveUp(cause: unknown): void {
  console.error(cause instanceof Error ? cause.stack : String(cause));
  process.exit(BROKEN);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
