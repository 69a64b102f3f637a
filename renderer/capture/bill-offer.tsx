import { sayTheSame } from '../review/same-words.ts';

type Props = { readonly read: string | null; readonly entered: string; readonly onUse: (value: string) => void };

/** What the bill says where the form says something else. Never fills in by itself. */
export function BillOffer({ read, entered, onUse }: Props) {
  if (!read || sayTheSame(read, entered)) return null;
  return (
    <span className="offer">
      <span className="offer-text" title={read}>
        Bill: <strong>{read}</strong>
      </span>
      <button type="button" className="offer-use" onClick={() => onUse(read)} aria-label={`Use ${read} from the bill`}>
        Use this
      </button>
    </span>
  );
}
