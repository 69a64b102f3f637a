import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DocumentProgress } from '../../main/ipc/contract/documents.ts';
import { useApp } from '../ui/app-context.tsx';
import { wordsFor } from '../ui/refusal.ts';

type Props = { readonly document: DocumentProgress; readonly problem: { readonly message: string } };

/** Asks where the document stands; nothing else waits for the answer. */
export function PasswordPrompt({ document, problem }: Props) {
  const { api } = useApp();
  const [password, setPassword] = useState('');
  const provide = useMutation(api.documents.providePassword.mutationOptions());
  return (
    <form
      className="password-prompt"
      onSubmit={(event) => {
        event.preventDefault();
        if (password) provide.mutate({ documentId: document.id, password });
      }}
    >
      <p className="file-standing notable">{problem.message}</p>
      <div className="password-line">
        <PasswordInput
          size="xs"
          aria-label={`Password of ${document.fileName}`}
          placeholder="Password"
          autoComplete="off"
          maxLength={500}
          value={password}
          error={provide.isError ? wordsFor(provide.error) : undefined}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
            provide.reset();
          }}
        />
        <Button size="xs" type="submit" loading={provide.isPending} disabled={password === ''}>
          Open
        </Button>
      </div>
    </form>
  );
}
