import { canonicalJson } from "./json";
import { MAX_BATCH_OPS, MAX_MESSAGE_BYTES } from "./limits";
import type { SceneOp } from "./op";

const encoder = new TextEncoder();
const FIELD_BYTES = 80;

/** Cuts ops into batches that each fit one message, in order. */
export function splitBatches(
  ops: readonly SceneOp[],
  maxOps: number = MAX_BATCH_OPS,
  maxBytes: number = MAX_MESSAGE_BYTES,
): SceneOp[][] {
  const batches: SceneOp[][] = [];
  let bytes = 0;
  for (const op of ops) {
    const size = FIELD_BYTES + op.register.length + encoder.encode(canonicalJson(op.value)).length;
    const last = batches.at(-1);
    if (last && last.length < maxOps && bytes + size <= maxBytes) {
      last.push(op);
      bytes += size;
    } else {
      batches.push([op]);
      bytes = size;
    }
  }
  return batches;
}
