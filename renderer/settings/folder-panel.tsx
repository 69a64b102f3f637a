import { Button, Group, Text } from '@mantine/core';
import { isDefinedError } from '@orpc/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DestinationSwitch } from '../../main/ipc/contract/settings.ts';
import { useApp } from '../ui/app-context.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { DestinationHead } from './destination-head.tsx';
import { FolderInput } from './folder-input.tsx';

type Props = { readonly destination: DestinationSwitch; readonly folder: string; readonly canChoose: boolean };

/** The folder destination. Nothing changes until Save. */
export function FolderPanel({ destination, folder, canChoose }: Props) {
  const { api } = useApp();
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState(folder);
  const save = useMutation(
    api.settings.set.mutationOptions({
      onSuccess: (saved) => {
        setTyped(saved.destinationFolder);
        queryClient.setQueryData(api.settings.get.queryKey(), saved);
      },
    }),
  );
  const isDirty = typed !== folder;
  const failure =
    save.error && (isDefinedError(save.error) ? save.error.message : `Not saved. ${wordsFor(save.error)}`);

  function change(next: string): void {
    setTyped(next);
    save.reset();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isDirty && typed.trim() !== '') save.mutate({ destinationFolder: typed.trim() });
  }

  return (
    <section className="panel destination-panel" aria-labelledby="folder-title">
      <DestinationHead
        destination={destination}
        titleId="folder-title"
        title="Folder on this computer"
        text="Each submission gets a folder of its own, and a row in submissions.csv."
      />
      <form className="folder-form" aria-label="Folder on this computer" onSubmit={submit}>
        <FolderInput
          label="Destination folder"
          canChoose={canChoose}
          value={typed}
          error={typed.trim() === '' ? 'Enter the folder to deliver to.' : failure}
          onChange={change}
        />
        {(isDirty || save.isSuccess) && (
          <Group gap="sm">
            {isDirty && (
              <>
                <Button type="submit" disabled={typed.trim() === ''} loading={save.isPending}>
                  Save folder
                </Button>
                <Button variant="default" disabled={save.isPending} onClick={() => change(folder)}>
                  Discard change
                </Button>
              </>
            )}
            <Text size="sm" c="dimmed" role="status">
              {isDirty ? 'Not saved yet' : 'Saved'}
            </Text>
          </Group>
        )}
      </form>
    </section>
  );
}
