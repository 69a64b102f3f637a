import { multiply, type Point, type Projection } from './coordinate-map.ts';

/** Upper left, upper right, lower right, lower left. */
export type Corners = readonly [Point, Point, Point, Point];

/**
 * The projection that takes the rectangle (0, 0)-(width, height) onto four corners, no three of them in line.
 * Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), section 2.2.3.
 */
export function projectionOnto([p, q, r, s]: Corners, width: number, height: number): Projection {
  const ax = q.x - r.x;
  const ay = q.y - r.y;
  const bx = s.x - r.x;
  const by = s.y - r.y;
  const cx = p.x - q.x + r.x - s.x;
  const cy = p.y - q.y + r.y - s.y;
  const determinant = ax * by - bx * ay;
  const g = (cx * by - bx * cy) / determinant;
  const h = (ax * cy - cx * ay) / determinant;
  const fromSquare: Projection = [
    q.x - p.x + g * q.x,
    s.x - p.x + h * s.x,
    p.x,
    q.y - p.y + g * q.y,
    s.y - p.y + h * s.y,
    p.y,
    g,
    h,
    1,
  ];
  return multiply(fromSquare, [1 / width, 0, 0, 0, 1 / height, 0, 0, 0, 1]);
}
