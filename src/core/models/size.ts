import type { Vec3 } from "@/core/anatomy/vector";

/** Units in which a model's numbers may be meant. */
export const MODEL_UNITS = ["mm", "cm", "m", "in"] as const;
/** See {@link MODEL_UNITS}. */
export type ModelUnit = (typeof MODEL_UNITS)[number];

/** Metres in each unit; the inch is exact (1959). */
export const METRES_PER: Readonly<Record<ModelUnit, number>> = { mm: 0.001, cm: 0.01, m: 1, in: 0.0254 };

/** The ruler that a model is shown beside, metres. */
export const RULER_M = 0.1;

/** Smallest and largest that anybody brings into a room, longest side in metres; beyond, the unit is wrong (ANA-505). */
export const SIZE_RANGE_M = { least: 0.0005, most: 5 } as const;

/** What is about that long, from the smallest: upper ends in metres. */
const LIKENESSES = [
  ["crumb", 0.005],
  ["tooth", 0.02],
  ["thumb", 0.07],
  ["fist", 0.14],
  ["hand", 0.25],
  ["forearm", 0.5],
  ["child", 1.2],
  ["adult", 2.1],
  ["room", Infinity],
] as const;
/** A thing that everybody knows the length of. */
export type Likeness = (typeof LIKENESSES)[number][0];

/** A thing about as long as that. */
export function likenessOf(longestM: number): Likeness {
  return LIKENESSES.find(([, most]) => longestM <= most)?.[0] ?? "room";
}

/** Whether a model of that length can be what somebody means to show. */
export function isBelievable(longestM: number): boolean {
  return longestM >= SIZE_RANGE_M.least && longestM <= SIZE_RANGE_M.most;
}

/**
 * The unit that a file's numbers are most likely in: GLB says metres (glTF 2.0, §3.4); an STL says nothing, and most are
 * in millimetres. Where that makes no part of a person, the first unit that does.
 */
export function likelyUnit(kind: "glb" | "stl", longest: number): ModelUnit {
  const order: readonly ModelUnit[] = kind === "glb" ? ["m", "mm", "cm", "in"] : ["mm", "m", "cm", "in"];
  const fits = (unit: ModelUnit): boolean => longest * METRES_PER[unit] >= 0.004 && longest * METRES_PER[unit] <= 2.1;
  return order.find(fits) ?? order[0] ?? "mm";
}

/** The sides of a model in metres. */
export function sidesM(sides: Vec3, unit: ModelUnit): Vec3 {
  const by = METRES_PER[unit];
  return [sides[0] * by, sides[1] * by, sides[2] * by];
}
