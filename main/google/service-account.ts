import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../result.ts';

export type ServiceAccountKey = { readonly email: string; readonly privateKey: string; readonly keyId: string };

export type KeyFileProblem = {
  readonly code: 'not-a-key-file' | 'oauth-client-file' | 'key-damaged';
  readonly message: string;
};

const keyFile = z.object({
  type: z.literal('service_account'),
  client_email: z.string().regex(/^[^@\s]+@[^@\s]+\.gserviceaccount\.com$/),
  private_key: z.string(),
  private_key_id: z.string().default(''),
});
const clientFile = z.union([z.object({ installed: z.object({}) }), z.object({ web: z.object({}) })]);

/**
 * Reads a service account's key file as Google's console downloads it. Only the address and the key are taken: the
 * addresses in the file are not believed, tokens always come from Google.
 */
export function parseServiceAccountKey(text: string): Result<ServiceAccountKey, KeyFileProblem> {
  const json = parseJson(text);
  if (clientFile.safeParse(json).success)
    return err({
      code: 'oauth-client-file',
      message:
        'This is the file of an OAuth client, not of a service account. Use "Sign in with Google" for it, or download a key of the service account (JSON) in Google\'s console.',
    });
  const parsed = keyFile.safeParse(json);
  if (!parsed.success)
    return err({
      code: 'not-a-key-file',
      message:
        "This is not a service account key. In Google's console open the service account, then Keys, Add key, JSON, and choose the downloaded file.",
    });
  const { client_email: email, private_key: privateKey, private_key_id: keyId } = parsed.data;
  if (!isRsaKey(privateKey))
    return err({
      code: 'key-damaged',
      message: "The private key in this file is damaged. Download a new key in Google's console.",
    });
  return ok({ email, privateKey, keyId });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Any other file: said by the caller.
    return null;
  }
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    // Not a PEM of any kind: said by the caller.
    return false;
  }
}
