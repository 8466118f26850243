import { type Hash64, hashOp, hashToHex } from "./hash";
import type { JsonValue } from "./json";
import { type SceneOp, compareOwn, compareStamps } from "./op";
import { type SeqSet, addSeq, createSeqSet, raiseSeq } from "./seq-set";

interface Slot {
  /** Newest op of each actor on this register: what later judging needs (realtime.md §3.3). */
  readonly byActor: Map<number, SceneOp>;
  winner: SceneOp;
}

/**
 * The shared scene: for each register the newest op of each actor. A join semilattice: applying the
 * same ops in any order, any number of times, gives the same state and the same hash.
 */
export interface SceneState {
  readonly slots: Map<string, Slot>;
  readonly seen: Map<number, SeqSet>;
  hashHigh: number;
  hashLow: number;
}

/** An empty scene: every register as at the start. */
export function createSceneState(): SceneState {
  return { slots: new Map(), seen: new Map(), hashHigh: 0, hashLow: 0 };
}

/** What an op did: `stored` when it is now part of the state, `shown` when its register shows something else. */
export interface Applied {
  readonly stored: boolean;
  readonly shown: boolean;
}

const nothing: Applied = { stored: false, shown: false };

/** Merges one op into `state`, which changes in place. Cost is constant. */
export function applyOp(state: SceneState, op: SceneOp): Applied {
  addSeq(seenOf(state, op.actor), op.seq);
  const slot = state.slots.get(op.register);
  if (!slot) {
    state.slots.set(op.register, { byActor: new Map([[op.actor, op]]), winner: op });
    toggleHash(state, hashOp(op));
    return { stored: true, shown: true };
  }
  const own = slot.byActor.get(op.actor);
  if (own) {
    if (compareOwn(op, own) <= 0) return nothing;
    toggleHash(state, hashOp(own));
  }
  slot.byActor.set(op.actor, op);
  toggleHash(state, hashOp(op));
  const before = slot.winner;
  slot.winner = winnerAmong(slot.byActor);
  return { stored: true, shown: slot.winner !== before };
}

/** Merges all of `other` into `state`. */
export function mergeState(state: SceneState, other: SceneState): void {
  for (const op of listOps(other)) applyOp(state, op);
  for (const [actor, set] of other.seen) {
    markSeen(state, actor, set.contiguous);
    for (const seq of set.beyond) addSeq(seenOf(state, actor), seq);
  }
}

/** Records that every op of `actor` up to `seq` is part of the state, as the server's snapshot says. */
export function markSeen(state: SceneState, actor: number, seq: number): void {
  if (seq > 0) raiseSeq(seenOf(state, actor), seq);
}

/** The op that shows in a register, or null when nobody wrote it. */
export function winnerOf(state: SceneState, register: string): SceneOp | null {
  return state.slots.get(register)?.winner ?? null;
}

/** What a register shows; null means "as at the start". */
export function valueOf(state: SceneState, register: string): JsonValue {
  return winnerOf(state, register)?.value ?? null;
}

/** Every register that shows something, in the order of names. */
export function viewOf(state: SceneState): ReadonlyMap<string, JsonValue> {
  const names = [...state.slots.keys()].sort();
  return new Map(names.map((name) => [name, valueOf(state, name)]));
}

/** Every op the state holds: enough to rebuild it anywhere. */
export function listOps(state: SceneState): SceneOp[] {
  return [...state.slots.values()].flatMap((slot) => [...slot.byActor.values()]);
}

/** Sixteen digits that are equal exactly where the held ops are (save for a hash accident). */
export function stateHash(state: SceneState): string {
  return hashToHex({ high: state.hashHigh, low: state.hashLow });
}

function winnerAmong(byActor: ReadonlyMap<number, SceneOp>): SceneOp {
  let best: SceneOp | null = null;
  for (const op of byActor.values()) if (!best || compareStamps(op, best) > 0) best = op;
  if (!best) throw new Error("a register slot always holds an op");
  return best;
}

function seenOf(state: SceneState, actor: number): SeqSet {
  const known = state.seen.get(actor);
  if (known) return known;
  const fresh = createSeqSet();
  state.seen.set(actor, fresh);
  return fresh;
}

// Exclusive or is its own inverse and order-free, so the hash follows every replacement in place.
function toggleHash(state: SceneState, hash: Hash64): void {
  state.hashHigh = (state.hashHigh ^ hash.high) >>> 0;
  state.hashLow = (state.hashLow ^ hash.low) >>> 0;
}
