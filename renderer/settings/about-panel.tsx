import { Button, CopyButton, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';

type Props = {
  readonly about: {
    readonly version: string;
    readonly host: 'desktop' | 'browser' | 'headless';
    readonly dataFolder: string;
    readonly logFolder: string;
  };
  readonly destinationFolder: string;
};

export function AboutPanel({ about, destinationFolder }: Props) {
  const canOpen = about.host === 'desktop';
  return (
    <section className="panel" aria-labelledby="about-title">
      <Title order={2} id="about-title">
        About
      </Title>
      <Text size="sm">GreenWatt Intake {about.version}</Text>
      <dl className="folders">
        <Folder label="Delivered to" path={destinationFolder} which="destination" canOpen={canOpen} />
        <Folder label="Data" path={about.dataFolder} which="data" canOpen={canOpen} />
        <Folder label="Logs" path={about.logFolder} which="logs" canOpen={canOpen} />
      </dl>
    </section>
  );
}

type FolderProps = { label: string; path: string; which: 'data' | 'logs' | 'destination'; canOpen: boolean };

/** Shown in the file manager where the host can; else its path can be copied. */
function Folder({ label, path, which, canOpen }: FolderProps) {
  const { api } = useApp();
  const open = useMutation(api.app.openFolder.mutationOptions({ onError: (error) => showFailure(wordsFor(error)) }));
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <span className="path">{path}</span>
        {canOpen ? (
          <Button size="compact-xs" variant="default" onClick={() => open.mutate({ which })}>
            Open
          </Button>
        ) : (
          <CopyButton value={path}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy} aria-label={`Copy the path: ${label}`}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        )}
      </dd>
    </>
  );
}
