import type { GoogleState } from '../../main/ipc/contract/google.ts';

/** Why the last sign-in came to nothing. Cancelling is no trouble, only told. */
export function SignInProblem({ problem }: { readonly problem: GoogleState['signInProblem'] }) {
  if (problem === null) return null;
  return (
    <p className={problem.code === 'cancelled' ? 'google-said' : 'google-said trouble'} role="status">
      {problem.message}
    </p>
  );
}
