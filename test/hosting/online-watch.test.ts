import { describe, expect, it } from 'vitest';
import { createOnlineWatch } from '../../main/hosting/online-watch.ts';

function machine() {
  const state = { addresses: ['10.0.0.2'] as readonly string[], nowMs: 1_000_000, told: 0, ticking: false };
  let tick = () => {};
  const watch = createOnlineWatch({
    addresses: () => state.addresses,
    now: () => state.nowMs,
    every: (_intervalMs, callback) => {
      tick = callback;
      state.ticking = true;
      return () => {
        state.ticking = false;
      };
    },
  });
  const stop = watch(() => {
    state.told += 1;
  });
  const pass = (ms: number) => {
    state.nowMs += ms;
    tick();
  };
  return { state, pass, stop };
}

describe('the online watch', () => {
  it('is quiet while nothing changes', () => {
    const { state, pass } = machine();
    for (let index = 0; index < 10; index++) pass(5_000);
    expect(state.told).toBe(0);
  });

  it('tells once when the network comes back', () => {
    const { state, pass } = machine();
    state.addresses = [];
    pass(5_000);
    expect(state.told).toBe(0);
    state.addresses = ['10.0.0.2'];
    pass(5_000);
    pass(5_000);
    expect(state.told).toBe(1);
  });

  it('tells when the machine woke, unless there is no network yet', () => {
    const { state, pass } = machine();
    pass(3_600_000);
    expect(state.told).toBe(1);
    state.addresses = [];
    pass(3_600_000);
    expect(state.told).toBe(1);
  });

  it('stops looking when nobody listens', () => {
    const { state, stop } = machine();
    stop();
    expect(state.ticking).toBe(false);
  });
});
