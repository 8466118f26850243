import { type Hash64, hashOp, hashToHex } from "./hash";
import type { JsonValue } from "./json";
import { type SceneOp, compareOwn, compareStamps } from "./op";
import { ownerOf, registers } from "./registers";
import { type SeqSet, addSeq, createSeqSet, raiseSeq } from "./seq-set";

interface Slot {
  /** Newest op of each actor on this register: what later judging needs (realtime.md §3.3). */
  readonly byActor: Map<number, SceneOp>;
  /** Null while only such ops are there as don't count. */
  winner: SceneOp | null;
}

/**
 * The shared scene: for each register the newest op of each actor. A join semilattice: applying the
 * same ops in any order, any number of times, gives the same state and the same hash.
 */
export interface SceneState {
  readonly slots: Map<string, Slot>;
  readonly seen: Map<number, SeqSet>;
  /** Page loads of guests, from the roster: what they write counts while the clinician lets them (ROOM-20). */
  readonly guests: Set<number>;
  hashHigh: number;
  hashLow: number;
}

/** An empty scene: every register as at the start. */
export function createSceneState(): SceneState {
  return { slots: new Map(), seen: new Map(), guests: new Set(), hashHigh: 0, hashLow: 0 };
}

/** What an op did: `stored` when it is now part of the state, `shown` when its register shows something else. */
export interface Applied {
  readonly stored: boolean;
  readonly shown: boolean;
  /** Other registers that show something else because of it: it said whether guests may change the scene. */
  readonly also: readonly string[];
}

const nothing: Applied = { stored: false, shown: false, also: [] };

/** Whether guests may change the scene now. */
export function guestsMayEdit(state: SceneState): boolean {
  return valueOf(state, registers.guestsEdit) === true;
}

/**
 * Whether an op shows where it is the newest. A guest's counts on their own registers, and on the scene while they are
 * let and only if it was made after that was said: whatever they wrote before or in between stays without effect. The
 * answer follows from the ops and the roster alone, so that every replica gives the same one (ROOM-20).
 */
function counts(state: SceneState, op: SceneOp): boolean {
  if (!state.guests.has(op.actor) || ownerOf(op.register) !== null) return true;
  const word = winnerOf(state, registers.guestsEdit);
  return word !== null && word.value === true && op.lamport > word.lamport;
}

/** Judges everything anew that guests wrote; returns the registers that show something else. */
function judgeGuests(state: SceneState): string[] {
  const changed: string[] = [];
  if (state.guests.size === 0) return changed;
  for (const [register, slot] of state.slots) {
    if (![...slot.byActor.keys()].some((actor) => state.guests.has(actor))) continue;
    const before = slot.winner;
    slot.winner = winnerAmong(state, slot.byActor);
    if (slot.winner !== before) changed.push(register);
  }
  return changed;
}

/** Takes note of which page loads are guests'; returns the registers that show something else because of it. */
export function noteGuests(state: SceneState, actors: readonly number[]): readonly string[] {
  const isNew = actors.some((actor) => !state.guests.has(actor));
  for (const actor of actors) state.guests.add(actor);
  return isNew ? judgeGuests(state) : [];
}

/** Merges one op into `state`, which changes in place. Cost is constant. */
export function applyOp(state: SceneState, op: SceneOp): Applied {
  addSeq(seenOf(state, op.actor), op.seq);
  const slot = state.slots.get(op.register);
  if (!slot) {
    const winner = counts(state, op) ? op : null;
    state.slots.set(op.register, { byActor: new Map([[op.actor, op]]), winner });
    toggleHash(state, hashOp(op));
    return applied(state, op, winner !== null);
  }
  const own = slot.byActor.get(op.actor);
  if (own) {
    if (compareOwn(op, own) <= 0) return nothing;
    toggleHash(state, hashOp(own));
  }
  slot.byActor.set(op.actor, op);
  toggleHash(state, hashOp(op));
  const before = slot.winner;
  slot.winner = winnerAmong(state, slot.byActor);
  return applied(state, op, slot.winner !== before);
}

function applied(state: SceneState, op: SceneOp, shown: boolean): Applied {
  const isWord = shown && op.register === registers.guestsEdit;
  return { stored: true, shown, also: isWord ? judgeGuests(state) : [] };
}

/** Merges all of `other` into `state`. */
export function mergeState(state: SceneState, other: SceneState): void {
  noteGuests(state, [...other.guests]);
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

function winnerAmong(state: SceneState, byActor: ReadonlyMap<number, SceneOp>): SceneOp | null {
  let best: SceneOp | null = null;
  for (const op of byActor.values()) if (counts(state, op) && (!best || compareStamps(op, best) > 0)) best = op;
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
