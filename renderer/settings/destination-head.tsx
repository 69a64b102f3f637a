import { Switch, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { DestinationSwitch } from '../../main/ipc/contract/settings.ts';
import { useApp } from '../ui/app-context.tsx';
import { showFailure } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';

type Props = {
  readonly destination: DestinationSwitch;
  readonly titleId: string;
  readonly title: string;
  readonly text: string;
};

/** The name of a destination, and whether it gets what is submitted from now on. */
export function DestinationHead({ destination: { destination, isOn, locked }, titleId, title, text }: Props) {
  const { api } = useApp();
  const change = useMutation(
    api.settings.switchDestination.mutationOptions({ onError: (error) => showFailure(wordsFor(error)) }),
  );
  const lockId = `${titleId}-locked`;
  return (
    <header className="destination-head">
      <div>
        <Title order={2} id={titleId}>
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      </div>
      <div className="destination-switch">
        <Switch
          label={isOn ? 'On' : 'Off'}
          labelPosition="left"
          aria-label={`Send submissions here: ${title}`}
          aria-describedby={locked ? lockId : undefined}
          checked={isOn}
          disabled={locked !== null || change.isPending}
          onChange={(event) => change.mutate({ destination, isOn: event.currentTarget.checked })}
        />
      </div>
      {locked && (
        <Text size="xs" c="dimmed" id={lockId} className="destination-locked">
          {locked}
        </Text>
      )}
    </header>
  );
}
