import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Contract } from '../../main/ipc/contract.ts';

export type AppClient = ContractRouterClient<Contract>;

/** Comes in through the app's one-time link as a browser does, and answers its contract over the real socket. */
export async function connectClient(link: string): Promise<AppClient> {
  const { origin, host } = new URL(link);
  const entered = await fetch(link, { redirect: 'manual' });
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const websocket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin } });
  onTestFinished(() => websocket.terminate());
  await new Promise((resolve, reject) => websocket.once('open', resolve).once('error', reject));
  return createORPCClient(new RPCLink({ websocket: websocket as unknown as globalThis.WebSocket }));
}
