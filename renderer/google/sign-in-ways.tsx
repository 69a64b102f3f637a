import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { GoogleState } from '../../main/ipc/contract/google.ts';
import { useApp } from '../ui/app-context.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { ClientForm } from './client-form.tsx';
import { KeyFileButton } from './key-file-button.tsx';
import { SignInProblem } from './sign-in-problem.tsx';

/** The two ways in: a person's account through the browser, or a service account's key file. */
export function SignInWays({ google }: { readonly google: GoogleState }) {
  return (
    <>
      <div className="sign-in-ways">
        <div className="sign-in-way">
          <Text fw={600}>With a Google account</Text>
          <Text size="sm" c="dimmed">
            Your browser opens Google’s page; the password stays there.
          </Text>
          <WithBrowser clientId={google.clientId} />
        </div>
        <div className="sign-in-way">
          <Text fw={600}>With a service account</Text>
          <Text size="sm" c="dimmed">
            For offices with a shared drive. Take the key file (JSON) that Google’s console made.
          </Text>
          <KeyFileButton label="Choose key file…" />
        </div>
      </div>
      <SignInProblem problem={google.signInProblem} />
      <Text size="sm" c="dimmed">
        {google.secrets.message}
      </Text>
    </>
  );
}

function WithBrowser({ clientId }: { readonly clientId: string | null }) {
  const { api } = useApp();
  const [isChanging, setChanging] = useState(false);
  const signIn = useMutation(api.google.signIn.mutationOptions());
  if (clientId === null || isChanging) {
    return (
      <ClientForm
        onSaved={() => {
          setChanging(false);
          signIn.mutate(undefined);
        }}
        onCancel={clientId === null ? null : () => setChanging(false)}
      />
    );
  }
  return (
    <>
      <div>
        <Button loading={signIn.isPending} onClick={() => signIn.mutate(undefined)}>
          Sign in with Google
        </Button>
      </div>
      {signIn.error && (
        <p className="input-problem" role="alert">
          {wordsFor(signIn.error)}
        </p>
      )}
      <p className="client-line">
        Client ID <span className="path">{clientId}</span>{' '}
        <Button size="compact-xs" variant="subtle" onClick={() => setChanging(true)} aria-label="Change the client ID">
          Change
        </Button>
      </p>
    </>
  );
}
