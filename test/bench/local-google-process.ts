import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { GoogleTarget } from '../../main/sync/destinations/google/google.ts';
import type { ControlCommand, RemoteView } from '../support/google/control.ts';

const script = path.join(import.meta.dirname, '../support/google/start.ts');

/** A Local Google in a process of its own, with Google's quotas, so that it takes nothing from the app's time. */
export async function startLocalGoogleProcess() {
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url }: { url: string } = JSON.parse(String(line));

  async function ask(command: ControlCommand): Promise<unknown> {
    const response = await fetch(`${url}/_local`, { method: 'POST', body: JSON.stringify(command) });
    return response.json();
  }

  return {
    url,
    placeOffice: async () => (await ask({ do: 'place-office' })) as GoogleTarget,
    look: async () => (await ask({ do: 'look' })) as RemoteView,
    resetCounts: () => ask({ do: 'reset-counts' }),
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}
