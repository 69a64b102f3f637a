import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { GoogleConnection, GoogleState } from '../../main/ipc/contract/google.ts';
import { useApp } from '../ui/app-context.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { showDone, showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { KeyFileButton } from './key-file-button.tsx';
import { SignInProblem } from './sign-in-problem.tsx';

type Props = {
  readonly google: GoogleState;
  readonly connection: Extract<GoogleConnection, { kind: 'signed-in' | 'ended' }>;
};

export function SignedIn({ google, connection }: Props) {
  const { api } = useApp();
  const [isLeaving, setLeaving] = useState(false);
  const signIn = useMutation(api.google.signIn.mutationOptions({ onError: (error) => showFailure(wordsFor(error)) }));
  const { account } = connection;
  const hasEnded = connection.kind === 'ended';
  return (
    <>
      <div className="account-line">
        {hasEnded ? (
          <IconAlertTriangle size={18} aria-hidden className="bad" />
        ) : (
          <IconCircleCheck size={18} aria-hidden className="good" />
        )}
        <div className="account-words">
          {hasEnded ? 'The sign-in has ended: ' : 'Signed in as '}
          {account.kind === 'service-account' && 'the service account '}
          <strong>{account.email ?? 'an account that Google did not name'}</strong>
        </div>
        <Group gap="xs">
          {hasEnded && account.kind === 'user' && (
            <Button
              size="compact-sm"
              variant="default"
              loading={signIn.isPending}
              onClick={() => signIn.mutate(undefined)}
            >
              Sign in again
            </Button>
          )}
          {hasEnded && account.kind === 'service-account' && <KeyFileButton label="Choose a new key file…" />}
          <Button size="compact-sm" variant="default" onClick={() => setLeaving(true)}>
            Sign out
          </Button>
        </Group>
      </div>
      {!hasEnded && <SignInProblem problem={google.signInProblem} />}
      <Text size="sm" c="dimmed">
        {google.secrets.message}
      </Text>
      {isLeaving && <SignOutDialog onClose={() => setLeaving(false)} />}
    </>
  );
}

function SignOutDialog({ onClose }: { readonly onClose: () => void }) {
  const { api } = useApp();
  const signOut = useMutation(
    api.google.signOut.mutationOptions({
      // Google is told, which may take as long as it takes to answer.
      context: { timeoutMs: 90_000 },
      onSuccess: ({ isRevoked }) => {
        showDone(isRevoked ? REVOKED : NOT_REVOKED);
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title="Sign out of Google?"
      confirm="Sign out"
      keep="Stay signed in"
      isPending={signOut.isPending}
      problem={signOut.error && wordsFor(signOut.error)}
      onConfirm={() => signOut.mutate(undefined)}
      onClose={onClose}
    >
      <Text size="sm">
        Nothing goes to Google until somebody signs in again. What waits is kept here; what was delivered stays in
        Google.
      </Text>
    </ConfirmDialog>
  );
}

const REVOKED = 'Signed out. Google has taken the app’s access away.';
const NOT_REVOKED =
  'Signed out on this computer. Google could not be told: to take the app’s access away there too, open your Google account, then Security.';
