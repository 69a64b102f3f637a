import { ORPCError } from '@orpc/client';
import { expect, test, vi } from 'vitest';
import { createUploads, type UploadState } from '../../../renderer/capture/uploads.ts';

const MIB = 1024 * 1024;

/** A main that takes files in, as strict about offsets as the real one. */
function setUp() {
  const log: string[] = [];
  const takeIns = new Map<string, number>();
  let breakAt: { readonly offset: number; readonly error: Error } | null = null;
  let ids = 0;
  const uploads = createUploads({
    submissionId: 's',
    newId: () => `key-${++ids}`,
    ensureStored: async () => void log.push('stored'),
    client: {
      documents: {
        beginTakeIn: async ({ fileName }) => {
          const takeInId = `t${takeIns.size + 1}`;
          takeIns.set(takeInId, 0);
          log.push(`begin ${fileName}`);
          return { takeInId };
        },
        appendChunk: async ({ takeInId, offset, chunk }) => {
          const fault = breakAt;
          if (fault?.offset === offset) {
            breakAt = null;
            throw fault.error;
          }
          expect(offset).toBe(takeIns.get(takeInId));
          expect(chunk.size).toBeLessThanOrEqual(MIB);
          takeIns.set(takeInId, offset + chunk.size);
          return { receivedBytes: offset + chunk.size };
        },
        finishTakeIn: async ({ takeInId }) => {
          log.push(`finish ${takeIns.get(takeInId)}`);
          return { documentId: `document of ${takeInId}`, alsoIn: [], alreadyAttached: false };
        },
        abandonTakeIn: async () => {
          log.push('abandon');
          return {};
        },
      },
    },
  });
  return {
    uploads,
    log,
    breakOnceAt: (offset: number, error: Error) => {
      breakAt = { offset, error };
    },
    states: () => uploads.list().map(({ state }) => state.kind),
    settled: () =>
      vi.waitFor(() => {
        for (const { state } of uploads.list()) expect(isSettled(state)).toBe(true);
      }),
  };
}

const isSettled = ({ kind }: UploadState) => kind === 'taken' || kind === 'failed';
const file = (name: string, sizeBytes: number) => new File([new Uint8Array(sizeBytes)], name);

test('sends a file in chunks of at most 1 MiB, once its submission is there', async () => {
  const { uploads, log, states, settled } = setUp();
  uploads.add([file('bill.pdf', 2.5 * MIB)]);
  await settled();
  expect(log).toEqual(['stored', 'begin bill.pdf', `finish ${2.5 * MIB}`]);
  expect(states()).toEqual(['taken']);
});

test('several files go one after the other', async () => {
  const { uploads, log, states, settled } = setUp();
  uploads.add([file('one.pdf', 10), file('two.pdf', 20)]);
  expect(states()).toContain('queued');
  await settled();
  expect(log.filter((line) => line !== 'stored')).toEqual(['begin one.pdf', 'finish 10', 'begin two.pdf', 'finish 20']);
});

test('a lost line begins the file again from its start', async () => {
  const { uploads, log, states, settled, breakOnceAt } = setUp();
  breakOnceAt(MIB, new Error('line lost'));
  uploads.add([file('bill.pdf', 2 * MIB)]);
  await settled();
  expect(log.filter((line) => line.startsWith('begin'))).toHaveLength(2);
  expect(log).toContain('abandon');
  expect(states()).toEqual(['taken']);
});

test("a refused file is told in main's words and holds up no other", async () => {
  const { uploads, states, settled, breakOnceAt } = setUp();
  breakOnceAt(0, new ORPCError('DOCUMENT_PROBLEM', { defined: true, status: 422, message: 'Too large.' }));
  uploads.add([file('huge.pdf', 10), file('two.pdf', 20)]);
  await settled();
  expect(states()).toEqual(['failed', 'taken']);
  expect(uploads.list()[0]?.state).toMatchObject({ message: 'Too large.' });
});

test('a cancelled file leaves the list and its take-in is given up', async () => {
  const { uploads, log, settled } = setUp();
  uploads.add([file('long.pdf', 3 * MIB), file('next.pdf', 5)]);
  const [first] = uploads.list();
  await vi.waitFor(() => expect(uploads.list()[0]?.state.kind).toBe('sending'));
  uploads.remove(first?.key ?? '');
  await settled();
  expect(uploads.list().map(({ fileName }) => fileName)).toEqual(['next.pdf']);
  expect(log).not.toContain(`finish ${3 * MIB}`);
});
