import type { Client } from '../bridge.ts';

/** A page that fails in a loop must not fill the log. */
const MAX_REPORTS = 20;

/** Sends what nobody caught to main's log; also returns how to report something by hand. */
export function watchForErrors(
  page: Window,
  client: { readonly diagnostics: Pick<Client['diagnostics'], 'report'> },
): (error: unknown) => void {
  let reports = 0;
  function report(error: unknown): void {
    if (reports >= MAX_REPORTS) return;
    reports += 1;
    const message = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 4000);
    const stack = error instanceof Error ? error.stack?.slice(0, 8000) : undefined;
    client.diagnostics.report(stack === undefined ? { message } : { message, stack }).catch(() => {
      // No line to main: the console below is all there is.
    });
    console.error(error);
  }
  page.addEventListener('error', (event) => report(event.error ?? event.message));
  page.addEventListener('unhandledrejection', (event) => report(event.reason));
  return report;
}
