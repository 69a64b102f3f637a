import { ZodError } from 'zod';
import type { GoogleProblem } from './google-problem.ts';

/** Codes of Node and undici, and Chromium's words for the same: nothing was sent. */
const NOT_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$|ERR_(?:INTERNET_DISCONNECTED|NAME_NOT_RESOLVED|CONNECTION_REFUSED|ADDRESS_UNREACHABLE|CONNECTION_TIMED_OUT|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED)/;
const CERTIFICATE = /CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER|ERR_TLS_|ERR_SSL_/;

/** How gaxios marks its errors: https://github.com/googleapis/gaxios, `GAXIOS_ERROR_SYMBOL`. */
const GAXIOS_ERROR = Symbol.for('gaxios-gaxios-error');

/** What a failed call means. Throws what isn't Google's or the network's doing: a mistake of ours. */
export function googleProblemOf(error: unknown): GoogleProblem {
  if (isObject(error) && GAXIOS_ERROR in error) return classifyGoogleError(error);
  // An answer of another shape than documented: cut short, or not from Google at all.
  if (error instanceof ZodError) return { kind: 'unclear', why: 'server-error' };
  throw error;
}

/**
 * What a thrown error of the Google libraries, gaxios or fetch means. Every error of a call comes through here and
 * nowhere else. Unknown shapes count as unclear: looking before repeating is always safe.
 */
export function classifyGoogleError(error: unknown): GoogleProblem {
  const response = responseOf(error);
  return response === null ? classifyNoAnswer(error) : classifyAnswer(response);
}

type Answer = {
  readonly status: number;
  readonly message: string;
  /** Drive's `reason`, or the status word of newer APIs, or OAuth's `error`. */
  readonly reasons: readonly string[];
  readonly retryAfterMs: number | null;
};

function classifyNoAnswer(error: unknown): GoogleProblem {
  const words = wordsOf(error);
  if (words.some((word) => NOT_SENT.test(word))) return { kind: 'unreachable', why: 'offline' };
  if (words.some((word) => CERTIFICATE.test(word))) return { kind: 'unreachable', why: 'certificate' };
  if (words.some((word) => word === 'TimeoutError' || word === 'AbortError'))
    return { kind: 'unclear', why: 'timeout' };
  return { kind: 'unclear', why: 'broken-connection' };
}

function classifyAnswer(answer: Answer): GoogleProblem {
  const { status, message, reasons } = answer;
  const says = (...expected: string[]) => expected.some((reason) => reasons.includes(reason));
  if (status === 429 || says('rateLimitExceeded', 'userRateLimitExceeded', 'sharingRateLimitExceeded'))
    return { kind: 'rate-limited', retryAfterMs: answer.retryAfterMs };
  if (status >= 500 || status === 408) return { kind: 'unclear', why: 'server-error' };
  // A proxy that wants a password, not Google: nothing got through.
  if (status === 407) return { kind: 'unreachable', why: 'offline' };
  if (says('invalid_grant'))
    return /iat and exp/.test(message) ? { kind: 'clock-wrong' } : { kind: 'sign-in-needed', why: 'ended' };
  if (says('invalid_client', 'unauthorized_client', 'deleted_client', 'org_internal'))
    return { kind: 'sign-in-needed', why: 'client-rejected' };
  if (status === 401) return { kind: 'sign-in-needed', why: 'ended' };
  if (says('fileIdInUse') || status === 409) return { kind: 'id-taken' };
  if (says('storageQuotaExceeded', 'teamDriveFileLimitExceeded', 'numChildrenInNonRootLimitExceeded'))
    return { kind: 'storage-full' };
  if (says('insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'))
    return { kind: 'sign-in-needed', why: 'scope-missing' };
  if (says('accessNotConfigured', 'SERVICE_DISABLED')) return { kind: 'api-disabled' };
  if (status === 403) return { kind: 'not-allowed' };
  if (status === 404 || status === 410) return { kind: 'not-found' };
  if (/Unable to parse range/.test(message)) return { kind: 'tab-missing' };
  if (/above the limit of \d+ cells/.test(message)) return { kind: 'sheet-full' };
  if (says('FAILED_PRECONDITION') && /document/.test(message)) return { kind: 'not-a-spreadsheet' };
  return { kind: 'refused', status, reason: reasons.join(' ') || 'unknown' };
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function responseOf(error: unknown): Answer | null {
  if (!isObject(error) || !isObject(error.response) || typeof error.response.status !== 'number') return null;
  const { status, data, headers } = error.response;
  const body = isObject(data) ? data : {};
  const detail = isObject(body.error) ? body.error : {};
  const reasons = [
    textOf(body.error),
    textOf(detail.status),
    ...reasonsIn(detail.errors),
    ...reasonsIn(detail.details),
  ];
  return {
    status,
    message: textOf(detail.message) || textOf(body.error_description) || textOf(data),
    reasons: reasons.filter((reason) => reason !== ''),
    retryAfterMs: headers instanceof Headers ? retryAfterMs(headers) : null,
  };
}

const reasonsIn = (list: unknown): string[] =>
  Array.isArray(list) ? list.map((each: unknown) => (isObject(each) ? textOf(each.reason) : '')) : [];

/** Seconds, or a date, which is held against the server's own clock: ours may be wrong. */
function retryAfterMs(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const waitMs = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs);
}

/** Codes, names and messages of an error and everything that caused it. */
function wordsOf(error: unknown, depth = 0): string[] {
  if (!isObject(error) || depth > 5) return [];
  const causes = [error.cause, ...(Array.isArray(error.errors) ? error.errors : [])];
  return [
    textOf(error.code),
    textOf(error.name),
    textOf(error.message),
    ...causes.flatMap((cause) => wordsOf(cause, depth + 1)),
  ].filter((word) => word !== '');
}
