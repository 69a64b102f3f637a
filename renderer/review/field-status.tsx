import { IconAlertCircle, IconCheck, IconPencil, IconQuestionMark } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FieldView } from './field-view.ts';

type Props = { readonly id: string; readonly view: FieldView; readonly isEstimated: boolean };

/** How sure the value is, in words; the colour only helps the eye. */
export function FieldStatus({ id, view, isEstimated }: Props) {
  const { icon, words } = lookOf(view, isEstimated);
  return (
    <span id={id} className="field-status" data-kind={view.kind}>
      {icon}
      {words}
    </span>
  );
}

function lookOf(view: FieldView, isEstimated: boolean): { readonly icon: ReactNode; readonly words: string } {
  switch (view.kind) {
    case 'no-bill':
    case 'reading':
      return { icon: null, words: '' };
    case 'not-found':
      return { icon: <IconQuestionMark size={15} aria-hidden />, words: 'Not found' };
    case 'certain':
      return { icon: <IconCheck size={15} aria-hidden />, words: isEstimated ? 'Estimate' : 'Certain' };
    case 'please-check':
      return {
        icon: <IconAlertCircle size={15} aria-hidden />,
        words: isEstimated ? 'Check estimate' : 'Please check',
      };
    case 'confirmed':
      return { icon: <IconCheck size={15} aria-hidden />, words: 'Confirmed' };
    case 'typed':
      return view.value === ''
        ? { icon: <IconPencil size={15} aria-hidden />, words: 'Left empty' }
        : { icon: <IconPencil size={15} aria-hidden />, words: 'Entered' };
    default:
      return view satisfies never;
  }
}
