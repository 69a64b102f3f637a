import { ORPCError, os, type } from '@orpc/server';

/** A few procedures that behave as ours do, well and badly, to try a host without the whole app behind it. */
export function createSmallRouter() {
  const state = { openStreams: 0, streamsOpened: 0, onEcho: (_text: string) => {} };
  const base = os.errors({ NOT_FOUND: { message: 'There is no such page.' } });
  const router = {
    echo: base.input(type<{ text: string }>()).handler(({ input }) => {
      state.onEcho(input.text);
      return { text: input.text };
    }),
    size: base.input(type<{ chunk: Blob }>()).handler(async ({ input }) => ({
      sizeBytes: input.chunk.size,
      last: new Uint8Array(await input.chunk.arrayBuffer()).at(-1),
    })),
    expected: base.handler(({ errors }) => {
      throw errors.NOT_FOUND();
    }),
    unexpected: base.handler((): { never: true } => {
      throw new TypeError('the original reason');
    }),
    malformed: base.handler((): { never: true } => {
      throw new ORPCError('BAD_REQUEST', { message: 'typed by John Smith' });
    }),
    /** A snapshot at once, then nothing until its consumer leaves. */
    watch: base.handler(async function* ({ signal }) {
      state.openStreams += 1;
      state.streamsOpened += 1;
      try {
        yield { snapshot: true };
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      } finally {
        state.openStreams -= 1;
      }
    }),
    breakingWatch: base.handler(async function* () {
      yield { snapshot: true };
      throw new TypeError('the stream broke');
    }),
  };
  return { router, state };
}

export type SmallRouter = ReturnType<typeof createSmallRouter>['router'];
