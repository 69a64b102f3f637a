import { memo } from 'react';
import type { PageState } from '../../main/ipc/contract/documents.ts';

type Props = { readonly pages: readonly PageState[]; readonly onShowPage: (pageIndex: number) => void };

/** Up to this many pages the cells are large enough to carry their number. */
const NUMBERED_UP_TO = 48;

/**
 * One cell per page. A shortcut for the mouse: the keyboard leafs through the pages in the picture, and the line
 * above says in words how far the reading is.
 */
export function PageStrip({ pages, onShowPage }: Props) {
  if (pages.length < 2) return null;
  const isNumbered = pages.length <= NUMBERED_UP_TO;
  return (
    <div
      className={isNumbered ? 'page-strip numbered' : 'page-strip'}
      aria-hidden
      onClick={(event) => {
        const cell = event.target instanceof HTMLElement ? event.target.dataset.page : undefined;
        if (cell !== undefined) onShowPage(Number(cell));
      }}
    >
      {pages.map((page, index) => (
        <PageCell
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place in the document.
          key={index}
          pageIndex={index}
          look={page.kind === 'read' ? page.source : page.kind}
          words={wordsOf(page)}
          isNumbered={isNumbered}
        />
      ))}
    </div>
  );
}

type CellProps = { pageIndex: number; look: string; words: string; isNumbered: boolean };

const PageCell = memo(function PageCell({ pageIndex, look, words, isNumbered }: CellProps) {
  return (
    <span className="page-cell" data-page={pageIndex} data-look={look} title={`Page ${pageIndex + 1}: ${words}`}>
      {isNumbered && pageIndex + 1}
    </span>
  );
});

function wordsOf(page: PageState): string {
  switch (page.kind) {
    case 'waiting':
      return 'waiting';
    case 'reading':
      return 'being read';
    case 'quarantined':
      return `could not be read. ${page.reason}`;
    case 'read':
      return { 'text-layer': 'has text', ocr: 'recognised', blank: 'blank' }[page.source];
    default:
      return page satisfies never;
  }
}
