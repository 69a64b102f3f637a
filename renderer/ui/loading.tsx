import { Group, Loader, Text } from '@mantine/core';

/** Appears only after a moment (CSS), so that what is there at once doesn't flicker. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <Group className="loading" gap="sm" p="lg" role="status">
      <Loader size="sm" />
      <Text c="dimmed">Loading {what}…</Text>
    </Group>
  );
}
