import type { Rotation } from '../grey-image.ts';
import { affine, type CoordinateMap, chain } from './coordinate-map.ts';

/** A straightened view of a picture: its size, and the way from it to the original. */
export type Frame = {
  readonly width: number;
  readonly height: number;
  readonly map: CoordinateMap;
};

export function wholeFrame({ width, height }: { readonly width: number; readonly height: number }): Frame {
  return { width, height, map: [] };
}

/** The frame turned clockwise by a quarter turn. */
export function turnedFrame({ width, height, map }: Frame, turn: Rotation): Frame {
  switch (turn) {
    case 0:
      return { width, height, map };
    case 90:
      return { width: height, height: width, map: chain([affine(0, 1, 0, -1, 0, height)], map) };
    case 180:
      return { width, height, map: chain([affine(-1, 0, width, 0, -1, height)], map) };
    case 270:
      return { width: height, height: width, map: chain([affine(0, -1, width, 1, 0, 0)], map) };
    default: {
      const impossible: never = turn;
      return impossible;
    }
  }
}

/** The frame turned back by the slope of its lines, just large enough to hold all of it. */
export function levelledFrame(frame: Frame, skewDegrees: number): Frame {
  if (skewDegrees === 0) return frame;
  const angle = (skewDegrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const width = Math.ceil(frame.width * cos + frame.height * Math.abs(sin));
  const height = Math.ceil(frame.height * cos + frame.width * Math.abs(sin));
  const x = frame.width / 2 - (cos * width) / 2 + (sin * height) / 2;
  const y = frame.height / 2 - (sin * width) / 2 - (cos * height) / 2;
  return { width, height, map: chain([affine(cos, -sin, x, sin, cos, y)], frame.map) };
}

/** The frame at another scale: 0.5 halves it. */
export function scaledFrame(frame: Frame, scale: number): Frame {
  return {
    width: Math.max(1, Math.round(frame.width * scale)),
    height: Math.max(1, Math.round(frame.height * scale)),
    map: chain([affine(1 / scale, 0, 0, 0, 1 / scale, 0)], frame.map),
  };
}
