import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { count } from '../ui/format.ts';
import { showDone, showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';

/** What was submitted before Google was switched on goes there only when somebody says so. */
export function EarlierSubmissions({ neverSent }: { readonly neverSent: number }) {
  const { api } = useApp();
  const send = useMutation(
    api.google.sendEarlier.mutationOptions({
      onSuccess: ({ submissions }) => showDone(`${count(submissions, 'submission')} will be sent to Google.`),
      onError: (error) => showFailure(wordsFor(error)),
    }),
  );
  if (neverSent === 0) return null;
  return (
    <p className="google-notice calm">
      <span>{count(neverSent, 'earlier submission')} never went to Google: it was not switched on then.</span>
      <Button size="compact-sm" variant="default" loading={send.isPending} onClick={() => send.mutate(undefined)}>
        {neverSent === 1 ? 'Send it too' : 'Send them too'}
      </Button>
    </p>
  );
}
