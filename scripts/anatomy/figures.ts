/**
 * What an organ must measure: committed by hand, so that a change of shape is seen and not just passed on.
 * Ranges are of healthy adults and bound a teaching model; they are no diagnosis.
 */
import type { TriangleMesh } from "./mesh/measure";

/** Reads sizes off finished meshes. */
export interface Measured {
  /** Enclosed volume, ml. */
  ml: (id: string) => number;
  /** Extent of one or more structures together along an axis (0 x, 1 y, 2 z), mm. */
  mm: (ids: string | readonly string[], axis: 0 | 1 | 2) => number;
}

export interface SizeCheck {
  what: string;
  value: (measured: Measured) => number;
  range: readonly [number, number];
  unit: "ml" | "g" | "mm";
  /** Where the range is from. */
  source: string;
}

export interface OrganFigures {
  /** Enclosed volume of each structure in the full level, ml. */
  volumesMl: Readonly<Record<string, number>>;
  /** Separate closed surfaces; every other structure is one. */
  shells: Readonly<Record<string, number>>;
  sizes: readonly SizeCheck[];
  /** Pairs of structures: the first lies further to the patient's left. */
  leftOf: readonly (readonly [string, string])[];
  /** Pairs of structures that border on each other: they have vertices in common. */
  touching: readonly (readonly [string, string])[];
}

/** `volumeMl` gives a structure's volume by id. */
export function measuredFrom(meshes: ReadonlyMap<string, TriangleMesh>, volumeMl: (id: string) => number): Measured {
  const mm = (ids: string | readonly string[], axis: 0 | 1 | 2): number => {
    let low = Infinity, high = -Infinity;
    for (const id of typeof ids === "string" ? [ids] : ids) {
      const position = meshes.get(id)?.position;
      if (!position) throw new Error(`no ${id}`);
      for (let i = axis; i < position.length; i += 3) {
        low = Math.min(low, position[i] ?? Infinity);
        high = Math.max(high, position[i] ?? -Infinity);
      }
    }
    return (high - low) * 1000;
  };
  return { ml: volumeMl, mm };
}
