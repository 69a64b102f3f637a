/** Flat facts of one log line. Never a customer's value: the redaction filter is a net, not a licence. */
export type LogFacts = { readonly [name: string]: string | number | boolean | null | undefined };

/** Where every room writes what happened. One line an event: `room: what` and facts. */
export type Log = {
  readonly info: (event: string, facts?: LogFacts) => void;
  readonly warn: (event: string, facts?: LogFacts) => void;
  /** `cause` is written with its stack. */
  readonly error: (event: string, cause: unknown, facts?: LogFacts) => void;
};

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
