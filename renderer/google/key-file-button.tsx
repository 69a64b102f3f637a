import { Button, FileButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { showDone } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { readSmallFile } from './read-small-file.ts';

/** Signs in with the key file of a service account. */
export function KeyFileButton({ label }: { readonly label: string }) {
  const { api } = useApp();
  const adopt = useMutation(
    api.google.useKeyFile.mutationOptions({
      // Google is asked whether it knows the key.
      context: { timeoutMs: 130_000 },
      onSuccess: ({ email }) => showDone(`Signed in as ${email}. The key is kept by the app: you can delete the file.`),
    }),
  );
  return (
    <div>
      <FileButton
        accept="application/json,.json"
        inputProps={{ 'aria-label': 'Key file' }}
        onChange={async (file) => file && adopt.mutate({ text: await readSmallFile(file) })}
      >
        {(props) => (
          <Button {...props} variant="default" loading={adopt.isPending}>
            {label}
          </Button>
        )}
      </FileButton>
      {adopt.error && (
        <p className="input-problem" role="alert">
          {wordsFor(adopt.error)}
        </p>
      )}
    </div>
  );
}
