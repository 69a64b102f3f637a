import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { hrefOf, useRoute } from '../ui/route.ts';
import { type Banner, bannerOf } from './banner-words.ts';

/** The one place that speaks up when Google wants somebody to sign in, on every screen. */
export function GoogleBanner() {
  const { api } = useApp();
  const route = useRoute();
  const { data: google } = useQuery(api.google.watch.experimental_liveOptions());
  const { data: isWaiting = false } = useQuery(
    api.outbox.watchQueue.experimental_liveOptions({
      select: ({ pauses }) =>
        pauses.some(({ destination, because }) => destination === 'google' && because === 'sign-in-needed'),
    }),
  );
  const banner = google ? bannerOf(google, { isWaiting }) : null;
  // There the panel itself shows how the sign-in goes.
  const isShownThere = banner?.action === 'cancel' && route.kind === 'settings' && route.section === 'delivery';
  return (
    <div role="status" aria-live="polite">
      {banner && !isShownThere && (
        <div className="line-banner with-action">
          <span>{banner.text}</span>
          <BannerButton action={banner.action} isAgain={google?.connection.kind === 'ended'} />
        </div>
      )}
    </div>
  );
}

function BannerButton({ action, isAgain }: { readonly action: Banner['action']; readonly isAgain: boolean }) {
  const { api } = useApp();
  const onError = (error: unknown) => showFailure(wordsFor(error));
  const signIn = useMutation(api.google.signIn.mutationOptions({ onError }));
  const cancel = useMutation(api.google.cancelSignIn.mutationOptions({ onError }));
  switch (action) {
    case 'sign-in':
      return (
        <Button size="compact-sm" loading={signIn.isPending} onClick={() => signIn.mutate(undefined)}>
          {isAgain ? 'Sign in again' : 'Sign in with Google'}
        </Button>
      );
    case 'cancel':
      return (
        <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
          Cancel
        </Button>
      );
    case 'open-settings':
      return (
        <Button size="compact-sm" component="a" href={hrefOf({ kind: 'settings', section: 'delivery' })}>
          Open settings
        </Button>
      );
    default:
      return action satisfies never;
  }
}
