import type { PlacedProblems } from './problem-places.ts';

export const formInputId = (key: string) => `form-${key}`;
export const fieldInputId = (name: string) => `bill-${name}`;
export const DROP_ZONE_ID = 'bill-drop-zone';
export const NEXT_INTAKE_ID = 'next-intake';

/** Moves the keyboard to the first place with a problem, in the order of the screen. */
export function focusPlace(problems: PlacedProblems): void {
  const ids = new Set([
    ...Object.keys(problems.form).map(formInputId),
    ...(problems.documents === null ? [] : [DROP_ZONE_ID]),
    ...Object.keys(problems.fields).map(fieldInputId),
  ]);
  focusFirst((id) => ids.has(id));
}

/** Moves the keyboard to what most likely comes next after a submit. */
export function focusNextIntake(): void {
  focusFirst((id) => id === NEXT_INTAKE_ID);
}

/** Moves the keyboard to the first field that needs a look. */
export function focusDoubt(): void {
  requestAnimationFrame(() => {
    const doubt = document.querySelector<HTMLElement>(
      '[data-field-kind="please-check"], [data-field-kind="not-found"]',
    );
    doubt?.focus();
  });
}

function focusFirst(isWanted: (id: string) => boolean): void {
  // After React has shown what was hidden.
  requestAnimationFrame(() => {
    const first = [...document.querySelectorAll<HTMLElement>('[id]')].find((element) => isWanted(element.id));
    first?.focus();
    first?.scrollIntoView({ block: 'nearest' });
  });
}
