import './settings.css';
import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { Loading } from '../ui/loading.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { AboutPanel } from './about-panel.tsx';
import { MemoryPanel } from './memory-panel.tsx';
import { SettingsForm } from './settings-form.tsx';

export function SettingsScreen() {
  const { api } = useApp();
  const settings = useQuery(api.settings.get.queryOptions({ gcTime: 0 }));
  const about = useQuery(api.app.about.queryOptions());
  const error = settings.error ?? about.error;
  if (!settings.data || !about.data) return error ? <Text p="lg">{wordsFor(error)}</Text> : <Loading what="settings" />;
  return (
    <div className="page page-settings">
      <Title order={1}>Settings</Title>
      <div className="settings-columns">
        <SettingsForm settings={settings.data} about={about.data} />
        <div className="settings-side">
          <MemoryPanel />
          <AboutPanel about={about.data} destinationFolder={settings.data.destinationFolder} />
        </div>
      </div>
    </div>
  );
}
