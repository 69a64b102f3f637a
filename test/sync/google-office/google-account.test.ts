import { expect, test } from 'vitest';
import type { GoogleCall } from '../../../main/google/google-auth.ts';
import type { GoogleProblem } from '../../../main/google/google-problem.ts';
import { err } from '../../../main/result.ts';
import { listenForEnd } from '../../../main/sync/google-office/google-account.ts';

function listening(problem: GoogleProblem, duringCall: () => void = () => {}) {
  const heard: string[] = [];
  let epoch = 1;
  const call: GoogleCall = async () => {
    duringCall();
    return err(problem);
  };
  const listened = listenForEnd(call, { epoch: () => epoch, end: (message) => heard.push(message) });
  const signInAgain = () => {
    epoch += 1;
  };
  return { heard, ask: () => listened(async () => 'never'), signInAgain };
}

test('hears that the sign-in has ended, and that the client is no longer known', async () => {
  for (const why of ['ended', 'client-rejected'] as const) {
    const { heard, ask } = listening({ kind: 'sign-in-needed', why });
    expect(await ask()).toEqual({ ok: false, error: { kind: 'sign-in-needed', why } });
    expect(heard).toHaveLength(1);
  }
});

test('a missing scope, no sign-in and everything else say nothing about the sign-in’s end', async () => {
  const problems: GoogleProblem[] = [
    { kind: 'sign-in-needed', why: 'scope-missing' },
    { kind: 'sign-in-needed', why: 'never-signed-in' },
    { kind: 'not-allowed' },
    { kind: 'unreachable', why: 'offline' },
  ];
  for (const problem of problems) {
    const { heard, ask } = listening(problem);
    expect(await ask()).toEqual({ ok: false, error: problem });
    expect(heard).toEqual([]);
  }
});

test('a call begun before a new sign-in doesn’t end that one: it is simply tried again', async () => {
  const rig = listening({ kind: 'sign-in-needed', why: 'ended' }, () => rig.signInAgain());
  expect(await rig.ask()).toEqual({ ok: false, error: { kind: 'unreachable', why: 'refusing' } });
  expect(rig.heard).toEqual([]);
});
