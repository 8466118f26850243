import { createByteReader, createByteWriter } from "./bytes";
import { MAX_ACTOR } from "./limits";
import { createOpContext, readOp, writeOp } from "./op-codec";
import type { SceneOp } from "./op";
import type { Snapshot } from "./snapshot";
import { type SceneState, applyOp, createSceneState, markSeen } from "./state";

/**
 * How a stored snapshot is written and which kinds of registers its writer knew. It rises with either:
 * a kind that was unknown may be one of which more than the newest op has to be kept. A reader passes
 * over every other number and reads the log, which is whole (ROOM-55).
 */
export const SNAPSHOT_FORMAT = 1;

/** Packs a snapshot: counts of each actor, then the ops. Values must be settled, as `parseOp` leaves them. */
export function encodeSnapshot({ ops, seen }: Snapshot): Uint8Array<ArrayBuffer> {
  const out = createByteWriter();
  out.byte(SNAPSHOT_FORMAT);
  out.varint(seen.length);
  for (const [actor, seq] of seen) {
    out.varint(actor);
    out.varint(seq);
  }
  const context = createOpContext();
  for (const op of ops) writeOp(out, op, context);
  return out.take();
}

/** Reads what `encodeSnapshot` wrote; null for any other bytes. Never throws. */
export function decodeSnapshot(bytes: Uint8Array): Snapshot | null {
  const from = createByteReader(bytes);
  if (from.byte() !== SNAPSHOT_FORMAT) return null;
  const seen: [number, number][] = [];
  for (let left = from.varint(); left > 0 && !from.failed; left -= 1) {
    const actor = from.varint();
    if (actor < 1 || actor > MAX_ACTOR) from.fail();
    seen.push([actor, from.varint()]);
  }
  const context = createOpContext();
  const ops: SceneOp[] = [];
  while (from.left > 0) {
    const op = readOp(from, context);
    if (op) ops.push(op);
  }
  return from.failed ? null : { ops, seen };
}

/** The state that a snapshot and the ops after it give: that of the whole log, wherever it was cut (ROOM-46). */
export function stateFrom(snapshot: Snapshot | null, tail: Iterable<SceneOp>): SceneState {
  const state = createSceneState();
  for (const op of snapshot?.ops ?? []) applyOp(state, op);
  for (const [actor, seq] of snapshot?.seen ?? []) markSeen(state, actor, seq);
  for (const op of tail) applyOp(state, op);
  return state;
}
