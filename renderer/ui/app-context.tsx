import type { createTanstackQueryUtils, RouterUtils } from '@orpc/tanstack-query';
import { createContext, useContext, useEffect, useState } from 'react';
import type { Client, Connection } from '../bridge.ts';

/** What every screen may use; made once in main.tsx. */
export type AppParts = {
  readonly client: Client;
  /** The same client as query and mutation options. */
  readonly api: ReturnType<typeof createTanstackQueryUtils<Client>> & RouterUtils<Client>;
  readonly connection: Connection;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
};

export const AppContext = createContext<AppParts | null>(null);

export function useApp(): AppParts {
  const parts = useContext(AppContext);
  if (!parts) throw new Error('AppContext is missing: render inside main.tsx');
  return parts;
}

/** The time, renewed every `everyMs`, for texts such as "next try in 3 min". */
export function useNow(everyMs: number): number {
  const { now } = useApp();
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs);
    return () => clearInterval(timer);
  }, [now, everyMs]);
  return time;
}
