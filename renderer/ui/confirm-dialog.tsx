import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';

type Props = {
  readonly title: string;
  /** Names what will happen: `Discard 3 deliveries`. */
  readonly confirm: string;
  /** Leaves everything as it is; has the focus. */
  readonly keep: string;
  readonly isPending: boolean;
  /** Why it was not done. */
  readonly problem: string | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Asks before something that pressing a button again can't undo. Open for as long as it is drawn. */
export function ConfirmDialog({ title, confirm, keep, isPending, problem, onConfirm, onClose, children }: Props) {
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      classNames={{ title: 'dialog-title' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        {children}
        {problem && (
          <Text size="sm" className="trouble" role="alert">
            {problem}
          </Text>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {keep}
          </Button>
          <Button color="red.9" onClick={onConfirm} loading={isPending} disabled={problem !== null}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Gives the focus back to what had it when the dialog appeared. */
function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus();
    },
    [before],
  );
}
