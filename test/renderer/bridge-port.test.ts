import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { expect, test, vi } from 'vitest';
import { contract } from '../../main/ipc/contract.ts';
import { createBridge } from '../../renderer/bridge.ts';

/** The desktop's side of the handover: what the preload carries across, and main serves. */
function openDesktop() {
  const ports: MessagePort[] = [];
  const os = implement(contract);
  const handler = new RPCHandler({
    settings: {
      get: os.settings.get.handler(() => ({
        destinationFolder: `served on port ${ports.length}`,
        memoryBudgetMb: 512,
        recognisers: 0,
        pageTimeBudgetMs: 12_000,
      })),
    },
    // Never answers.
    reference: { lists: os.reference.lists.handler(() => new Promise(() => undefined)) },
  });
  const page = {
    location: { protocol: 'app:', host: 'greenwatt' },
    postMessage(message: string, _targetOrigin: string, [port]: Transferable[]) {
      expect(message).toBe('greenwatt:connect');
      if (!(port instanceof MessagePort)) throw new Error('no port was handed over');
      ports.push(port);
      handler.upgrade(port);
      port.start();
    },
  };
  return { page, ports };
}

test('on the desktop the page hands over a port and is served on it', async () => {
  const { page, ports } = openDesktop();
  const { client, connection } = createBridge(page);
  expect((await client.settings.get()).destinationFolder).toBe('served on port 1');
  expect(connection.state().kind).toBe('connected');
  ports.at(-1)?.close();
});

test('a closed port is replaced by itself', async () => {
  const { page, ports } = openDesktop();
  const { client, connection } = createBridge(page);
  await client.settings.get();
  ports[0]?.close();
  await vi.waitFor(() => expect(connection.state().kind).toBe('reconnecting'));
  expect((await client.settings.get()).destinationFolder).toBe('served on port 2');
  ports.at(-1)?.close();
});

test('a call without an answer fails after its time', async () => {
  const { page, ports } = openDesktop();
  const { client } = createBridge(page);
  await expect(client.reference.lists(undefined, { context: { timeoutMs: 50 } })).rejects.toThrow(
    'No answer to reference.lists within 50 ms',
  );
  ports.at(-1)?.close();
});
