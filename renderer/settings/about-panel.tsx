import { Button, CopyButton, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { showDone, showFailure } from '../ui/notices.tsx';
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
      <ExportLogs />
    </section>
  );
}

function ExportLogs() {
  const { api } = useApp();
  const exporting = useMutation(
    api.diagnostics.exportLogs.mutationOptions({
      onSuccess: (answer) => {
        if (answer.kind === 'saved') showDone(`The logs are in ${answer.file}.`);
        if (answer.kind === 'download') {
          download(answer.zip, answer.fileName);
          showDone(`${answer.fileName} is among your downloads.`);
        }
      },
      onError: (error) => showFailure(wordsFor(error)),
    }),
  );
  return (
    <div className="export-logs">
      <Button size="compact-sm" variant="default" loading={exporting.isPending} onClick={() => exporting.mutate({})}>
        Export logs…
      </Button>
      <Text size="sm" c="dimmed">
        One file for support. It holds no customer’s data.
      </Text>
    </div>
  );
}

/** A browser that asks where to save has fetched it long before. */
const TAKEN_BY_MS = 60_000;

function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), TAKEN_BY_MS);
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
