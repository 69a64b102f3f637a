import type { Draft } from './draft.ts';

/** What a page could not save before it went away. */
export type LeftDraft = {
  readonly draft: Draft;
  /** What main held, or may have held, as far as that page knew. */
  readonly known: readonly Draft[];
  /** False when main had not confirmed yet that it has the submission. */
  readonly stored: boolean;
};

/** The words left behind laid over what main holds now. Where that isn't what the page knew, somebody was there since: it stays. */
export function takeUp({ draft, known }: LeftDraft, held: Draft): Draft {
  return {
    form: laidOver(
      draft.form,
      held.form,
      known.map(({ form }) => form),
    ),
    decisions: laidOver(
      draft.decisions,
      held.decisions,
      known.map(({ decisions }) => decisions),
    ),
  };
}

function laidOver<T extends object>(left: T, held: T, known: readonly T[]): T {
  const textIn = (values: T, key: string) => JSON.stringify(Reflect.get(values, key));
  const keys = [...new Set([...Object.keys(held), ...Object.keys(left)])];
  const merged = keys.map((key) => {
    const isUntouched = known.some((each) => textIn(each, key) === textIn(held, key));
    return [key, Reflect.get(isUntouched ? left : held, key)] as const;
  });
  const result: T = JSON.parse(JSON.stringify(Object.fromEntries(merged)));
  return result;
}
