import type { Vec3 } from "@/core/anatomy/vector";

/** Corners of a box along the axes. */
export interface Bounds {
  readonly min: Vec3;
  readonly max: Vec3;
}

/** The box around all points; inside out where there is none. */
export function boundsOf(parts: readonly { readonly position: Float32Array }[]): Bounds {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { position } of parts) {
    for (let at = 0; at < position.length; at += 1) {
      const [axis, value] = [at % 3, position[at] ?? 0];
      if (value < (min[axis] ?? 0)) min[axis] = value;
      if (value > (max[axis] ?? 0)) max[axis] = value;
    }
  }
  return { min, max };
}

/** The lengths of a box's sides. */
export function sidesOf({ min, max }: Bounds): Vec3 {
  return [max[0] - min[0], max[1] - min[1], max[2] - min[2]];
}

/** The longest side of a box; 0 for none. */
export function longestSide(bounds: Bounds): number {
  return Math.max(0, ...sidesOf(bounds));
}

/** The middle of a box. */
export function middleOf({ min, max }: Bounds): Vec3 {
  return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
}
