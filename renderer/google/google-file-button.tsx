import { Button, FileButton } from '@mantine/core';
import { useRef } from 'react';

/** Google's files are some kilobytes; of any other the beginning is enough to be told that it is the wrong one. */
const READ_AT_MOST = 20_000;

type Props = {
  readonly label: string;
  /** Of the file, for screen readers. */
  readonly fileLabel: string;
  readonly isBusy: boolean;
  readonly onText: (text: string) => void;
};

/** Has a file from Google's console chosen and read. The same one can be chosen again once it was corrected. */
export function GoogleFileButton({ label, fileLabel, isBusy, onText }: Props) {
  const reset = useRef<() => void>(null);

  async function read(file: File | null): Promise<void> {
    if (file === null) return;
    const text = await file.slice(0, READ_AT_MOST).text();
    reset.current?.();
    onText(text.slice(0, READ_AT_MOST));
  }

  return (
    <FileButton
      accept="application/json,.json"
      inputProps={{ 'aria-label': fileLabel }}
      resetRef={reset}
      onChange={(file) => void read(file)}
    >
      {(props) => (
        <Button {...props} variant="default" loading={isBusy}>
          {label}
        </Button>
      )}
    </FileButton>
  );
}
