import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createSealer } from '../../../../main/google/sealed-text.ts';
import type { UploadChunk, UploadClient } from '../../../../main/google/upload-client.ts';
import { ok } from '../../../../main/result.ts';
import type { DeliveryDocument } from '../../../../main/sync/destination.ts';
import { createGoogleUploads, type UploadJob } from '../../../../main/sync/destinations/google/google-uploads.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const driveFile = { id: 'file-1', name: 'bill.pdf', parents: [], trashed: false } as never;

/** Takes whatever it is sent, at most `keepBytes` of each chunk. */
function takeAll(keepBytes: number): { readonly client: UploadClient; readonly chunks: UploadChunk[] } {
  const chunks: UploadChunk[] = [];
  const client: UploadClient = {
    startCreate: async () => ok('session'),
    startReplace: async () => ok('session'),
    progress: async () => ok({ kind: 'incomplete', receivedBytes: 0 }),
    send: async (_uri, chunk) => {
      chunks.push(chunk);
      const receivedBytes = chunk.offset + Math.min(chunk.bytes.length, keepBytes);
      return receivedBytes === chunk.totalBytes
        ? ok({ kind: 'finished', file: driveFile })
        : ok({ kind: 'incomplete', receivedBytes });
    },
  };
  return { client, chunks };
}

function uploadsTo(client: UploadClient) {
  const kept = new Map<string, string>();
  const secrets = {
    read: async (name: string) => kept.get(name) ?? null,
    write: async (name: string, value: string) => void kept.set(name, value),
    remove: async (name: string) => void kept.delete(name),
  };
  return createGoogleUploads({ client, sealer: createSealer(secrets as never) });
}

function jobFor(bytes: Buffer, sizeBytes: number): UploadJob {
  const file = path.join(tempFolder(), 'bill.pdf');
  writeFileSync(file, bytes);
  const document: DeliveryDocument = {
    documentId: 'document-1',
    fileName: 'bill.pdf',
    kind: 'pdf',
    sha256: '',
    sizeBytes,
    path: file,
  };
  return {
    document,
    delivery: { receipts: new Map(), keepReceipt: async () => {} } as never,
    file: { id: 'file-1', name: 'bill.pdf', mimeType: 'application/pdf' } as never,
    mode: 'create',
    signal: new AbortController().signal,
  };
}

test('what Google did not keep of a chunk is sent again, byte by byte what the original holds', async () => {
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
  const { client, chunks } = takeAll(300);
  expect(await uploadsTo(client).send(jobFor(bytes, 1000))).toEqual(ok(driveFile));
  expect(chunks.map(({ offset }) => offset)).toEqual([0, 300, 600, 900]);
  for (const chunk of chunks) expect(chunk.bytes).toEqual(bytes.subarray(chunk.offset));
});

test('an original that ends early is not filled up with zeros', async () => {
  const { client, chunks } = takeAll(Number.POSITIVE_INFINITY);
  await expect(uploadsTo(client).send(jobFor(Buffer.alloc(700, 7), 1000))).rejects.toThrow(
    'the original ends 300 bytes early',
  );
  expect(chunks).toEqual([]);
});
