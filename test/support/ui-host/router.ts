import { randomUUID } from 'node:crypto';
import { implement } from '@orpc/server';
import { agentName } from '../../../main/intake/current-lists.ts';
import { settleFields } from '../../../main/intake/settle-fields.ts';
import { unsettledProblem } from '../../../main/intake/unsettled-words.ts';
import { unknownAgent, validateSubmission } from '../../../main/intake/validate-submission.ts';
import type { SubmitProblem } from '../../../main/ipc/contract/expected-errors.ts';
import type { ReferenceLists } from '../../../main/ipc/contract/reference.ts';
import type { Submission } from '../../../main/ipc/contract/submissions.ts';
import { contract } from '../../../main/ipc/contract.ts';
import { watchStream } from '../../../main/ipc/watch-stream.ts';
import { emptyDraft } from '../../../renderer/capture/draft.ts';
import { drawBillPage, pageSize } from './bill-picture.ts';
import { deliveryHandlers } from './delivery-handlers.ts';
import type { UiStore } from './store.ts';

const os = implement(contract);
const gone = { message: 'This submission is not here any more.' };
const lists: ReferenceLists = {
  agents: [
    { id: 'A-104', name: 'Dana Whitfield' },
    { id: 'A-117', name: 'Luis Romero' },
  ],
  utilities: [
    'NYSEG',
    'RG&E',
    'National Grid',
    'Con Edison',
    'Central Hudson',
    'Orange & Rockland',
    'PSEG Long Island',
  ].map((name) => ({ name, active: name !== 'PSEG Long Island' })),
  developers: [{ name: 'Meadow Solar' }, { name: 'Northern Light Energy' }],
  refreshedAt: Date.UTC(2025, 0, 2),
};

