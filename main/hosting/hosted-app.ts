import type { AnyContractRouter } from '@orpc/contract';
import type { Router } from '@orpc/server';
import type { Host } from '../host.ts';
import type { Result } from '../result.ts';

/** An implemented contract that asks nothing of its host. `app.ts` is where a missing handler doesn't compile. */
export type AppRouter = Router<AnyContractRouter, Record<never, never>>;

/** What a host needs of the app. */
export type HostedApp = {
  readonly router: AppRouter;
  readonly start: () => Promise<void>;
  /** Ends OCR processes and closes the database; what was in progress goes on at the next start. */
  readonly stop: () => Promise<void>;
};

/** `createApp` of `app.ts`. The message of a problem is fit for a clerk. */
export type CreateApp = (host: Host) => Promise<Result<HostedApp, { readonly message: string }>>;
