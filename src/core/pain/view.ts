/**
 * The figure as it is seen from one side, drawn by our own code: no WebGL, the same on every machine, and the same
 * picture that is tested. Which face is seen at which pixel is what a brush paints.
 *
 * Sides are the person's own. From the front their left is at the viewer's right, from the back at the viewer's left.
 */
import type { Figure } from "./figure";
import type { Side } from "./regions";

/** The sides from which the figure is looked at by name. */
export const VIEWS = ["front", "back", "left", "right"] as const;
/** See {@link VIEWS}. */
export type ViewName = (typeof VIEWS)[number];

/** How far one has gone round the figure to its left, in degrees: 0 in front, 90 at its left side. */
export const VIEW_ANGLES: Readonly<Record<ViewName, number>> = { front: 0, left: 90, back: 180, right: 270 };

/** Millimetres of the body for one pixel, and the picture's size; the figure stands in its middle. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly mmPerPixel: number;
  /** Height of the body frame at the picture's middle, mm. */
  readonly middleMm: number;
}

/** Room for all of the figure, arms and all. */
export const FRAME: Frame = { width: 420, height: 850, mmPerPixel: 2, middleMm: 37 };

/** No face is seen here. */
export const NOTHING = -1;

/** What is seen, pixel by pixel from the top left. */
export interface Seen {
  readonly frame: Frame;
  /** Which face, or {@link NOTHING}. */
  readonly faces: Int16Array;
  /** How much light falls there, 0 to 255. */
  readonly light: Uint8Array;
}

/** Where the viewer stands, as the directions to their right and towards them, in x and z of the body frame. */
function directions(angleDeg: number): { readonly right: readonly [number, number]; readonly near: readonly [number, number] } {
  const angle = (angleDeg * Math.PI) / 180;
  // In front (0°) the viewer's right is the person's left (+x); at their left side it is their back (-z).
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { right: [cos, -sin], near: [sin, cos] };
}

/** Which of the person's sides is at the viewer's right; null from straight aside, where it is neither. */
export function sideAtViewersRight(angleDeg: number): Side | null {
  const [toLeft] = directions(angleDeg).right;
  return Math.abs(toLeft) < 0.2 ? null : toLeft > 0 ? "left" : "right";
}

/** Normals of the vertices: of the faces around each, by their areas. */
function vertexNormals({ positions, corners, faceCount }: Figure): Float32Array {
  const normals = new Float32Array(positions.length);
  const at = (vertex: number, axis: number): number => positions[vertex * 3 + axis] ?? 0;
  for (let face = 0; face < faceCount; face++) {
    const [a, b, c] = [corners[face * 3] ?? 0, corners[face * 3 + 1] ?? 0, corners[face * 3 + 2] ?? 0];
    const [ux, uy, uz] = [at(b, 0) - at(a, 0), at(b, 1) - at(a, 1), at(b, 2) - at(a, 2)];
    const [vx, vy, vz] = [at(c, 0) - at(a, 0), at(c, 1) - at(a, 1), at(c, 2) - at(a, 2)];
    const normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (const vertex of [a, b, c]) for (const axis of [0, 1, 2]) normals[vertex * 3 + axis] = (normals[vertex * 3 + axis] ?? 0) + (normal[axis] ?? 0);
  }
  for (let vertex = 0; vertex * 3 < normals.length; vertex++) {
    const length = Math.hypot(normals[vertex * 3] ?? 0, normals[vertex * 3 + 1] ?? 0, normals[vertex * 3 + 2] ?? 0) || 1;
    for (const axis of [0, 1, 2]) normals[vertex * 3 + axis] = (normals[vertex * 3 + axis] ?? 0) / length;
  }
  return normals;
}

