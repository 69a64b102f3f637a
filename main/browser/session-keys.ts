import { createHash, timingSafeEqual } from 'node:crypto';

export type SessionKeysOptions = {
  /** UTC milliseconds. */
  readonly now: () => number;
  /** At least 256 bits from the system's generator, in characters that need no escape in an address or a cookie. */
  readonly randomKey: () => string;
};

export type Redeemed =
  | { readonly kind: 'session'; readonly key: string }
  | { readonly kind: 'used' }
  | { readonly kind: 'unknown' };

/** Who may come in: a link works once and for ten minutes, and what it is exchanged for works until the host stops. */
export type SessionKeys = {
  /** The token of a fresh link. */
  readonly issueToken: () => string;
  readonly redeem: (token: string) => Redeemed;
  readonly holds: (sessionKey: string) => boolean;
};

const TOKEN_LIFE_MS = 10 * 60_000;
/** More links or browsers than anybody opens; the oldest are dropped. */
const MOST_KEPT = 32;

type IssuedToken = { readonly digest: Buffer; readonly expiresAt: number; used: boolean };

/** Keeps only digests, and compares them in constant time. */
export function createSessionKeys({ now, randomKey }: SessionKeysOptions): SessionKeys {
  const tokens: IssuedToken[] = [];
  const sessions: Buffer[] = [];

  return {
    issueToken: () => {
      const token = randomKey();
      keep(tokens, { digest: digestOf(token), expiresAt: now() + TOKEN_LIFE_MS, used: false });
      return token;
    },
    redeem: (token) => {
      const digest = digestOf(token);
      const issued = tokens.filter((each) => timingSafeEqual(each.digest, digest)).at(0);
      if (issued === undefined) return { kind: 'unknown' };
      if (issued.used) return { kind: 'used' };
      if (now() >= issued.expiresAt) return { kind: 'unknown' };
      issued.used = true;
      const key = randomKey();
      keep(sessions, digestOf(key));
      return { kind: 'session', key };
    },
    holds: (sessionKey) => {
      const digest = digestOf(sessionKey);
      return sessions.filter((each) => timingSafeEqual(each, digest)).length > 0;
    },
  };
}

function keep<T>(kept: T[], added: T): void {
  kept.push(added);
  if (kept.length > MOST_KEPT) kept.shift();
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
