import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

const UNDO_TIME_MS = 10_000;

/** Says what was done, with a way back. */
export function showUndo(message: string, undo: () => void): void {
  const id = notifications.show({
    autoClose: UNDO_TIME_MS,
    withCloseButton: true,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
}

/** Says what was done, where the screen itself no longer shows it. */
export function showDone(message: string): void {
  notifications.show({ message, autoClose: 8_000 });
}

export function showFailure(message: string): void {
  notifications.show({ message, color: 'red', role: 'alert', autoClose: 8_000 });
}
