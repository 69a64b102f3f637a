import type { ReactNode } from 'react';
import { formInputId } from './focus-place.ts';

type Props = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Takes the whole width of the form. */
  readonly isWide?: boolean;
  /** Stands at the end of the label's line, where it moves nothing when it appears. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

export function FormCell({ name, label, hint, isWide = false, aside, children }: Props) {
  return (
    <div className={isWide ? 'form-cell wide' : 'form-cell'}>
      <div className="label-line">
        <label htmlFor={formInputId(name)}>
          {label}
          {hint && <span className="label-hint"> ({hint})</span>}
        </label>
        {aside}
      </div>
      {children}
    </div>
  );
}
