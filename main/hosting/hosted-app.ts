import type { AnyContractRouter } from '@orpc/contract';
import type { Router } from '@orpc/server';
import type { Host } from '../host.ts';
import type { Result } from '../result.ts';
import type { Backup } from '../storage/storage-problem.ts';

/** An implemented contract that asks nothing of its host. `app.ts` is where a missing handler doesn't compile. */
export type AppRouter = Router<AnyContractRouter, Record<never, never>>;

/** What a host needs of the app. */
export type HostedApp = {
  readonly router: AppRouter;
  readonly start: () => Promise<void>;
  /** Ends OCR processes and closes the database; what was in progress goes on at the next start. */
  readonly stop: () => Promise<void>;
};

/** Why the app could not start. The message is fit for a clerk; `backups`, newest first, when one of them may help. */
export type StartProblem = { readonly message: string; readonly backups?: readonly Backup[] };

/** `createApp` of `app.ts`. */
export type CreateApp = (
  host: Host,
  options?: { readonly startNotice?: string },
) => Promise<Result<HostedApp, StartProblem>>;
