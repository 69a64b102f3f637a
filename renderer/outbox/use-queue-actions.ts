import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Client } from '../bridge.ts';
import { useApp } from '../ui/app-context.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { deliveries } from './queue-words.ts';

export type AnyDeliveries = Parameters<Client['outbox']['retryNow']>[0];
export type SomeDeliveries = Parameters<Client['outbox']['putAside']>[0];

export type QueueActions = {
  /** What the last one did, for the status line; null before the first. */
  readonly said: { readonly text: string; readonly isFailure: boolean } | null;
  readonly isBusy: boolean;
  readonly tryAgain: (which: AnyDeliveries) => void;
  readonly putAside: (which: SomeDeliveries) => void;
  readonly takeBack: (which: SomeDeliveries) => void;
  readonly discarded: (amount: number) => void;
};

/** Later it may no longer be so. */
const SAID_FOR_MS = 15_000;

/** `onDone`: what was pressed may be gone from the screen now. */
export function useQueueActions(onDone: () => void): QueueActions {
  const { api } = useApp();
  const [said, setSaid] = useState<QueueActions['said']>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);

  function done(amount: number, wordsOf: (deliveries: string) => string): void {
    const text = amount === 0 ? 'Nothing was done: this has changed meanwhile.' : wordsOf(deliveries(amount));
    setSaid({ text, isFailure: false });
    onDone();
  }

  const optionsFor = (wordsOf: (deliveries: string) => string) => ({
    onSuccess: (answer: { readonly deliveries: number }) => done(answer.deliveries, wordsOf),
    onError: (error: unknown) => setSaid({ text: wordsFor(error), isFailure: true }),
  });
  const tryAgain = useMutation(api.outbox.retryNow.mutationOptions(optionsFor((them) => `Trying ${them} again now.`)));
  const putAside = useMutation(api.outbox.putAside.mutationOptions(optionsFor((them) => `${them} put aside.`)));
  const takeBack = useMutation(api.outbox.takeBack.mutationOptions(optionsFor((them) => `${them} taken back.`)));

  return {
    said,
    isBusy: tryAgain.isPending || putAside.isPending || takeBack.isPending,
    tryAgain: (which) => tryAgain.mutate(which),
    putAside: (which) => putAside.mutate(which),
    takeBack: (which) => takeBack.mutate(which),
    discarded: (amount) => done(amount, (them) => `${them} discarded.`),
  };
}
