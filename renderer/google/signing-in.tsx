import { Button, Group, Loader, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useApp, useNow } from '../ui/app-context.tsx';
import { formatWait } from '../ui/format.ts';
import { showFailure } from '../ui/notices.tsx';
import { OutsideLink } from '../ui/outside-link.tsx';
import { wordsFor } from '../ui/refusal.ts';

/** `link`: null until Google's page was asked for. `endsAt`: UTC ms. */
export function SigningIn({ link, endsAt }: { readonly link: string | null; readonly endsAt: number }) {
  const { api } = useApp();
  const now = useNow(1_000);
  const cancel = useMutation(
    api.google.cancelSignIn.mutationOptions({ onError: (error) => showFailure(wordsFor(error)) }),
  );
  return (
    <div className="signing-in">
      <Loader size="sm" aria-hidden />
      <div>
        <Text fw={600} role="status">
          Sign in on Google’s page in your browser
        </Text>
        <Text size="sm" c="dimmed">
          Choose the account, then “Allow”. This ends by itself in {formatWait(Math.max(0, endsAt - now))}.
        </Text>
        {link && (
          <Text size="sm">
            Don't see the page? <OutsideLink href={link}>Open it again</OutsideLink>
          </Text>
        )}
      </div>
      <Group ml="auto">
        <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
          Cancel
        </Button>
      </Group>
    </div>
  );
}
