import type { Box } from '../extraction/page-reading.ts';
import type { GreyImage } from './grey-image.ts';

/** A picture made ready for the recogniser, and the way back. */
export type PreparedPicture = {
  readonly image: GreyImage;
  /** Of `image`, dots per inch. */
  readonly dpi: number;
  /** From pixels of `image` to the reading frame: upright and straight, in pixels of the picture given. */
  readonly toReadingFrame: (box: Box) => Box;
  /** From pixels of `image` to where it lies on the picture given, in that picture's pixels. */
  readonly toPicture: (box: Box) => Box;
};

/** The seam for deskewing, dewarping, flattening light and cropping: an upright picture in, a better one out. */
export type PreparePicture = (image: GreyImage, dpi: number) => PreparedPicture;

/** Nothing to prepare: rendered and scanned pages are read as they are. */
export const leaveAsIs: PreparePicture = (image, dpi) => ({
  image,
  dpi,
  toReadingFrame: (box) => box,
  toPicture: (box) => box,
});
