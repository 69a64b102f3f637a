import { chmod, mkdir, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../diagnostics/log.ts';
import type { SecretStore } from '../host.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** How values are kept in the file. `reveal` answers null for one that this machine or user can't read any more. */
export type SecretSeal = {
  readonly seal: (value: string) => Promise<string>;
  readonly reveal: (sealed: string) => Promise<string | null>;
};

export type FileSecretsOptions = {
  readonly path: string;
  readonly newId: () => string;
  readonly log: Log;
  /** Null: values stand in the file as they are, and its mode is their only protection. */
  readonly keychain: SecretSeal | null;
};

type Sealed = Readonly<Record<string, string>>;

const PLAIN: SecretSeal = { seal: async (value) => value, reveal: async (sealed) => sealed };

/**
 * Secrets in one small JSON file of mode 0600, replaced atomically, so that a crash keeps the old ones. A damaged file
 * is put aside and told in the log; what it held must then be entered again. Throws when the disk refuses.
 */
export function createFileSecrets({ path, newId, log, keychain }: FileSecretsOptions): SecretStore {
  const { seal, reveal } = keychain ?? PLAIN;
  let last: Promise<unknown> = Promise.resolve();

  /** One at a time, so that two writes can't lose each other's value. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  }

  async function readAll(): Promise<Sealed> {
    const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return null;
      throw cause;
    });
    if (text === null) return {};
    const secrets = parseSecrets(text);
    if (secrets !== null) return secrets;
    await rename(path, `${path}.damaged`);
    log.warn('secrets: the file was damaged and put aside');
    return {};
  }

  async function replaceAll(secrets: Sealed): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomically(path, `${path}.${newId()}.tmp`, `${JSON.stringify(secrets, null, 2)}\n`);
    // A file made by another program may have kept a wider mode; on Windows the folder protects it.
    await chmod(path, 0o600);
  }

  return {
    protection: keychain === null ? 'file-mode-0600' : 'keychain',
    read: (name) =>
      inTurn(async () => {
        const sealed = (await readAll())[name];
        return sealed === undefined ? null : reveal(sealed);
      }),
    write: (name, value) =>
      inTurn(async () => {
        const sealed = await seal(value);
        await replaceAll({ ...(await readAll()), [name]: sealed });
      }),
    remove: (name) =>
      inTurn(async () => {
        const { [name]: removed, ...rest } = await readAll();
        if (removed !== undefined) await replaceAll(rest);
      }),
  };
}

function parseSecrets(text: string): Sealed | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
    const entries = Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return Object.fromEntries(entries);
  } catch {
    return null;
  }
}
