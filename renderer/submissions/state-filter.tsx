import { type StateGroup, stateGroups, stateWords } from './state-words.ts';

type Props = {
  readonly counts: ReadonlyMap<StateGroup, number>;
  readonly total: number;
  /** Null: all. */
  readonly chosen: StateGroup | null;
  readonly onChoose: (group: StateGroup | null) => void;
};

/** One button per state that occurs, with how many are in it. */
export function StateFilter({ counts, total, chosen, onChoose }: Props) {
  const groups = stateGroups.filter((group) => counts.has(group) || group === chosen);
  return (
    <fieldset className="state-filter" aria-label="Show">
      <Choice label="All" amount={total} isChosen={chosen === null} onChoose={() => onChoose(null)} />
      {groups.map((group) => (
        <Choice
          key={group}
          label={stateWords[group]}
          amount={counts.get(group) ?? 0}
          isChosen={group === chosen}
          onChoose={() => onChoose(group)}
        />
      ))}
    </fieldset>
  );
}

type ChoiceProps = { label: string; amount: number; isChosen: boolean; onChoose: () => void };

function Choice({ label, amount, isChosen, onChoose }: ChoiceProps) {
  return (
    <button type="button" aria-pressed={isChosen} onClick={onChoose}>
      {label} <span>{amount.toLocaleString('en-US')}</span>
    </button>
  );
}
