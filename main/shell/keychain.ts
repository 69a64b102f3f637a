import type { Log } from '../diagnostics/log.ts';
import type { SecretSeal } from '../hosting/file-secrets.ts';
import type { ElectronParts } from './electron-parts.ts';

/**
 * Seals secrets with a key that the system's keychain keeps. Null where there is none: then they are kept in a file
 * that only the user can read, and the user is told so.
 */
export async function openKeychain(
  safeStorage: ElectronParts['safeStorage'],
  platform: NodeJS.Platform,
  log: Log,
): Promise<SecretSeal | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
  // A fixed password in Chromium's source protects nothing.
  if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
  return {
    seal: async (value) => (await safeStorage.encryptStringAsync(value)).toString('base64'),
    reveal: async (sealed) => {
      try {
        return (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result;
      } catch (cause) {
        log.error('secrets: the keychain can no longer open a secret', cause);
        return null;
      }
    },
  };
}
