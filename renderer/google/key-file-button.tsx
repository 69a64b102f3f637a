import { useMutation } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { showDone } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { GoogleFileButton } from './google-file-button.tsx';

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
      <GoogleFileButton
        label={label}
        fileLabel="Key file"
        isBusy={adopt.isPending}
        onText={(text) => adopt.mutate({ text })}
      />
      {adopt.error && (
        <p className="input-problem" role="alert">
          {wordsFor(adopt.error)}
        </p>
      )}
    </div>
  );
}
