import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useApp } from '../ui/app-context.tsx';
import { Loading } from '../ui/loading.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { type Box, uprightBox, uprightSize } from './place-on-page.ts';
import { useDragToScroll } from './use-drag-to-scroll.ts';

type Props = {
  readonly documentId: string;
  readonly pageIndex: number;
  /** Once the page is read its turn is known: the picture is asked for again. */
  readonly isSettled: boolean;
  /** In page units of the page as a viewer shows it. */
  readonly box: Box | null;
  /** 1: the whole width of the page. */
  readonly zoom: number;
};

/** Sharp enough for small print at three times the pane's width. */
const PICTURE_WIDTH_PX = 1600;
const PICTURE_TIMEOUT_MS = 60_000;
/** Pictures leave the memory soon after they leave the screen. */
const PICTURE_KEPT_MS = 30_000;

export function PagePicture({ documentId, pageIndex, isSettled, box, zoom }: Props) {
  const { api } = useApp();
  const input = { documentId, pageIndex, maxWidthPx: PICTURE_WIDTH_PX };
  const { data, error } = useQuery(
    api.documents.pagePicture.queryOptions({
      input,
      queryKey: [...api.documents.pagePicture.queryKey({ input }), { isSettled }],
      context: { timeoutMs: PICTURE_TIMEOUT_MS },
      gcTime: PICTURE_KEPT_MS,
      staleTime: Number.POSITIVE_INFINITY,
      placeholderData: (previous) => previous,
    }),
  );
  const url = useObjectUrl(data?.picture);
  const frame = useDragToScroll();
  const mark = useRef<HTMLDivElement>(null);

  // Brings the value to the middle whenever it is another one, the picture has come, or the zoom has changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect reads the layout these values lead to.
  useEffect(() => {
    mark.current?.scrollIntoView({ block: 'center', inline: 'center' });
  }, [box, zoom, url]);

  if (!data || !url) {
    return error ? <p className="page-frame page-trouble">{wordsFor(error)}</p> : <Loading what="the page" />;
  }
  const page = { width: data.pageWidth, height: data.pageHeight };
  const upright = uprightSize(page, data.rotation);
  const place = box && uprightBox(box, page, data.rotation);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: so that the arrow keys can scroll the page.
    <div className="page-frame" ref={frame} tabIndex={0}>
      <div
        className="page-sheet"
        style={{ width: `${zoom * 100}%`, aspectRatio: `${upright.width} / ${upright.height}` }}
      >
        <img
          src={url}
          alt={`Page ${pageIndex + 1}`}
          draggable={false}
          style={{
            width: `${(page.width / upright.width) * 100}%`,
            transform: `translate(-50%, -50%) rotate(${data.rotation}deg)`,
          }}
        />
        {place && (
          <div
            ref={mark}
            className="page-highlight"
            style={{
              left: `${(place.left / upright.width) * 100}%`,
              top: `${(place.top / upright.height) * 100}%`,
              width: `${(place.width / upright.width) * 100}%`,
              height: `${(place.height / upright.height) * 100}%`,
            }}
          />
        )}
      </div>
    </div>
  );
}

/** An address for the blob, given back when another takes its place or the picture leaves the screen. */
function useObjectUrl(blob: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return setUrl(null);
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
