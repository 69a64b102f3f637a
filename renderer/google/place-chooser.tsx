import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useApp } from '../ui/app-context.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { placeOf, problemAt } from './google-problem.ts';

export type PlaceLinks = { readonly sheetLink: string; readonly folderLink: string };

type Props = {
  /** Kept by the panel: they outlive a sign-in with wider access. */
  readonly links: PlaceLinks;
  readonly isFirst: boolean;
  readonly patienceMs: number;
  readonly onLinks: (links: PlaceLinks) => void;
  readonly onChosen: () => void;
  readonly onCancel: (() => void) | null;
};

/** Has a folder and a sheet made, or takes the links of the office's own. */
export function PlaceChooser({ links, isFirst, patienceMs, onLinks, onChosen, onCancel }: Props) {
  const { api } = useApp();
  const options = { context: { timeoutMs: patienceMs }, onSuccess: onChosen };
  const create = useMutation(api.google.createPlace.mutationOptions(options));
  const use = useMutation(api.google.usePlace.mutationOptions(options));
  const signIn = useMutation(api.google.signIn.mutationOptions());
  const isBusy = create.isPending || use.isPending;
  const error = signIn.error ?? use.error;
  const isAtInput = error === use.error && (placeOf(error) === 'sheet' || placeOf(error) === 'folder');
  const wantsWider = placeOf(use.error) === 'wider-access';

  function submit(event: FormEvent): void {
    event.preventDefault();
    create.reset();
    use.mutate(links);
  }

  return (
    <div className="place-chooser">
      <div className="place-way">
        <Text size="sm">
          {isFirst
            ? 'Nothing prepared in Google? Have both made, with the headings and the tabs for your lists.'
            : 'Go back to the folder and the spreadsheet that this app made; what is missing of them is made.'}
        </Text>
        <div>
          <Button
            variant={isFirst ? 'filled' : 'default'}
            loading={create.isPending}
            disabled={isBusy}
            onClick={() => {
              use.reset();
              create.mutate(undefined);
            }}
          >
            {isFirst ? 'Create the spreadsheet and the Drive folder for me' : 'Use those made by this app'}
          </Button>
        </div>
        {create.isPending && <Working />}
        {create.error && (
          <p className="input-problem" role="alert">
            {wordsFor(create.error)}
          </p>
        )}
      </div>
      <form className="place-way" aria-label="Use your own sheet and folder" onSubmit={submit}>
        <Text size="sm">{isFirst ? 'Or use what the office has:' : 'Or use others:'}</Text>
        <TextInput
          label="Link of the sheet"
          description="Open the sheet in the browser and copy its address."
          placeholder="https://docs.google.com/spreadsheets/d/…"
          value={links.sheetLink}
          error={problemAt(use.error, 'sheet')}
          maxLength={2000}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onLinks({ ...links, sheetLink: event.currentTarget.value })}
        />
        <TextInput
          label="Link of the folder"
          description="Leave it empty to have a folder made."
          placeholder="https://drive.google.com/drive/folders/…"
          value={links.folderLink}
          error={problemAt(use.error, 'folder')}
          maxLength={2000}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onLinks({ ...links, folderLink: event.currentTarget.value })}
        />
        <Group gap="xs">
          <Button
            type="submit"
            variant="default"
            loading={use.isPending}
            disabled={isBusy || links.sheetLink.trim() === ''}
          >
            Use these
          </Button>
          {onCancel && (
            <Button variant="subtle" onClick={onCancel} disabled={isBusy}>
              Keep the current ones
            </Button>
          )}
        </Group>
      </form>
      {use.isPending && <Working />}
      {error && !isAtInput && (
        <div className="google-notice" role="alert">
          <span>{wordsFor(error)}</span>
          {wantsWider && (
            <Button
              size="compact-sm"
              loading={signIn.isPending}
              onClick={() => signIn.mutate({ sheetMadeByHand: true, folderMadeByHand: links.folderLink.trim() !== '' })}
            >
              Sign in again and allow it
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Working() {
  return (
    <Text size="sm" c="dimmed" role="status">
      Working in Google… This can take a minute.
    </Text>
  );
}
