import { ActionIcon, CloseButton, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useState } from 'react';
import type { DocumentProgress } from '../../main/ipc/contract/documents.ts';
import { PagePicture } from './page-picture.tsx';
import type { Place } from './place.ts';

type Props = {
  readonly document: DocumentProgress;
  readonly place: Place;
  readonly onMove: (place: Place) => void;
  readonly onClose: () => void;
};

/** Where form and bill stand side by side; below, the picture takes the whole window. Same as in intake.css. */
const SIDE_BY_SIDE = '(min-width: 60em)';
/** Shares of the pane's width; 1 shows the whole width of the page. */
const ZOOMS: readonly number[] = [1, 1.5, 2, 3, 4];
/** A printed value is legible at this zoom in a pane of about 500 px. */
const ZOOM_TO_A_MARK = 2;

/** The page as a picture, beside the fields. */
export function PagePane(props: Props) {
  const isSideBySide = useMediaQuery(SIDE_BY_SIDE, true, { getInitialValueInEffect: false });
  if (isSideBySide) {
    return (
      <section className="page-pane" aria-label="Page of the bill">
        <PageView {...props} />
      </section>
    );
  }
  return (
    <Modal opened onClose={props.onClose} fullScreen withCloseButton={false} padding={0} aria-label="Page of the bill">
      <section className="page-pane full">
        <PageView {...props} />
      </section>
    </Modal>
  );
}

function PageView({ document, place, onMove, onClose }: Props) {
  const { pageIndex, mark } = place;
  const [zoom, setZoom] = useState<number>(mark ? ZOOM_TO_A_MARK : 1);
  const [zoomedFor, setZoomedFor] = useState(place);
  // A jump to a value brings it to a legible size; the clerk's own zoom stays when it is already larger.
  if (zoomedFor !== place) {
    setZoomedFor(place);
    if (mark && zoom < ZOOM_TO_A_MARK) setZoom(ZOOM_TO_A_MARK);
  }
  const lastPage = (document.pageCount ?? 1) - 1;
  const leaf = (to: number) => onMove({ documentId: document.id, pageIndex: to, mark: null });
  const step = (by: 1 | -1) => setZoom(ZOOMS[ZOOMS.indexOf(zoom) + by] ?? zoom);
  const page = document.pages[pageIndex];

  return (
    <>
      <div className="page-tools">
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={pageIndex === 0}
          onClick={() => leaf(pageIndex - 1)}
          aria-label="Previous page"
        >
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <span className="page-number" aria-live="polite">
          Page {pageIndex + 1} of {lastPage + 1}
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={pageIndex >= lastPage}
          onClick={() => leaf(pageIndex + 1)}
          aria-label="Next page"
        >
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
        <span className="page-mark">
          {mark && (
            <>
              {mark.label}: <strong>{mark.value}</strong>
            </>
          )}
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={zoom === ZOOMS[0]}
          onClick={() => step(-1)}
          aria-label="Smaller"
        >
          <IconZoomOut size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={zoom === ZOOMS.at(-1)}
          onClick={() => step(1)}
          aria-label="Larger"
        >
          <IconZoomIn size={18} aria-hidden />
        </ActionIcon>
        <CloseButton onClick={onClose} aria-label="Close the picture" title="Close (Esc)" />
      </div>
      <PagePicture
        key={`${document.id} ${pageIndex}`}
        documentId={document.id}
        pageIndex={pageIndex}
        isSettled={page !== undefined && page.kind !== 'waiting' && page.kind !== 'reading'}
        box={mark?.box ?? null}
        zoom={zoom}
      />
    </>
  );
}
