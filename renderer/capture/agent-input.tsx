import { Autocomplete } from '@mantine/core';
import { formInputId } from './focus-place.ts';

type Props = {
  readonly agents: readonly { readonly id: string; readonly name: string }[];
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (agentId: string) => void;
};

/** Suggests by id and by name; anything can be typed, main decides. */
export function AgentInput({ agents, value, error, onChange }: Props) {
  const nameOf = (agentId: string) => agents.find(({ id }) => id.toLowerCase() === agentId.trim().toLowerCase())?.name;
  const name = nameOf(value);
  return (
    <Autocomplete
      id={formInputId('agentId')}
      value={value}
      error={error}
      maxLength={100}
      autoComplete="off"
      openOnFocus={false}
      limit={8}
      data={agents.map(({ id }) => id)}
      filter={({ options, search, limit }) =>
        options
          .filter((option) => 'value' in option && matches(option.value, nameOf(option.value), search))
          .slice(0, limit)
      }
      renderOption={({ option }) => (
        <span>
          {option.value} <span className="aside">{nameOf(option.value)}</span>
        </span>
      )}
      rightSection={name && <span className="agent-name">{name}</span>}
      rightSectionWidth={name ? 'min(50%, 9rem)' : undefined}
      rightSectionPointerEvents="none"
      onChange={onChange}
    />
  );
}

function matches(id: string, name: string | undefined, search: string): boolean {
  return `${id} ${name ?? ''}`.toLowerCase().includes(search.trim().toLowerCase());
}
