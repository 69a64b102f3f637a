import { type RefObject, useEffect, useRef } from 'react';

/** Lets the mouse push the content about, as one pushes a sheet of paper. Touch scrolls by itself. */
export function useDragToScroll(): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const push = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse' || event.buttons !== 1) return;
      element.scrollBy(-event.movementX, -event.movementY);
    };
    element.addEventListener('pointermove', push);
    return () => element.removeEventListener('pointermove', push);
  });
  return frame;
}
