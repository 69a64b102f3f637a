import { Button, TextInput, type TextInputProps } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';

type Props = Omit<TextInputProps, 'value' | 'onChange'> & {
  readonly canChoose: boolean;
  readonly value?: string;
  readonly onChange?: (folder: string) => void;
};

/** A path that can be typed, pasted, or, where the host has a dialog, chosen. */
export function FolderInput({ canChoose, value = '', onChange, ...others }: Props) {
  const { api } = useApp();
  const choose = useMutation(
    api.app.chooseFolder.mutationOptions({
      // A person is looking through folders: no hurry.
      context: { timeoutMs: null },
      onSuccess: (chosen) => chosen && onChange?.(chosen.folder),
      onError: (error) => showFailure(wordsFor(error)),
    }),
  );
  return (
    <TextInput
      {...others}
      value={value}
      onChange={(event) => onChange?.(event.currentTarget.value)}
      spellCheck={false}
      autoComplete="off"
      rightSectionWidth={canChoose ? 96 : undefined}
      rightSection={
        canChoose && (
          <Button
            size="compact-sm"
            variant="light"
            loading={choose.isPending}
            onClick={() => choose.mutate({ startAt: value })}
          >
            Choose…
          </Button>
        )
      }
    />
  );
}
