import { Autocomplete, Select } from '@mantine/core';

type Props = {
  readonly id: string;
  readonly choices: readonly string[];
  /** The choices are suggestions only: the office has no list of its own yet. */
  readonly isOpen: boolean;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
};

/** A choice from the office's list. A value that is no longer on it stays and can be seen. */
export function ListInput({ id, choices, isOpen, value, error, onChange }: Props) {
  if (isOpen) {
    return (
      <Autocomplete
        id={id}
        data={[...choices]}
        value={value}
        error={error}
        maxLength={200}
        autoComplete="off"
        openOnFocus={false}
        onChange={onChange}
      />
    );
  }
  return (
    <Select
      id={id}
      data={value && !choices.includes(value) ? [value, ...choices] : [...choices]}
      value={value || null}
      error={error}
      searchable
      autoSelectOnBlur
      openOnFocus={false}
      nothingFoundMessage="Not on the office's list"
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}
