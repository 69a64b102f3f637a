import type { GoogleState } from '../../main/ipc/contract/google.ts';
import { SignInWays } from './sign-in-ways.tsx';
import { SignedIn } from './signed-in.tsx';
import { SigningIn } from './signing-in.tsx';

/** Who this installation is at Google, and how to change it. */
export function AccountSection({ google }: { readonly google: GoogleState }) {
  const { connection } = google;
  switch (connection.kind) {
    case 'signed-out':
      return <SignInWays google={google} />;
    case 'signing-in':
      return <SigningIn link={connection.link} endsAt={connection.endsAt} />;
    case 'signed-in':
    case 'ended':
      return <SignedIn google={google} connection={connection} />;
    default:
      return connection satisfies never;
  }
}
