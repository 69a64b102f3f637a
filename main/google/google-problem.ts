/** What can become of a call to Google, other than success. Whoever called decides what it means for its work. */
export type GoogleProblem =
  /** The request never left this machine, or Google refuses even a fresh token for now: it certainly had no effect. */
  | { readonly kind: 'unreachable'; readonly why: 'offline' | 'certificate' | 'refusing' }
  /** No answer, half an answer or a server's failure: the request may have had its effect. */
  | { readonly kind: 'unclear'; readonly why: 'timeout' | 'broken-connection' | 'server-error' }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | null }
  | { readonly kind: 'sign-in-needed'; readonly why: 'never-signed-in' | 'ended' | 'scope-missing' | 'client-rejected' }
  /** This computer's clock is so wrong that Google refuses a service account's signature. */
  | { readonly kind: 'clock-wrong' }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'id-taken' }
  /** The Drive has no room left; of a service account outside a shared drive: never had any. */
  | { readonly kind: 'storage-full' }
  | { readonly kind: 'tab-missing' }
  | { readonly kind: 'sheet-full' }
  | { readonly kind: 'not-a-spreadsheet' }
  | { readonly kind: 'api-disabled' }
  /** Anything else Google says no to. The reason is for the log. */
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string };
