import { Button, Group, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { GooglePlace, GoogleState } from '../../main/ipc/contract/google.ts';
import { useApp } from '../ui/app-context.tsx';
import { OutsideLink } from '../ui/outside-link.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { FullSheetNotice } from './full-sheet-notice.tsx';
import { PlaceChooser, type PlaceLinks } from './place-chooser.tsx';
import { SetUpChecks } from './set-up-checks.tsx';

/** Main gives up after three minutes. */
const PATIENCE_MS = 190_000;

/** Which folder and sheet submissions go to; can be chosen while somebody is signed in. */
export function PlaceSection({ google }: { readonly google: GoogleState }) {
  const { api } = useApp();
  const { connection, place, notices } = google;
  const [isChanging, setChanging] = useState(false);
  const [links, setLinks] = useState<PlaceLinks>({ sheetLink: '', folderLink: '' });
  const test = useMutation(api.google.testPlace.mutationOptions({ context: { timeoutMs: PATIENCE_MS } }));
  if (connection.kind === 'signed-out' && place === null) return null;

  function chosen(): void {
    setChanging(false);
    setLinks({ sheetLink: '', folderLink: '' });
    test.mutate(undefined);
  }

  const isSignedIn = connection.kind === 'signed-in';
  return (
    <section className="google-step" aria-labelledby="google-place">
      <Title order={3} id="google-place">
        Folder and sheet
      </Title>
      {place && <PlaceLines place={place} />}
      {notices.map(({ code, message }) => (
        <FullSheetNotice
          key={code}
          message={message}
          canCreate={isSignedIn && !isChanging}
          patienceMs={PATIENCE_MS}
          onCreated={chosen}
        />
      ))}
      {place && !isChanging && (
        <>
          <Group gap="xs">
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate(undefined)}>
              Test
            </Button>
            <Button variant="subtle" disabled={!isSignedIn} onClick={() => setChanging(true)}>
              Use another folder or sheet…
            </Button>
          </Group>
          {test.error && (
            <p className="input-problem" role="alert">
              {wordsFor(test.error)}
            </p>
          )}
          <SetUpChecks checks={test.data?.checks ?? null} isTesting={test.isPending} />
        </>
      )}
      {(place === null || isChanging) &&
        (isSignedIn ? (
          <PlaceChooser
            links={links}
            isFirst={place === null}
            patienceMs={PATIENCE_MS}
            onLinks={setLinks}
            onChosen={chosen}
            onCancel={place ? () => setChanging(false) : null}
          />
        ) : (
          <Text size="sm" c="dimmed">
            Sign in first.
          </Text>
        ))}
    </section>
  );
}

function PlaceLines({ place: { folder, sheet } }: { readonly place: GooglePlace }) {
  return (
    <dl className="place-lines">
      <dt>Folder</dt>
      <dd>
        <OutsideLink href={folder.link}>{folder.name}</OutsideLink>
      </dd>
      <dt>Sheet</dt>
      <dd>
        <OutsideLink href={sheet.link}>{sheet.title}</OutsideLink>
        {sheet.tab && <span className="aside">tab “{sheet.tab}”</span>}
      </dd>
    </dl>
  );
}
