import { ActionIcon, Button, Menu, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { FieldName } from '../../main/ipc/contract/fields.ts';
import type { FieldDecision } from '../../main/ipc/contract/intake-form.ts';
import { fieldInputId } from '../capture/focus-place.ts';
import { FieldStatus } from './field-status.tsx';
import { type FieldView, offerOf } from './field-view.ts';
import { fieldWords } from './field-words.ts';
import type { PlacedReading, PlacedValue } from './merge-readings.ts';

type Props = {
  readonly name: FieldName;
  readonly reading: PlacedReading | null;
  readonly view: FieldView;
  readonly problem: string | null;
  /** Null: back to what was read. */
  readonly onDecide: (decision: FieldDecision | null) => void;
  readonly onShowPlace: (value: PlacedValue) => void;
  readonly onFocus: () => void;
};

export function FieldRow({ name, reading, view, problem, onDecide, onShowPlace, onFocus }: Props) {
  const { label, unit } = fieldWords[name];
  const isDecided = view.kind === 'typed' || view.kind === 'confirmed';
  const offer = isDecided ? offerOf(reading, view.value) : null;
  const hasAlternatives = reading !== null && reading.alternatives.length > 0;
  /** What was read without doubt may still need a word, e.g. when it is another utility than the form says. */
  const canBeConfirmed = view.kind === 'please-check' || (view.kind === 'certain' && problem !== null);
  const confirm = () => onDecide({ kind: 'confirmed', value: view.value });

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (canBeConfirmed) confirm();
    focusNextField(event.currentTarget, canBeConfirmed);
  }

  return (
    <div className="field-row" data-kind={view.kind}>
      <label htmlFor={fieldInputId(name)} className="field-label">
        {label}
      </label>
      <TextInput
        id={fieldInputId(name)}
        className="field-input"
        value={view.value}
        error={problem ?? undefined}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        data-field-kind={view.kind}
        aria-describedby={`status-${name}`}
        rightSection={
          (unit || hasAlternatives) && (
            <span className="field-end">
              {unit}
              {reading && hasAlternatives && (
                <Alternatives
                  label={label}
                  reading={reading}
                  onChoose={(value) => onDecide({ kind: 'typed', value })}
                />
              )}
            </span>
          )
        }
        rightSectionWidth={(unit ? 40 : 0) + (hasAlternatives ? 34 : 0) || undefined}
        onChange={(event) => onDecide({ kind: 'typed', value: event.currentTarget.value })}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      />
      <FieldStatus id={`status-${name}`} view={view} isEstimated={reading?.estimated ?? false} />
      <div className="field-actions">
        {canBeConfirmed && (
          <Tooltip label="It is right (Enter)">
            <ActionIcon variant="light" color="orange" aria-label={`Confirm ${label}`} onClick={confirm}>
              <IconCheck size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        {reading && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            title="Show on the page"
            aria-label={`Show ${label} on page ${reading.pageIndex + 1}`}
            onClick={() => onShowPlace(reading)}
          >
            Page {reading.pageIndex + 1}
          </Button>
        )}
      </div>
      {offer && (
        <div className="field-offer">
          On the bill: <strong>{offer.value}</strong>
          <button
            type="button"
            className="offer-use"
            onClick={() => onDecide({ kind: 'confirmed', value: offer.value })}
          >
            Use this
          </button>
        </div>
      )}
    </div>
  );
}

type AlternativesProps = { label: string; reading: PlacedReading; onChoose: (value: string) => void };

function Alternatives({ label, reading, onChoose }: AlternativesProps) {
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Other values for ${label}`} title="Other values">
          <IconChevronDown size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Also read on the bill</Menu.Label>
        {reading.alternatives.map(({ value, pageIndex }) => (
          <Menu.Item key={value} onClick={() => onChoose(value)}>
            {value} <span className="aside">page {pageIndex + 1}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** After a confirmation to the next field that needs a look; else to the next field. */
function focusNextField(from: HTMLInputElement, isConfirmed: boolean): void {
  const inputs = [...document.querySelectorAll<HTMLInputElement>('input[data-field-kind]')];
  const later = inputs.slice(inputs.indexOf(from) + 1);
  const doubtful = later.find((input) => input.dataset.fieldKind === 'please-check');
  (isConfirmed ? doubtful : (doubtful ?? later[0]))?.focus();
}
