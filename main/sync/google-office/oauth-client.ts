import { z } from 'zod';
import type { OAuthClient } from '../../google/credentials.ts';
import type { SecretStore } from '../../host.ts';
import { err, ok, type Result } from '../../result.ts';
import type { SettingsStore } from '../../settings.ts';
import type { OfficeProblem } from './office-problem.ts';

/** The office's own OAuth client, typed or as the file that Google's console downloads. */
export type OAuthClientInput = OAuthClient | { readonly file: string };

export type OAuthClientKeeper = {
  readonly get: () => Promise<OAuthClient | null>;
  readonly set: (input: OAuthClientInput) => Promise<Result<null, OfficeProblem>>;
};

const SECRET = 'google-client-secret';

const clientFile = z.object({ installed: z.object({ client_id: z.string(), client_secret: z.string() }) });
const webFile = z.object({ web: z.object({}) });

/** Its id is a setting; its secret goes into the secret store and is never told again. */
export function createOAuthClientKeeper(secrets: SecretStore, settings: SettingsStore): OAuthClientKeeper {
  return {
    async get() {
      const clientId = settings.get().googleClientId;
      const clientSecret = clientId === '' ? null : await secrets.read(SECRET);
      return clientSecret === null ? null : { clientId, clientSecret };
    },
    async set(input) {
      const client = 'file' in input ? parseClientFile(input.file) : checkId(input);
      if (!client.ok) return client;
      await secrets.write(SECRET, client.value.clientSecret);
      const set = await settings.set({ googleClientId: client.value.clientId });
      return set.ok ? ok(null) : err({ place: 'client', message: set.error.message });
    },
  };
}

function checkId(client: OAuthClient): Result<OAuthClient, OfficeProblem> {
  return client.clientId.endsWith('.apps.googleusercontent.com') ? ok(client) : err(problem(NOT_AN_ID));
}

function parseClientFile(text: string): Result<OAuthClient, OfficeProblem> {
  const json = parseJson(text);
  const parsed = clientFile.safeParse(json);
  if (!parsed.success) return err(problem(webFile.safeParse(json).success ? WEB_CLIENT : NOT_A_CLIENT_FILE));
  const { client_id: clientId, client_secret: clientSecret } = parsed.data.installed;
  return checkId({ clientId, clientSecret });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Any other file: said by the caller.
    return null;
  }
}

const problem = (message: string): OfficeProblem => ({ place: 'client', message });

const NOT_AN_ID = 'A client ID ends with ".apps.googleusercontent.com". Copy it again from Google\'s console.';
const WEB_CLIENT =
  'This is an OAuth client for web sites. In Google\'s console create one of type "Desktop app" and use its file.';
const NOT_A_CLIENT_FILE =
  "This is not the file of an OAuth client. In Google's console open Credentials, choose the client, then Download JSON.";
