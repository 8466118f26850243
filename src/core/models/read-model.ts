import { err, ok, type Result } from "@/core/kit/result";
import type { UnpackBlock } from "./gltf-data";
import { MODEL_LIMITS, ModelRefusal, type ModelProblem, type ReadModel } from "./limits";
import { readGlb } from "./read-glb";
import { readStl } from "./read-stl";
import { boundsOf, longestSide } from "./bounds";

/** What a file is, as far as its first bytes say. */
export type ModelKind = "glb" | "stl";

/** The kind of a file by how it begins: a GLB says so, and all else must be an STL. */
export function modelKind(bytes: Uint8Array): ModelKind {
  return bytes[0] === 0x67 && bytes[1] === 0x6c && bytes[2] === 0x54 && bytes[3] === 0x46 ? "glb" : "stl";
}

/** Whether it has a size at all, and coordinates that still mean something. */
function sizeProblem({ parts }: ReadModel): ModelProblem | null {
  const bounds = boundsOf(parts);
  const longest = longestSide(bounds);
  if (longest < MODEL_LIMITS.smallest) return "too_small";
  if (longest > MODEL_LIMITS.largest) return "too_big";
  const far = Math.max(...bounds.min.map(Math.abs), ...bounds.max.map(Math.abs));
  return far > longest * MODEL_LIMITS.farOff ? "far_off" : null;
}

/**
 * Reads a model that somebody brought in, by what is in it. Total: whatever the bytes are, it ends with a model or with
 * what is wrong, and it never holds more than a few times what the limits allow (ANA-501, ANA-502).
 */
export function readModel(bytes: Uint8Array, unpack: UnpackBlock): Result<ReadModel, ModelProblem> {
  if (bytes.length > MODEL_LIMITS.bytes) return err("too_hard");
  try {
    const model = modelKind(bytes) === "glb" ? readGlb(bytes, unpack) : readStl(bytes);
    const problem = sizeProblem(model);
    return problem === null ? ok(model) : err(problem);
  } catch (thrown) {
    if (thrown instanceof ModelRefusal) return err(thrown.problem);
    // Out of memory or stack: too much for us, whatever it is. Anything else is a bug of ours.
    if (thrown instanceof RangeError) return err("too_hard");
    throw thrown;
  }
}
