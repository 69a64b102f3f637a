import './settings.css';
import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { Loading } from '../ui/loading.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { hrefOf, type SettingsSection } from '../ui/route.ts';
import { ComputerSettings } from './computer-settings.tsx';
import { DeliverySettings } from './delivery-settings.tsx';
import { ListsPanel } from './lists-panel.tsx';

const sections: readonly { readonly section: SettingsSection; readonly title: string }[] = [
  { section: 'delivery', title: 'Where submissions go' },
  { section: 'lists', title: 'Lists' },
  { section: 'computer', title: 'This computer' },
];

export function SettingsScreen({ section }: { readonly section: SettingsSection }) {
  return (
    <div className="page page-settings">
      <Title order={1}>Settings</Title>
      <nav aria-label="Settings" className="settings-nav">
        {sections.map((each) => (
          <a
            key={each.section}
            href={hrefOf({ kind: 'settings', section: each.section })}
            aria-current={each.section === section ? 'page' : undefined}
          >
            {each.title}
          </a>
        ))}
      </nav>
      <Section section={section} />
    </div>
  );
}

function Section({ section }: { readonly section: SettingsSection }) {
  const { api } = useApp();
  const settings = useQuery(api.settings.get.queryOptions({ gcTime: 0 }));
  const about = useQuery(api.app.about.queryOptions());
  if (section === 'lists') return <ListsPanel />;
  const error = settings.error ?? about.error;
  if (!settings.data || !about.data) return error ? <Text p="lg">{wordsFor(error)}</Text> : <Loading what="settings" />;
  const props = { settings: settings.data, about: about.data };
  return section === 'delivery' ? <DeliverySettings {...props} /> : <ComputerSettings {...props} />;
}
