import './google.css';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DestinationSwitch } from '../../main/ipc/contract/settings.ts';
import { DestinationHead } from '../settings/destination-head.tsx';
import { useApp } from '../ui/app-context.tsx';
import { Loading } from '../ui/loading.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { AccountSection } from './account-section.tsx';
import { EarlierSubmissions } from './earlier-submissions.tsx';
import { PlaceSection } from './place-section.tsx';

/** All of the office's Google that is decided once: who signs in, and which folder and sheet. */
export function GooglePanel({ destination }: { readonly destination: DestinationSwitch }) {
  const { api } = useApp();
  const { data: google, error } = useQuery(api.google.watch.experimental_liveOptions());
  return (
    <section className="panel destination-panel" aria-labelledby="google-title">
      <DestinationHead
        destination={destination}
        titleId="google-title"
        title="Google Drive and Sheets"
        text="The bills go into a folder in Google Drive; each submission gets a row in a sheet."
      />
      {google ? (
        <>
          <section className="google-step" aria-labelledby="google-account">
            <AccountSection google={google} titleId="google-account" />
          </section>
          <PlaceSection google={google} />
          <EarlierSubmissions neverSent={google.connection.kind === 'signed-in' ? google.neverSent : 0} />
          {google.apiRoot && (
            <Text size="sm" className="trouble">
              Not Google itself: {google.apiRoot} on this computer stands in for it.
            </Text>
          )}
        </>
      ) : error ? (
        <Text>{wordsFor(error)}</Text>
      ) : (
        <Loading what="the Google settings" />
      )}
    </section>
  );
}
