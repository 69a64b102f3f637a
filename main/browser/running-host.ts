import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomically } from '../hosting/write-file-atomically.ts';

/**
 * A second start on the same data folder asks the first for a fresh link instead of failing. The first leaves a note
 * (mode 0600) in the folder with its port and a key. Neither side sends the key: each proves that it read the note, so
 * a program that has taken the port since learns nothing and can't answer with a link of its own.
 */
const runningHost = z.object({
  port: z.number().int().min(1).max(65_535),
  /** Null when the host has stopped; the port is kept for the next start. */
  key: z.string().min(32).nullable(),
});
export type RunningHost = z.infer<typeof runningHost>;

export const NEW_LINK_PATH = '/new-link';
const NONCE_HEADER = 'x-greenwatt-nonce';
const PROOF_HEADER = 'x-greenwatt-proof';
const ANSWER_WITHIN_MS = 2_000;

/** Null when there is no note, or none that can be understood. */
export async function readRunningHost(notePath: string): Promise<RunningHost | null> {
  try {
    return runningHost.parse(JSON.parse(await readFile(notePath, 'utf8')));
  } catch {
    // Nobody has run here, or the note is damaged: a start without it is right in both cases.
    return null;
  }
}

/** Throws when the disk refuses. */
export async function writeRunningHost(notePath: string, host: RunningHost): Promise<void> {
  await writeFileAtomically(notePath, `${notePath}.tmp`, JSON.stringify(host));
}

/** A fresh address of the host that left the note; null when it doesn't run any more. */
export async function askForLink({ port, key }: RunningHost): Promise<string | null> {
  if (key === null) return null;
  const nonce = randomBytes(32).toString('base64url');
  try {
    const response = await fetch(`http://127.0.0.1:${port}${NEW_LINK_PATH}`, {
      method: 'POST',
      headers: { [NONCE_HEADER]: nonce, [PROOF_HEADER]: prove(key, ['ask', nonce]) },
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const { token, proof } = z.object({ token: z.string(), proof: z.string() }).parse(await response.json());
    return isProof(proof, key, ['answer', nonce, token]) ? `http://127.0.0.1:${port}/?token=${token}` : null;
  } catch {
    // Nobody there, or somebody else: either way our host doesn't run.
    return null;
  }
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The other side: the answer to one that proves it read the note, null to anybody else. */
export function answerAsk(headers: Headers, key: string, issueToken: () => string): object | null {
  const nonce = headers[NONCE_HEADER];
  const proof = headers[PROOF_HEADER];
  // A browser always states an Origin here, and no browser has any business here.
  if (headers.origin !== undefined || typeof nonce !== 'string' || typeof proof !== 'string') return null;
  if (!isProof(proof, key, ['ask', nonce])) return null;
  const token = issueToken();
  return { token, proof: prove(key, ['answer', nonce, token]) };
}

function prove(key: string, said: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(said)).digest('base64url');
}

function isProof(proof: string, key: string, said: readonly string[]): boolean {
  const right = Buffer.from(prove(key, said));
  const given = Buffer.from(proof);
  return given.length === right.length && timingSafeEqual(given, right);
}
