import { Button, Group, PasswordInput, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApp } from '../ui/app-context.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { GoogleFileButton } from './google-file-button.tsx';

type Props = {
  readonly onSaved: () => void;
  /** Null: there is nothing to go back to. */
  readonly onCancel: (() => void) | null;
};

/** The office's OAuth client, entered once: typed, or as the file from Google's console. */
export function ClientForm({ onSaved, onCancel }: Props) {
  const { api } = useApp();
  const [clientId, setClientId] = useState('');
  const [clientSecret, setClientSecret] = useState('');
  const save = useMutation(api.google.setClient.mutationOptions({ onSuccess: onSaved }));
  const isComplete = clientId.trim() !== '' && clientSecret.trim() !== '';

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isComplete) save.mutate({ clientId, clientSecret });
  }

  return (
    <form className="client-form" aria-label="The office’s access" onSubmit={submit} onChange={() => save.reset()}>
      <Text size="sm">
        Once per office: the client ID that whoever looks after your Google account made (type “Desktop app”).
      </Text>
      <TextInput
        label="Client ID"
        value={clientId}
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        onChange={(event) => setClientId(event.currentTarget.value)}
      />
      <PasswordInput
        label="Client secret"
        value={clientSecret}
        autoComplete="off"
        maxLength={500}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the secret' }}
        onChange={(event) => setClientSecret(event.currentTarget.value)}
      />
      {save.error && (
        <p className="input-problem" role="alert">
          {wordsFor(save.error)}
        </p>
      )}
      <Group gap="xs">
        <Button type="submit" disabled={!isComplete} loading={save.isPending}>
          Save and sign in
        </Button>
        <GoogleFileButton
          label="Use its file…"
          fileLabel="Client file"
          isBusy={save.isPending}
          onText={(file) => save.mutate({ file })}
        />
        {onCancel && (
          <Button variant="subtle" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </Group>
    </form>
  );
}
