import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { wordsFor } from '../ui/refusal.ts';

type Props = {
  readonly message: string;
  readonly canCreate: boolean;
  readonly patienceMs: number;
  readonly onCreated: () => void;
};

/** The spreadsheet is nearly full: the next one is made with the lists of this one. */
export function FullSheetNotice({ message, canCreate, patienceMs, onCreated }: Props) {
  const { api } = useApp();
  const create = useMutation(
    api.google.createPlace.mutationOptions({ context: { timeoutMs: patienceMs }, onSuccess: onCreated }),
  );
  return (
    <>
      <p className="google-notice">
        <span>{message}</span>
        {canCreate && (
          <Button
            size="compact-sm"
            variant="default"
            loading={create.isPending}
            onClick={() => create.mutate(undefined)}
          >
            Create a new spreadsheet
          </Button>
        )}
      </p>
      {create.error && (
        <p className="input-problem" role="alert">
          {wordsFor(create.error)}
        </p>
      )}
    </>
  );
}
