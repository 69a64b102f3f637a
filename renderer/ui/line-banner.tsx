import { useEffect, useState, useSyncExternalStore } from 'react';
import { useApp } from './app-context.tsx';

/** A blink of the line is not worth a word. */
const QUIET_MS = 600;
const NOT_ANSWERING_AFTER = 6;

/** Says that the line to main is down, once it has been for a moment. */
export function LineBanner() {
  const { connection } = useApp();
  const state = useSyncExternalStore(connection.subscribe, connection.state);
  const isDown = state.kind === 'reconnecting';
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isDown) return setShown(false);
    const timer = setTimeout(() => setShown(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [isDown]);

  return (
    <div role="status" aria-live="polite">
      {isDown && isShown && (
        <div className="line-banner">
          {state.failedAttempts < NOT_ANSWERING_AFTER
            ? 'Reconnecting… You can go on typing: it is saved as soon as the line is back.'
            : 'The app does not answer. If it was closed, start it again and open the address it shows. What you typed is kept in this window.'}
        </div>
      )}
    </div>
  );
}
