import { Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { GoogleState } from '../../main/ipc/contract/google.ts';
import { SignInWays } from './sign-in-ways.tsx';
import { SignedIn } from './signed-in.tsx';
import { SigningIn } from './signing-in.tsx';

type Props = { readonly google: GoogleState; readonly titleId: string };

/** Who this installation is at Google, and how to change it. */
export function AccountSection({ google, titleId }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  const { kind } = google.connection;
  const shown = useRef(kind);
  useEffect(() => {
    // The button that was pressed is gone, and the focus with it.
    if (shown.current !== kind && document.activeElement === document.body) title.current?.focus();
    shown.current = kind;
  }, [kind]);
  return (
    <>
      <Title order={3} id={titleId} ref={title} tabIndex={-1} className="quiet-focus">
        Account
      </Title>
      <Standing google={google} />
    </>
  );
}

function Standing({ google }: Pick<Props, 'google'>) {
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
