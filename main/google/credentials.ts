import { z } from 'zod';
import type { SecretStore } from '../host.ts';

/** An OAuth client of the office's own, of type "Desktop app". */
export type OAuthClient = { readonly clientId: string; readonly clientSecret: string };

/** What proves to Google who we are. Lives in the host's secret store and nowhere else. */
const credentials = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('user'),
    clientId: z.string(),
    clientSecret: z.string(),
    refreshToken: z.string(),
    scopes: z.array(z.string()).readonly(),
    email: z.string().nullable(),
  }),
  z.object({ kind: z.literal('service-account'), email: z.string(), privateKey: z.string(), keyId: z.string() }),
]);
export type Credentials = Readonly<z.infer<typeof credentials>>;

const SECRET = 'google-credentials';

/** Null when nobody signed in, and when what is stored can't be read any more, which asks for a new sign-in. */
export async function readCredentials(secrets: SecretStore): Promise<Credentials | null> {
  const stored = await secrets.read(SECRET);
  if (stored === null) return null;
  try {
    return credentials.parse(JSON.parse(stored));
  } catch {
    // Written by another version or damaged: the office signs in again, nothing else is lost.
    return null;
  }
}

export const writeCredentials = (secrets: SecretStore, value: Credentials): Promise<void> =>
  secrets.write(SECRET, JSON.stringify(value));

export const removeCredentials = (secrets: SecretStore): Promise<void> => secrets.remove(SECRET);
