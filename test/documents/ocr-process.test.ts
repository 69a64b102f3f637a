import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isOcrReply, type OcrReply } from '../../main/documents/ocr-protocol.ts';
import { fixture, forkOcrProcess, modelPath } from '../support/ocr-host.ts';
import { tempFolder } from '../support/temp-folder.ts';

// Windows keeps its pipes apart from its files.
test.skipIf(process.platform === 'win32')('a process says how large it is while a picture is decoded', async () => {
  const picture = path.join(tempFolder(), 'never-ends.png');
  execFileSync('mkfifo', [picture]);
  const ocr = forkOcrProcess();
  onTestFinished(() => ocr.kill());
  const signs: OcrReply[] = [];
  ocr.onMessage((message) => {
    if (isOcrReply(message) && message.type === 'heartbeat') signs.push(message);
  });
  ocr.send({ type: 'start', modelPath });
  ocr.send({ type: 'job', jobId: 1, job: { type: 'inspect', source: { path: picture, kind: 'png', password: null } } });
  // The first is sent before anything is done.
  await expect.poll(() => signs.length, { timeout: 60_000 }).toBeGreaterThan(2);
  expect(signs.at(-1)?.rssBytes).toBeGreaterThan(20_000_000);
});

test('a process at rest gives back what its last page left behind', async () => {
  const ocr = forkOcrProcess();
  onTestFinished(() => ocr.kill());
  const replies: OcrReply[] = [];
  ocr.onMessage((message) => {
    if (isOcrReply(message)) replies.push(message);
  });
  ocr.send({ type: 'start', modelPath });
  const picture = { path: fixture('typewriter.png'), kind: 'png', password: null } as const;
  const job = { type: 'read-page', source: picture, pageIndex: 0, maxDpi: null, timeBudgetMs: 12_000 } as const;
  ocr.send({ type: 'job', jobId: 1, job });
  await expect.poll(() => replies.some(({ type }) => type === 'answer'), { timeout: 60_000 }).toBe(true);
  const answered = replies.findIndex(({ type }) => type === 'answer');
  await expect.poll(() => replies.length, { timeout: 60_000 }).toBe(answered + 2);
  const [answer, rest] = replies.slice(answered);
  expect(answer).toMatchObject({ answer: { result: { ok: true } } });
  expect(rest?.type).toBe('heartbeat');
  expect(rest?.rssBytes).toBeLessThan((answer?.rssBytes ?? 0) - 3_000_000);
});

test('pages drawn one after another leave nothing behind in their process', async () => {
  const ocr = forkOcrProcess();
  onTestFinished(() => ocr.kill());
  const bytes: number[] = [];
  ocr.onMessage((message) => {
    if (isOcrReply(message) && message.type === 'answer') bytes.push(message.rssBytes);
  });
  ocr.send({ type: 'start', modelPath });
  const picture = { path: fixture('trivial.pdf'), kind: 'pdf', password: null } as const;
  const writeTo = path.join(tempFolder(), 'page.jpg');
  for (let jobId = 1; jobId <= 12; jobId++) {
    ocr.send({
      type: 'job',
      jobId,
      job: { type: 'draw-page', source: picture, pageIndex: 0, maxWidthPx: 2000, writeTo },
    });
    await expect.poll(() => bytes.length, { timeout: 60_000, interval: 5 }).toBe(jobId);
  }
  expect(Math.max(...bytes) - (bytes[0] ?? 0)).toBeLessThan(15_000_000);
});
