import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretStore } from '../host.ts';

/** Texts too many or too short-lived for the secret store, kept elsewhere, readable only with a key from it. */
export type Sealer = {
  readonly seal: (text: string) => Promise<string>;
  /** Null when it was sealed with a key that is gone, or was changed. */
  readonly open: (sealed: string) => Promise<string | null>;
};

const SECRET = 'google-seal-key';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with one key for the installation, made at the first use. */
export function createSealer(secrets: SecretStore): Sealer {
  let key: Promise<Buffer> | null = null;

  async function loadKey(): Promise<Buffer> {
    const stored = await secrets.read(SECRET);
    if (stored !== null) return Buffer.from(stored, 'base64');
    const made = randomBytes(32);
    await secrets.write(SECRET, made.toString('base64'));
    return made;
  }

  async function theKey(): Promise<Buffer> {
    key ??= loadKey();
    try {
      return await key;
    } catch (error) {
      // The keychain may answer the next time.
      key = null;
      throw error;
    }
  }

  return {
    seal: async (text) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', await theKey(), iv);
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64');
    },
    open: async (sealed) => {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', await theKey(), bytes.subarray(0, IV_BYTES));
      try {
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        // Another key, or damaged: what was sealed is made anew by whoever asks.
        return null;
      }
    },
  };
}
