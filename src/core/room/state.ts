import { hashOp, hashToHex } from "./hash";
import { type Bench, JUDGED_BY, type Seats, counts, createBench } from "./judge";
import type { JsonValue } from "./json";
import { type SceneOp, compareOwn, compareStamps } from "./op";
import { type Keep, kindOf } from "./register-kinds";
import { SEQ_LEAP } from "./limits";
import { type SeqSet, addSeq, createSeqSet, raiseSeq } from "./seq-set";

interface Slot {
  readonly keep: Keep;
  /** By actor: the op that their newest (or first) word on this register is. Of policies and presenters, each op. */
  readonly held: Map<number, SceneOp>;
  /** The one that shows: the newest that counts. */
  winner: SceneOp | null;
}

/**
 * The shared scene: for each register the newest op of each actor, whether or not it counts, and every
 * policy and presenter. A join semilattice: the same ops in any order, any number of times, give the same state, the
 * same hash, and, judged by the same people, the same view. What counts is decided when it is looked
 * at ("store then judge"), so that no replica has thrown away what another goes by.
 */
export interface SceneState {
  readonly slots: Map<string, Slot>;
  readonly seen: Map<number, SeqSet>;
  bench: Bench;
  hashHigh: number;
  hashLow: number;
  /** Ops that came or went and are not in the hash yet: it is made when somebody asks for it. */
  readonly unhashed: SceneOp[];
}

const MOST_UNHASHED = 256;

/** An empty scene: every register as at the start. Without `seats` nobody's ops count yet. */
export function createSceneState(seats: Seats = new Map()): SceneState {
  return { slots: new Map(), seen: new Map(), bench: createBench(seats, []), hashHigh: 0, hashLow: 0, unhashed: [] };
}

/** What an op did: `stored` when it is now part of the state, and which registers show something else. */
export interface Applied {
  readonly stored: boolean;
  readonly changed: readonly string[];
}

const nothing: Applied = { stored: false, changed: [] };

/** Merges one op into `state`, which changes in place. Cost is constant, but for what others are judged by. */
export function applyOp(state: SceneState, op: SceneOp): Applied {
  addSeq(seenOf(state, op.actor), op.seq);
  const slot = slotOf(state, op.register);
  const key = slot.keep === "each" ? op.actor * 0x1_0000_0000 + op.seq : op.actor;
  const own = slot.held.get(key);
  if (own) {
    const order = compareOwn(op, own);
    if (slot.keep === "first" ? order >= 0 : order <= 0) return nothing;
    toggleHash(state, own);
  }
  slot.held.set(key, op);
  toggleHash(state, op);
  const moved = rejudge(slot, state.bench);
  if (!JUDGED_BY.includes(op.register)) return { stored: true, changed: moved ? [op.register] : [] };
  state.bench = createBench(state.bench.seats, judgedBy(state));
  const changed = rejudgeAll(state);
  return { stored: true, changed: moved && !changed.includes(op.register) ? [op.register, ...changed] : changed };
}

/** Takes note of who is who. Returns the registers that now show something else. */
export function setSeats(state: SceneState, seats: Seats): readonly string[] {
  if (sameSeats(state.bench.seats, seats)) return [];
  state.bench = createBench(seats, judgedBy(state));
  return rejudgeAll(state);
}

/** Merges all of `other` into `state`. Who is who stays as `state` knows it. */
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

/** The op that shows in a register, or null when nobody's counts. */
export function winnerOf(state: SceneState, register: string): SceneOp | null {
  return state.slots.get(register)?.winner ?? null;
}

/** What a register shows; null means "as at the start". */
export function valueOf(state: SceneState, register: string): JsonValue {
  return winnerOf(state, register)?.value ?? null;
}

/** Every register in which somebody's op counts, in the order of names. */
export function viewOf(state: SceneState): ReadonlyMap<string, JsonValue> {
  const names = [...state.slots].filter(([, slot]) => slot.winner !== null).map(([name]) => name);
  return new Map(names.sort().map((name) => [name, valueOf(state, name)]));
}

/** Every op the state holds, those that do not count too: enough to rebuild it anywhere. */
export function listOps(state: SceneState): SceneOp[] {
  return [...state.slots.values()].flatMap((slot) => [...slot.held.values()]);
}

/** Sixteen digits that are equal exactly where the held ops are (save for a hash accident). */
export function stateHash(state: SceneState): string {
  settleHash(state);
  return hashToHex({ high: state.hashHigh, low: state.hashLow });
}

/** The last op of each actor that has been seen, gaps or not: the fence of a policy written now. */
export function lastSeen(state: SceneState): ReadonlyMap<number, number> {
  return new Map([...state.seen].map(([actor, set]) => [actor, Math.max(set.contiguous, ...set.beyond)]));
}

/**
 * Whether an op is so far ahead of what is held of its author that no honest page sent it, or too much is missing to tell.
 * Taken, it would stay with whoever heard it, as no digest names what lies beyond a gap, and would raise the fence of a
 * policy for all that its author has not written yet.
 */
export function leapsAhead(state: SceneState, { actor, seq }: SceneOp): boolean {
  return seq > (state.seen.get(actor)?.contiguous ?? 0) + SEQ_LEAP;
}

const judgedBy = (state: SceneState): SceneOp[] => JUDGED_BY.flatMap((register) => [...(state.slots.get(register)?.held.values() ?? [])]);

function sameSeats(a: Seats, b: Seats): boolean {
  if (a.size !== b.size) return false;
  for (const [actor, { role, person }] of a) {
    const other = b.get(actor);
    if (!other || other.role !== role || (other.person ?? actor) !== (person ?? actor)) return false;
  }
  return true;
}

function slotOf(state: SceneState, register: string): Slot {
  const known = state.slots.get(register);
  if (known) return known;
  const fresh: Slot = { keep: kindOf(register)?.keep ?? "newest", held: new Map(), winner: null };
  state.slots.set(register, fresh);
  return fresh;
}

function rejudge(slot: Slot, bench: Bench): boolean {
  let best: SceneOp | null = null;
  for (const op of slot.held.values()) {
    // Equal stamps are one actor's policies, by somebody who counts wrongly: the later one shows.
    if (best && (compareStamps(op, best) || op.seq - best.seq) <= 0) continue;
    if (counts(op, bench)) best = op;
  }
  const moved = slot.winner !== best;
  slot.winner = best;
  return moved;
}

function rejudgeAll(state: SceneState): readonly string[] {
  const changed: string[] = [];
  for (const [register, slot] of state.slots) if (rejudge(slot, state.bench)) changed.push(register);
  return changed;
}

function seenOf(state: SceneState, actor: number): SeqSet {
  const known = state.seen.get(actor);
  if (known) return known;
  const fresh = createSeqSet();
  state.seen.set(actor, fresh);
  return fresh;
}

// Exclusive or is its own inverse and order-free, so the hash follows every replacement in place.
function toggleHash(state: SceneState, op: SceneOp): void {
  if (state.unhashed.push(op) >= MOST_UNHASHED) settleHash(state);
}

function settleHash(state: SceneState): void {
  for (const { high, low } of state.unhashed.splice(0).map(hashOp)) {
    state.hashHigh = (state.hashHigh ^ high) >>> 0;
    state.hashLow = (state.hashLow ^ low) >>> 0;
  }
}
