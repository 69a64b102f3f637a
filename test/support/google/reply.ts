import type { IncomingHttpHeaders } from 'node:http';

/** One request as an API file sees it: already routed, its body read as far as the client sent it. */
export type Call = {
  /** What the request is, in the API's own words, such as `drive.files.create`. */
  readonly name: string;
  readonly verb: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** False when the connection broke, or was made to break, before the whole body came. */
  readonly bodyComplete: boolean;
};

export type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown;
};

/** How an API refuses; the server turns it into the JSON that Google sends. */
export class Refusal extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(`refused with ${reply.status}`);
    this.reply = reply;
  }
}

/** Drive's older form of an error: a reason beside the message. */
export function driveRefusal(status: number, reason: string, message: string): Refusal {
  return new Refusal({
    status,
    body: { error: { errors: [{ domain: 'global', reason, message }], code: status, message } },
  });
}

/** The form of an error in newer APIs (AIP-193). */
export function sheetsRefusal(status: number, word: string, message: string): Refusal {
  return new Refusal({ status, body: { error: { code: status, message, status: word } } });
}

export function oauthRefusal(status: number, error: string, description: string): Refusal {
  return new Refusal({ status, body: { error, error_description: description } });
}

export type JsonObject = { readonly [name: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseJsonObject(text: string): JsonObject {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Said below, like any other body that is not an object.
  }
  throw sheetsRefusal(400, 'INVALID_ARGUMENT', 'Invalid JSON payload received.');
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
