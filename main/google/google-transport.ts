import { gaxios } from 'google-auth-library';
import type { GoogleFetch } from './google-fetch.ts';

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
}): gaxios.Gaxios {
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
