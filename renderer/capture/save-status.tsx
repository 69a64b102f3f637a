import { IconAlertTriangle, IconCheck, IconCloudUp } from '@tabler/icons-react';
import type { SaveState } from './draft-keeper.ts';

/** Whether what was typed is safe; always in view. */
export function SaveStatus({ save }: { readonly save: SaveState }) {
  switch (save.kind) {
    case 'untouched':
      return <span className="save-status" role="status" />;
    case 'saved':
      return (
        <span className="save-status" role="status">
          <IconCheck size={16} aria-hidden /> Saved
        </span>
      );
    case 'saving':
      return (
        <span className="save-status" role="status">
          <IconCloudUp size={16} aria-hidden /> Saving…
        </span>
      );
    case 'retrying':
      return (
        <span className="save-status trouble" role="status">
          <IconAlertTriangle size={16} aria-hidden /> Not saved – retrying
        </span>
      );
    case 'refused':
      return (
        <span className="save-status trouble" role="alert">
          <IconAlertTriangle size={16} aria-hidden /> Not saved. {save.message}
        </span>
      );
    default:
      return save satisfies never;
  }
}
