import type { AnyContractRouter } from '@orpc/contract';
import type { Router } from '@orpc/server';

/** An implemented contract that asks nothing of its host. `app.ts` is where a missing handler doesn't compile. */
export type AppRouter = Router<AnyContractRouter, Record<never, never>>;
