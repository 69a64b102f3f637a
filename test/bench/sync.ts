import { benchQueue, benchSubmit, measureCosts } from './sync-delivery.ts';
import { benchSimulation } from './sync-simulation.ts';

/** Delivery to Google: how fast within its quotas, at what price in calls, and what a clerk notices of it. */
export async function benchSync(): Promise<void> {
  await benchQueue({ submissions: 1_000 });
  await benchSubmit({ entries: 10_000, samples: 500 });
  benchSimulation(await measureCosts({ submissions: 20 }));
}
