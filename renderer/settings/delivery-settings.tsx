import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Settings } from '../../main/ipc/contract/settings.ts';
import { GooglePanel } from '../google/google-panel.tsx';
import { useApp } from '../ui/app-context.tsx';
import { Loading } from '../ui/loading.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { FolderPanel } from './folder-panel.tsx';

type Props = { readonly settings: Settings; readonly about: { readonly canChooseFolder: boolean } };

/** Where submissions go: a folder, Google, or both. */
export function DeliverySettings({ settings, about }: Props) {
  const { api } = useApp();
  const { data: destinations, error } = useQuery(api.settings.watchDestinations.experimental_liveOptions());
  if (!destinations) return error ? <Text p="lg">{wordsFor(error)}</Text> : <Loading what="settings" />;
  return (
    <div className="settings-stack">
      {destinations.map((each) =>
        each.destination === 'google' ? (
          <GooglePanel key={each.destination} destination={each} />
        ) : (
          <FolderPanel
            key={each.destination}
            destination={each}
            folder={settings.destinationFolder}
            canChoose={about.canChooseFolder}
          />
        ),
      )}
    </div>
  );
}