/** Vertices as the viewer sees them: pixels across and down, nearness in mm, light 0 to 1. Four numbers each. */
function project(figure: Figure, angleDeg: number, { width, height, mmPerPixel, middleMm }: Frame): Float32Array {
  const { right, near } = directions(angleDeg);
  const normals = vertexNormals(figure);
  const { positions } = figure;
  const seen = new Float32Array((positions.length / 3) * 4);
  for (let vertex = 0; vertex * 3 < positions.length; vertex++) {
    const [x, y, z] = [positions[vertex * 3] ?? 0, positions[vertex * 3 + 1] ?? 0, (positions[vertex * 3 + 2] ?? 0) + 66];
    const [nx, ny, nz] = [normals[vertex * 3] ?? 0, normals[vertex * 3 + 1] ?? 0, normals[vertex * 3 + 2] ?? 0];
    const [across, towards] = [nx * right[0] + nz * right[1], nx * near[0] + nz * near[1]];
    // A lamp above, in front and to the viewer's left.
    const light = 0.38 + 0.5 * Math.max(0, towards * 0.78 + ny * 0.42 - across * 0.3) + 0.12 * Math.max(0, towards);
    seen.set([width / 2 + (x * right[0] + z * right[1]) / mmPerPixel, height / 2 - (y - middleMm) / mmPerPixel, x * near[0] + z * near[1], Math.min(1, light)], vertex * 4);
  }
  return seen;
}

/** Draws the figure from an angle: a depth buffer, triangle by triangle. */
export function lookFrom(figure: Figure, angleDeg: number, frame: Frame = FRAME): Seen {
  const { width, height } = frame;
  const points = project(figure, angleDeg, frame);
  const faces = new Int16Array(width * height).fill(NOTHING);
  const light = new Uint8Array(width * height);
  const nearest = new Float32Array(width * height).fill(-Infinity);
  for (let face = 0; face < figure.faceCount; face++) {
    const [a, b, c] = [0, 1, 2].map((k) => (figure.corners[face * 3 + k] ?? 0) * 4) as [number, number, number];
    const [ax, ay, bx, by, cx, cy] = [points[a]!, points[a + 1]!, points[b]!, points[b + 1]!, points[c]!, points[c + 1]!];
    // Pixels go down: what winds counter-clockwise from outside winds the other way here.
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (area >= 0) continue;
    const [top, bottom] = [Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5)), Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5))];
    const [from, to] = [Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5)), Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5))];
    for (let row = top; row <= bottom; row++) for (let column = from; column <= to; column++) {
      const [px, py] = [column + 0.5, row + 0.5];
      const wb = ((px - ax) * (cy - ay) - (cx - ax) * (py - ay)) / area, wc = ((bx - ax) * (py - ay) - (px - ax) * (by - ay)) / area, wa = 1 - wb - wc;
      if (wa < -1e-6 || wb < -1e-6 || wc < -1e-6) continue;
      const depth = wa * points[a + 2]! + wb * points[b + 2]! + wc * points[c + 2]!;
      const pixel = row * width + column;
      if (depth <= nearest[pixel]!) continue;
      nearest[pixel] = depth;
      faces[pixel] = face;
      light[pixel] = Math.round(255 * (wa * points[a + 3]! + wb * points[b + 3]! + wc * points[c + 3]!));
    }
  }
  return { frame, faces, light };
}

/** The faces that a round brush covers: those seen within `radius` pixels of a point. */
export function brushed({ frame: { width, height }, faces }: Seen, x: number, y: number, radius: number): Set<number> {
  const found = new Set<number>();
  const reach = Math.max(0.5, radius);
  for (let row = Math.max(0, Math.floor(y - reach)); row <= Math.min(height - 1, Math.ceil(y + reach)); row++)
    for (let column = Math.max(0, Math.floor(x - reach)); column <= Math.min(width - 1, Math.ceil(x + reach)); column++) {
      if ((column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2 > reach ** 2) continue;
      const face = faces[row * width + column] ?? NOTHING;
      if (face !== NOTHING) found.add(face);
    }
  return found;
}

/** Points from one place to another, no further apart than a third of the brush, so that a quick stroke has no gaps. Pixels. */
export function strokePoints(from: readonly [number, number], to: readonly [number, number], radius: number): (readonly [number, number])[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / Math.max(1, radius / 3)));
  return Array.from({ length: steps }, (_, step) => {
    const t = (step + 1) / steps;
    return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t] as const;
  });
}
