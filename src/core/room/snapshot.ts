import type { Seen } from "./message";
import type { SceneOp } from "./op";
import { type SceneState, listOps } from "./state";

/** Ops that stand for a whole log: what it leaves out was written over by its own author. */
export interface Snapshot {
  /** By actor and number, so that they pack well. */
  readonly ops: readonly SceneOp[];
  /** Per actor, the number up to which the snapshot accounts for everything. */
  readonly seen: Seen;
}

/**
 * What a reader lacks that has everything up to `known`: with it, and `seen` noted, the reader holds
 * what `state` holds. Without `known` it is the whole scene. A snapshot and the ops after it give the
 * same state as the full log, wherever the log is cut (ROOM-46).
 */
export function snapshotOf(state: SceneState, known: Seen = []): Snapshot {
  const has = new Map(known);
  const ops = listOps(state)
    .filter(({ actor, seq }) => seq > (has.get(actor) ?? 0))
    .sort((a, b) => a.actor - b.actor || a.seq - b.seq);
  const seen = [...state.seen]
    .map(([actor, { contiguous }]) => [actor, contiguous] as const)
    .filter(([actor, seq]) => seq > (has.get(actor) ?? 0))
    .sort((a, b) => a[0] - b[0]);
  return { ops, seen };
}
