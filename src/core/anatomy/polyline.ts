import { add, lengthOf, subtract, times, type Vec3 } from "./vector";

/** Points from x, y and z one after another; what is left over of an incomplete point is dropped. */
export function pointsOf(numbers: readonly number[]): Vec3[] {
  const points: Vec3[] = [];
  for (let i = 0; i + 2 < numbers.length; i += 3) points.push([numbers[i] ?? 0, numbers[i + 1] ?? 0, numbers[i + 2] ?? 0]);
  return points;
}

/** One round of corner cutting (Chaikin 1974): the ends stay, every corner becomes two. */
export function smoothed(points: readonly Vec3[]): readonly Vec3[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length < 3 || !first || !last) return points;
  const inner = points.slice(0, -1).flatMap((a, i) => {
    const b = points[i + 1] ?? a;
    return [add(times(a, 0.75), times(b, 0.25)), add(times(a, 0.25), times(b, 0.75))];
  });
  return [first, ...inner.slice(1, -1), last];
}

/** The length of a line through points, metres. */
export function lengthAlong(points: readonly Vec3[]): number {
  return points.reduce((sum, point, i) => sum + lengthOf(subtract(point, points[i - 1] ?? point)), 0);
}

/**
 * A line cut into pieces: `rhythm` gives the lengths of line and gap in turn, metres, over and over.
 * Without a rhythm the line is one piece.
 */
export function pieces(points: readonly Vec3[], rhythm: readonly number[]): readonly (readonly Vec3[])[] {
  if (points.length < 2) return [];
  if (rhythm.length === 0 || rhythm.some((length) => !(length > 0))) return [points];
  const found: Vec3[][] = [];
  let turn = 0;
  let left = rhythm[0] ?? Infinity;
  let piece: Vec3[] = [points[0] ?? [0, 0, 0]];
  const finish = (): void => {
    if (turn % 2 === 0 && piece.length > 1) found.push(piece);
  };
  for (let i = 1; i < points.length; i += 1) {
    let from = points[i - 1] ?? [0, 0, 0];
    const to = points[i] ?? from;
    for (let far = lengthOf(subtract(to, from)); far > left; far = lengthOf(subtract(to, from))) {
      from = add(from, times(subtract(to, from), left / far));
      piece.push(from);
      finish();
      turn += 1;
      left = rhythm[turn % rhythm.length] ?? Infinity;
      piece = [from];
    }
    left -= lengthOf(subtract(to, from));
    piece.push(to);
  }
  finish();
  return found;
}