/** The contract over the stand-in's memory: the same answers, errors and streams as main gives. */
export function createUiRouter(store: UiStore) {
  const delivery = deliveryHandlers(store.delivery, store.subscribe, store.announce);
  const takeIns = new Map<string, { submissionId: string; fileName: string; chunks: Buffer[] }>();
  const documentsOf = (submission: Submission | undefined) =>
    (submission?.documentIds ?? []).flatMap((id) => store.documents.get(id)?.progress ?? []);

  function attach(submissionId: string, documentId: string): Submission {
    const documentIds = store.submissions.get(submissionId)?.documentIds ?? [];
    return store.update(submissionId, { documentIds: [...documentIds.filter((id) => id !== documentId), documentId] });
  }

  /** The rules are main's own; only what surrounds them is pretended. */
  function settle(submission: Submission) {
    const documents = documentsOf(submission);
    const isReading = documents.some(({ state }) => state.kind === 'reading' || state.kind === 'waiting');
    const { form, decisions } = submission;
    const readings = documents.flatMap(({ reading }) => reading ?? []);
    return { isReading, ...settleFields({ readings, decisions, utility: form.utility }) };
  }

  function send(submission: Submission): Submission {
    const version = submission.version + 1;
    return store.update(submission.id, { state: { kind: 'submitted' }, version, submittedAt: Date.now() });
  }

  /** What was submitted while its bill was being read goes on by itself. */
  store.onRead(() => {
    for (const submission of store.submissions.values()) {
      const { isReading, unsettled } = settle(submission);
      if (submission.state.kind !== 'processing' || isReading) continue;
      if (unsettled.length === 0) send(submission);
      else store.update(submission.id, { state: { kind: 'needs-review' } });
    }
  });

  return os.router({
    app: {
      about: os.app.about.handler(() => ({
        version: '0.1.0',
        host: 'browser' as const,
        dataFolder: '/home/ann/.local/share/greenwatt-intake',
        logFolder: '/home/ann/.local/share/greenwatt-intake/logs',
        canChooseFolder: true,
        startNotice: null,
      })),
      chooseFolder: os.app.chooseFolder.handler(() => ({ folder: '/home/ann/Shared/Intake' })),
      openFolder: os.app.openFolder.handler(() => ({})),
    },
    documents: {
      beginTakeIn: os.documents.beginTakeIn.handler(({ input, errors }) => {
        if (!store.submissions.has(input.submissionId)) throw errors.NOT_FOUND(gone);
        if (input.sizeBytes === 0) {
          const message =
            'This file is empty (0 bytes). Nothing was added. Save or download the bill again and drop the new file.';
          throw errors.DOCUMENT_PROBLEM({ message, data: { code: 'empty-file', message } });
        }
        const takeInId = randomUUID();
        takeIns.set(takeInId, { submissionId: input.submissionId, fileName: input.fileName, chunks: [] });
        return { takeInId };
      }),
      appendChunk: os.documents.appendChunk.handler(async ({ input, errors }) => {
        const takeIn = takeIns.get(input.takeInId);
        if (!takeIn) throw errors.NOT_FOUND({ message: 'The file has to be sent again.' });
        if (takeIn.fileName.includes('slow')) await store.slowFiles.promise;
        if (input.chunk.size > 1024 * 1024) throw new Error('chunk too large');
        const received = takeIn.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
        if (received !== input.offset) throw new Error(`expected offset ${received}, got ${input.offset}`);
        takeIn.chunks.push(Buffer.from(await input.chunk.arrayBuffer()));
        return { receivedBytes: received + input.chunk.size };
      }),
      finishTakeIn: os.documents.finishTakeIn.handler(({ input, errors }) => {
        const takeIn = takeIns.get(input.takeInId);
        const submission = takeIn && store.submissions.get(takeIn.submissionId);
        if (!takeIn || !submission) throw errors.NOT_FOUND(gone);
        takeIns.delete(input.takeInId);
        if (takeIn.fileName.includes('damaged')) {
          const message =
            'This file is damaged and cannot be opened. Your entries are safe. Download or scan the bill again and drop the new file.';
          throw errors.DOCUMENT_PROBLEM({ message, data: { code: 'damaged-file', message } });
        }
        const { id } = store.addDocument(takeIn.fileName, Buffer.concat(takeIn.chunks));
        const alreadyAttached = submission.documentIds.includes(id);
        const alsoIn = [...store.submissions.values()]
          .filter((other) => other.id !== submission.id && other.documentIds.includes(id))
          .map((other) => ({ submissionId: other.id, accountName: other.form.accountName }));
        if (!alreadyAttached) attach(submission.id, id);
        return { documentId: id, alsoIn, alreadyAttached };
      }),
      abandonTakeIn: os.documents.abandonTakeIn.handler(({ input }) => {
        takeIns.delete(input.takeInId);
        return {};
      }),
      cancel: os.documents.cancel.handler(({ input }) => {
        store.setProgress(input.documentId, { state: { kind: 'cancelled' }, timeLeftMs: null });
        return {};
      }),
      resume: os.documents.resume.handler(({ input }) => {
        void store.read(input.documentId);
        return {};
      }),
      providePassword: os.documents.providePassword.handler(({ input, errors }) => {
        const document = store.documents.get(input.documentId);
        if (!document) throw errors.NOT_FOUND(gone);
        if (document.script.password !== input.password) {
          const message = 'That password does not open this PDF. The file is kept. Check the password and try again.';
          throw errors.DOCUMENT_PROBLEM({ message, data: { code: 'password-wrong', message } });
        }
        document.unlocked = true;
        void store.read(input.documentId);
        return {};
      }),
      pagePicture: os.documents.pagePicture.handler(async ({ input, errors }) => {
        const script = store.documents.get(input.documentId)?.script;
        if (!script) throw errors.NOT_FOUND(gone);
        const jpeg = await drawBillPage(script.values, input.pageIndex, script.turn);
        const { width, height } = script.turn === 0 ? pageSize : { width: pageSize.height, height: pageSize.width };
        const picture = new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' });
        return { picture, pageWidth: width, pageHeight: height, rotation: script.turn };
      }),
      watch: os.documents.watch.handler(({ input, errors, signal }) => {
        if (!store.submissions.has(input.submissionId)) throw errors.NOT_FOUND(gone);
        return watchStream(
          store.subscribe(() => documentsOf(store.submissions.get(input.submissionId))),
          signal,
        );
      }),
    },
    submissions: {
      watch: os.submissions.watch.handler(({ signal }) => watchStream(store.subscribe(store.summaries), signal)),
      get: os.submissions.get.handler(({ input, errors }) => {
        const submission = store.submissions.get(input.submissionId);
        if (!submission) throw errors.NOT_FOUND(gone);
        return submission;
      }),
      create: os.submissions.create.handler(({ input: { submissionId: id } }) => {
        const now = Date.now();
        const fresh: Submission = {
          ...emptyDraft,
          id,
          state: { kind: 'draft' },
          version: 0,
          documentIds: [],
          createdAt: now,
          updatedAt: now,
          submittedAt: null,
          settled: null,
          hasUnsentEdits: false,
        };
        if (!store.submissions.has(id)) store.submissions.set(id, fresh);
        store.announce();
        return store.submissions.get(id) ?? fresh;
      }),
      saveDraft: os.submissions.saveDraft.handler(({ input: { submissionId, form, decisions }, errors }) => {
        if (!store.submissions.has(submissionId)) throw errors.NOT_FOUND(gone);
        return { savedAt: store.update(submissionId, { form, decisions }).updatedAt };
      }),
      detachDocument: os.submissions.detachDocument.handler(({ input: { submissionId, documentId } }) => {
        const documentIds = store.submissions.get(submissionId)?.documentIds ?? [];
        return store.update(submissionId, { documentIds: documentIds.filter((id) => id !== documentId) });
      }),
      attachDocument: os.submissions.attachDocument.handler(({ input }) =>
        attach(input.submissionId, input.documentId),
      ),
      submit: os.submissions.submit.handler(({ input: { submissionId, form, decisions }, errors }) => {
        if (!store.submissions.has(submissionId)) throw errors.NOT_FOUND(gone);
        const submission = store.update(submissionId, { form, decisions });
        const notReady = (problems: SubmitProblem[]) =>
          errors.NOT_READY({ message: 'Some things are missing.', data: { problems } });
        const problems = validateSubmission(submission.form, submission.documentIds, lists);
        if (problems.length > 0) throw notReady([...problems]);
        const { isReading, unsettled } = settle(submission);
        if (isReading) return store.update(submissionId, { state: { kind: 'processing' } });
        if (unsettled.length === 0) return send(submission);
        if (submission.state.kind === 'needs-review') throw notReady(unsettled.map(unsettledProblem));
        return store.update(submissionId, { state: { kind: 'needs-review' } });
      }),
      openQuestions: os.submissions.openQuestions.handler(({ input, errors }) => {
        const submission = store.submissions.get(input.submissionId);
        if (!submission) throw errors.NOT_FOUND(gone);
        const { isReading, unsettled } = settle(submission);
        return { problems: isReading ? [] : unsettled.map(unsettledProblem) };
      }),
      withdraw: os.submissions.withdraw.handler(({ input }) =>
        store.update(input.submissionId, { state: { kind: 'draft' } }),
      ),
      delete: os.submissions.delete.handler(({ input: { submissionId }, errors }) => {
        const submission = store.submissions.get(submissionId);
        if (!submission) throw errors.NOT_FOUND(gone);
        store.deleted.set(submissionId, submission);
        store.submissions.delete(submissionId);
        store.announce();
        return {};
      }),
      undelete: os.submissions.undelete.handler(({ input: { submissionId }, errors }) => {
        const submission = store.deleted.get(submissionId);
        if (!submission) throw errors.NOT_FOUND(gone);
        store.submissions.set(submissionId, submission);
        store.announce();
        return submission;
      }),
    },
    outbox: delivery.queue,
    receipts: delivery.receipts,
    google: delivery.google,
    settings: {
      ...delivery.destinations,
      get: os.settings.get.handler(() => store.settings()),
      set: os.settings.set.handler(({ input, errors }) => {
        if (input.destinationFolder?.startsWith('/forbidden')) {
          const message =
            "This folder can't be used (EACCES). Choose another one or ask for the right to write there. The old folder stays in use.";
          throw errors.SETTING_REJECTED({ message, data: { setting: 'destinationFolder' } });
        }
        return store.setSettings(JSON.parse(JSON.stringify(input)));
      }),
    },
    reference: {
      lists: os.reference.lists.handler(() => lists),
      watch: os.reference.watch.handler(({ signal }) =>
        watchStream(
          store.subscribe(() => ({ lists, ...store.delivery.lists })),
          signal,
        ),
      ),
      refresh: os.reference.refresh.handler(() => {
        store.setDelivery({ lists: { ...store.delivery.lists, isRefreshing: true } });
        return {};
      }),
      agent: os.reference.agent.handler(({ input: { agentId } }) => ({
        name: agentName(lists, agentId) || null,
        problem: agentId.trim() === '' ? null : unknownAgent(agentId, lists),
      })),
    },
    diagnostics: {
      watchMemory: os.diagnostics.watchMemory.handler(({ signal }) =>
        watchStream(
          store.subscribe(() => store.memory),
          signal,
        ),
      ),
      exportLogs: os.diagnostics.exportLogs.handler(() => ({
        kind: 'download' as const,
        fileName: 'greenwatt-logs-20261122T0138.zip',
        zip: new Blob(['PK'], { type: 'application/zip' }),
      })),
      report: os.diagnostics.report.handler(({ input }) => {
        console.error(`renderer: ${input.message}\n${input.stack ?? ''}`);
        return {};
      }),
    },
  });
}
