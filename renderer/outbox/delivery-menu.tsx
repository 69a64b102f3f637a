import { ActionIcon, Menu } from '@mantine/core';
import { IconClockPause, IconDotsVertical, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';

type Props = {
  readonly label: string;
  readonly isAside: boolean;
  readonly isDisabled: boolean;
  readonly onPutAside: () => void;
  readonly onDiscard: () => void;
};

/** What is seldom wanted, and never by accident. */
export function DeliveryMenu({ label, isAside, isDisabled, onPutAside, onDiscard }: Props) {
  const button = useRef<HTMLButtonElement>(null);

  /** The dialog gives the focus back to what had it. */
  function discard(): void {
    button.current?.focus();
    onDiscard();
  }

  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon ref={button} variant="subtle" color="gray" aria-label={label} disabled={isDisabled}>
          <IconDotsVertical size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!isAside && (
          <Menu.Item leftSection={<IconClockPause size={16} aria-hidden />} onClick={onPutAside}>
            Put aside
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={discard}>
          Discard…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
