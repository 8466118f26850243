/**
 * What a model that somebody brings in may be. What is drawn is made light of it; these bound what has to be read for
 * that, so that neither a browser nor the server can be made to run out of memory or time.
 */
export const MODEL_LIMITS = {
  /** Of the whole file. */
  bytes: 200 * 1024 * 1024,
  triangles: 2_000_000,
  vertices: 4_000_000,
  /** Meshes that stand in the scene, each a structure of its own. */
  parts: 200,
  nodes: 2_000,
  /** Nodes within each other. */
  nesting: 32,
  /** Of the description of a GLB. */
  jsonBytes: 8 * 1024 * 1024,
  jsonKeys: 400_000,
  jsonDepth: 32,
  /** What packed geometry may unpack to, bytes. */
  unpackedBytes: 512 * 1024 * 1024,
  /** Longest side in the file's own units, whatever they are: beyond these no unit makes sense of it. */
  smallest: 1e-6,
  largest: 1e7,
  /** How far from its own origin a model may lie, in its own sizes: beyond, its coordinates have lost their digits. */
  farOff: 100_000,
} as const;

/** Why a model is not taken: the last part of a message key (`models.problem.<code>`). */
export const MODEL_PROBLEMS = [
  "broken",
  "cut_off",
  "description",
  "version",
  "needs_extension",
  "packed",
  "refers_out",
  "out_of_bounds",
  "not_numbers",
  "index_out",
  "odd_data",
  "too_many_triangles",
  "too_many_vertices",
  "too_many_parts",
  "too_many_nodes",
  "too_deep",
  "loops",
  "skinned",
  "no_triangles",
  "too_small",
  "too_big",
  "far_off",
  "too_hard",
] as const;
/** See {@link MODEL_PROBLEMS}. */
export type ModelProblem = (typeof MODEL_PROBLEMS)[number];

/** What was left out of a model that was taken. */
export const DROPPED = ["textures", "animations", "morphs", "cameras", "lights", "lines", "words"] as const;
/** See {@link DROPPED}. */
export type Dropped = (typeof DROPPED)[number];

/** Carries a problem out of a reader; it never leaves `readModel`. */
export class ModelRefusal extends Error {
  constructor(readonly problem: ModelProblem) {
    super(problem);
  }
}

/** Ends the reading with a problem. */
export function refuse(problem: ModelProblem): never {
  throw new ModelRefusal(problem);
}

/** One mesh of a file, in the file's own units and frame. */
export interface ReadPart {
  /** As the file calls it, which may hold anybody's name: for the eyes of whoever brought it, never for the file we keep. */
  readonly name: string;
  /** x, y, z of each vertex; all finite. */
  readonly position: Float32Array;
  /** Three vertices a triangle, each below the number of vertices. */
  readonly index: Uint32Array;
  /** Linear r, g, b of each vertex, 0 to 1; null: none was given. */
  readonly colour: Float32Array | null;
}

/** A file as it was read. */
export interface ReadModel {
  readonly parts: readonly ReadPart[];
  readonly dropped: readonly Dropped[];
}
