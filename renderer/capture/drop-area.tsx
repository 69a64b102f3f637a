import { Dropzone } from '@mantine/dropzone';
import { IconFileUpload } from '@tabler/icons-react';
import { useEffect } from 'react';
import { DROP_ZONE_ID } from './focus-place.ts';

type Props = {
  readonly isLarge: boolean;
  readonly problem: string | null;
  readonly onFiles: (files: readonly File[]) => void;
};

/**
 * Takes any file, however it comes: dropped anywhere on the window, pasted, or chosen. What it is, main finds out
 * from its content.
 */
export function DropArea({ isLarge, problem, onFiles }: Props) {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return; // Text, for the input that has the focus.
      event.preventDefault();
      onFiles(files);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [onFiles]);

  return (
    <>
      <Dropzone
        id={DROP_ZONE_ID}
        className={isLarge ? 'drop-area large' : 'drop-area'}
        aria-label="Add the utility bill"
        aria-describedby={problem ? 'drop-problem' : undefined}
        data-problem={problem !== null || undefined}
        activateOnDrag={false}
        enablePointerEvents
        inputProps={{ 'aria-label': 'Bill files', tabIndex: -1 }}
        onDrop={onFiles}
      >
        {isLarge ? (
          <div className="drop-invitation">
            <IconFileUpload size={32} stroke={1.5} aria-hidden />
            <strong>Drop the utility bill here, paste it, or click to choose</strong>
            <span>PDF, scan or phone photo (JPEG, PNG, TIFF, WebP, HEIC). Several files are fine.</span>
          </div>
        ) : (
          <div className="drop-more">
            <IconFileUpload size={16} aria-hidden />
            <span>Drop, paste or choose more</span>
          </div>
        )}
      </Dropzone>
      {problem && (
        <p id="drop-problem" className="input-problem">
          {problem}
        </p>
      )}
      <Dropzone.FullScreen
        active
        activateOnKeyboard={false}
        inputProps={{ 'aria-label': 'Files dropped on the window', tabIndex: -1 }}
        onDrop={onFiles}
        className="drop-anywhere"
      >
        <div className="drop-invitation">
          <IconFileUpload size={40} stroke={1.5} aria-hidden />
          <strong>Drop to add to this submission</strong>
        </div>
      </Dropzone.FullScreen>
    </>
  );
}
