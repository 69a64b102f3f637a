import type { Receipt } from './receipt.ts';

/** How an attempt ended. `cause`: a machine word to group by. `problem`: for the person at the screen. */
export type Outcome =
  /** It is there. Receipts by item are kept for later steps and later versions; null forgets one. */
  | { readonly kind: 'delivered'; readonly receipts: { readonly [item: string]: Receipt | null } }
  /** This entry failed and nothing happened at the destination. `notBefore`: the destination's own wish, UTC ms. */
  | { readonly kind: 'retry'; readonly cause: string; readonly problem: string; readonly notBefore?: number }
  /** It may have happened: to be looked up before it is repeated. */
  | { readonly kind: 'in-doubt'; readonly cause: string; readonly problem: string }
  /** Trying again won't help; a person must change something. The data is kept. */
  | { readonly kind: 'rejected'; readonly cause: string; readonly problem: string }
  /** The whole destination is out of reach (no network, no disk): all its entries wait, none is blamed. */
  | { readonly kind: 'unreachable'; readonly cause: string; readonly problem: string }
  /** The whole destination asks to be left alone until then, UTC ms. */
  | { readonly kind: 'rate-limited'; readonly until: number }
  /** The whole destination waits for a person to sign in. */
  | { readonly kind: 'sign-in-needed'; readonly problem: string };
