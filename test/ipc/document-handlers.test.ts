import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { textPdf } from '../support/small-documents.ts';
import { handHost, runApp } from '../support/whole-app.ts';

test('a bill that comes in for a draft that is being deleted is there again with the draft', async () => {
  const { client } = await runApp(handHost().host);
  const submissionId = crypto.randomUUID();
  await client.submissions.create({ submissionId });
  const bill = await readFile(await textPdf());
  const file = { submissionId, fileName: 'bill.pdf', sizeBytes: bill.length };
  const { takeInId } = await client.documents.beginTakeIn(file);
  await client.documents.appendChunk({ takeInId, offset: 0, chunk: new Blob([bill]) });
  await client.submissions.delete({ submissionId });

  const { documentId } = await client.documents.finishTakeIn({ takeInId });
  await expect(client.submissions.get({ submissionId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await client.submissions.undelete({ submissionId })).toMatchObject({ documentIds: [documentId] });
});
