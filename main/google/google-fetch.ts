import type { ApiRoot } from './api-root.ts';

/** The only hosts that may ever hear from us. */
const GOOGLE_HOSTS = /^(?:[a-z0-9-]+\.)*googleapis\.com$/;

export type GoogleFetch = {
  /** Refuses any address that isn't Google's; sends all of them to the API root when there is one. */
  readonly fetch: typeof fetch;
  /** Google's clock minus ours as last heard, ms; null before the first answer. */
  readonly clockSkewMs: () => number | null;
};

/**
 * The one way out for every request to Google, whichever library makes it. An address of the API root itself is let
 * through too: upload sessions come back with addresses made by the server.
 */
export function createGoogleFetch(options: {
  readonly fetch: typeof fetch;
  readonly apiRoot: ApiRoot;
  readonly now: () => number;
}): GoogleFetch {
  const { apiRoot, now } = options;
  let clockSkewMs: number | null = null;

  function route(asked: URL): URL {
    if (apiRoot !== null && asked.origin === apiRoot.origin) return asked;
    if (asked.protocol !== 'https:' || !GOOGLE_HOSTS.test(asked.hostname))
      throw new Error(`refused to call ${asked.hostname}: not a Google API`);
    return apiRoot === null ? asked : new URL(asked.pathname + asked.search, apiRoot);
  }

  return {
    fetch: async (input, init) => {
      const asked = new URL(input instanceof Request ? input.url : input);
      const response = await options.fetch(route(asked), init);
      const date = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(date)) clockSkewMs = date - now();
      return response;
    },
    clockSkewMs: () => clockSkewMs,
  };
}
