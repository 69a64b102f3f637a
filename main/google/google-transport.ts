import type { gaxios } from 'google-auth-library';
import type { GoogleFetch } from './google-fetch.ts';
import { loadGoogle } from './load-google.ts';

export type GoogleTransport = () => Promise<gaxios.Gaxios>;

/**
 * The HTTP client given to all of Google's libraries. It never retries: the outbox owns retrying, and a hidden repeat
 * of an unclear append would double a row. The libraries ask for retries in each request, so they are taken out there.
 */
export function createGoogleTransport({
  fetch,
  timeoutMs,
}: {
  readonly fetch: GoogleFetch['fetch'];
  readonly timeoutMs: number;
}): GoogleTransport {
  async function create(): Promise<gaxios.Gaxios> {
    const { gaxios } = await loadGoogle();
    const transport = new gaxios.Gaxios({ fetchImplementation: fetch, timeout: timeoutMs, retry: false });
    transport.interceptors.request.add({
      resolved: async (config) => {
        config.retry = false;
        delete config.retryConfig;
        return config;
      },
    });
    return transport;
  }

  let created: Promise<gaxios.Gaxios> | null = null;
  return () => {
    created ??= create();
    return created;
  };
}
