import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { SetUpCheck } from '../../main/ipc/contract/google.ts';

const names: Readonly<Record<SetUpCheck['what'], string>> = {
  'sign-in': 'Sign-in',
  folder: 'Folder',
  sheet: 'Sheet',
  headings: 'Headings',
  space: 'Room',
};

type Props = { readonly checks: readonly SetUpCheck[] | null; readonly isTesting: boolean };

/** What the test found, line by line; `checks` is null before the first. */
export function SetUpChecks({ checks, isTesting }: Props) {
  return (
    <div role="status" aria-busy={isTesting}>
      {checks && (
        <>
          <p className="checks-verdict">{verdictOf(checks)}</p>
          <ul className="checks">
            {checks.map(({ what, verdict, message }) => (
              <li key={`${what} ${message}`} data-verdict={verdict}>
                <VerdictIcon verdict={verdict} />
                <span className="check-what">{names[what]}</span>
                <span>{message}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function verdictOf(checks: readonly SetUpCheck[]): string {
  const broken = checks.filter(({ verdict }) => verdict === 'broken').length;
  if (broken === 0) return 'Everything that delivery needs works.';
  return broken === 1 ? 'One thing has to be put right first.' : `${broken} things have to be put right first.`;
}

function VerdictIcon({ verdict }: Pick<SetUpCheck, 'verdict'>) {
  switch (verdict) {
    case 'works':
      return <IconCircleCheck size={16} className="good" aria-label="Works" />;
    case 'advice':
      return <IconInfoCircle size={16} className="notable" aria-label="Good to know" />;
    case 'broken':
      return <IconAlertTriangle size={16} className="bad" aria-label="Does not work" />;
    default:
      return verdict satisfies never;
  }
}
