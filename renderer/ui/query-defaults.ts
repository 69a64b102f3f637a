import { ORPCError } from '@orpc/client';
import type { DefaultOptions } from '@tanstack/react-query';

/**
 * Main is on this machine: being offline says nothing about it, so nothing ever waits for the network. A lost
 * line heals, so what had no answer is asked again until it has one; an answer that is an error stays one.
 */
export const queryDefaults: DefaultOptions = {
  queries: {
    networkMode: 'always',
    refetchOnWindowFocus: false,
    retry: (failures, error) => (error instanceof ORPCError ? !error.defined && failures < 2 : true),
    retryDelay: (failures) => Math.min(500 * 2 ** failures, 5_000),
  },
  mutations: { networkMode: 'always' },
};
