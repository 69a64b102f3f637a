import type { Settings } from '../../main/ipc/contract/settings.ts';
import { AboutPanel } from './about-panel.tsx';
import { MemoryPanel } from './memory-panel.tsx';
import { ReadingForm } from './reading-form.tsx';

type Props = {
  readonly settings: Settings;
  readonly about: Parameters<typeof AboutPanel>[0]['about'];
};

export function ComputerSettings({ settings, about }: Props) {
  return (
    <div className="settings-columns">
      <ReadingForm settings={settings} />
      <div className="settings-side">
        <MemoryPanel />
        <AboutPanel about={about} destinationFolder={settings.destinationFolder} />
      </div>
    </div>
  );
}
