import { Button, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';

type Props = { readonly onError: (error: unknown) => void; readonly children: ReactNode };

/** The last resort when a screen fails to draw. React offers this as a class only. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Stack align="flex-start" p="xl" gap="sm" role="alert">
        <Title order={1}>This screen stopped working</Title>
        <Text maw={560}>
          Nothing that was saved is lost. Load the screen again to go on; if it happens again, tell your administrator:
          the reason is in the log.
        </Text>
        <Button onClick={() => window.location.reload()}>Load again</Button>
      </Stack>
    );
  }
}
