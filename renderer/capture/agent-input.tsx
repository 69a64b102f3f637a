import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApp } from '../ui/app-context.tsx';
import { formInputId } from './focus-place.ts';

type Agent = { readonly id: string; readonly name: string };

type Props = {
  readonly agents: readonly Agent[];
  /** When the list was fetched: with another list main is asked again. */
  readonly listedAt: number | null;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (agentId: string) => void;
};

/** Suggests by id and by name; anything can be typed, main decides, and is asked while the clerk types. */
export function AgentInput({ agents, listedAt, value, error, onChange }: Props) {
  const [isTyping, setTyping] = useState(false);
  const nameOf = (agentId: string) => agents.find(({ id }) => id.toLowerCase() === agentId.trim().toLowerCase())?.name;
  const name = nameOf(value);
  // What still begins a known one is no mistake yet.
  const isUnfinished = isTyping && agents.some((agent) => matches(agent, value));
  const problem = useAgentProblem(value, listedAt);
  return (
    <Autocomplete
      id={formInputId('agentId')}
      value={value}
      error={error ?? (isUnfinished ? null : problem)}
      maxLength={100}
      autoComplete="off"
      openOnFocus={false}
      limit={8}
      data={agents.map(({ id }) => id)}
      filter={({ options, search, limit }) =>
        options
          .filter((option) => 'value' in option && matches({ id: option.value, name: nameOf(option.value) }, search))
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
      onFocus={() => setTyping(true)}
      onBlur={() => setTyping(false)}
      onChange={onChange}
    />
  );
}

const PAUSE_MS = 300;

/** What main says about the id after a pause in typing; asked again when the list changes. */
function useAgentProblem(value: string, listedAt: number | null): string | null {
  const { api } = useApp();
  const [agentId] = useDebouncedValue(value.trim(), PAUSE_MS);
  const { data } = useQuery(
    api.reference.agent.queryOptions({
      input: { agentId },
      queryKey: [...api.reference.agent.queryKey({ input: { agentId } }), listedAt],
      enabled: agentId !== '',
    }),
  );
  return agentId === value.trim() ? (data?.problem ?? null) : null;
}

function matches({ id, name }: { readonly id: string; readonly name: string | undefined }, search: string): boolean {
  return `${id} ${name ?? ''}`.toLowerCase().includes(search.trim().toLowerCase());
}
