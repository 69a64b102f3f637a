import { CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApp } from './app-context.tsx';

/** What main has to say at its start, e.g. that a backup was restored. Stays until it is put away. */
export function StartNotice() {
  const { api } = useApp();
  const { data: about } = useQuery(api.app.about.queryOptions());
  const [putAway, setPutAway] = useState<string | null>(null);
  const notice = about?.startNotice ?? null;
  if (notice === null || notice === putAway) return null;
  return (
    <div className="line-banner start-notice" role="status">
      {notice}
      <CloseButton size="sm" aria-label="Put this message away" onClick={() => setPutAway(notice)} />
    </div>
  );
}
