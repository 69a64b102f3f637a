export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
export type Turn = 0 | 90 | 180 | 270;
type Size = { readonly width: number; readonly height: number };

/** Size of the page once it is turned upright. */
export function uprightSize(page: Size, turn: Turn): Size {
  return turn === 90 || turn === 270 ? { width: page.height, height: page.width } : page;
}

/** Where a box of the page lies after turning the page clockwise by `turn`; same unit. */
export function uprightBox(box: Box, page: Size, turn: Turn): Box {
  const { left, top, width, height } = box;
  switch (turn) {
    case 0:
      return box;
    case 90:
      return { left: page.height - top - height, top: left, width: height, height: width };
    case 180:
      return { left: page.width - left - width, top: page.height - top - height, width, height };
    case 270:
      return { left: top, top: page.width - left - width, width: height, height: width };
    default:
      return turn satisfies never;
  }
}
