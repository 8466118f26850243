import { type Result, err, ok } from "@/core/kit/result";
import type { JsonValue } from "@/core/room/json";
import { createLamportClock } from "@/core/room/lamport";
import type { Allowed } from "@/core/room/element-values";
import type { Seats } from "@/core/room/judge";
import { LAMPORT_LEAP } from "@/core/room/limits";
import { type OpFault, type SceneOp, parseOp } from "@/core/room/op";
import { mayChange, mayWrite, policyEdits, presenterEdits } from "@/core/room/policy";
import { kindOf, writerOf } from "@/core/room/register-kinds";
import { type RegisterValue, registers } from "@/core/room/registers";
import { type SceneState, applyOp, createSceneState, setSeats, valueOf, viewOf, winnerOf } from "@/core/room/state";
import {
  type Edit,
  type UndoItem,
  type UndoStep,
  createUndoHistory,
  recordStep,
  relink,
  takeStep,
} from "@/core/room/undo";
import type { RoomClock } from "../clock";
import { type ReadonlyStore, createStore } from "../store";
import type { Unsubscribe } from "../transport";
import { type StagedEdit, createStaging } from "./staging";
import { type RegisterWatcher, createSubscribers } from "./subscribers";

/** How an edit is meant. */
export interface DispatchOptions {
  /** One of many in a drag that goes on: shows at once, is written at 2 Hz and when the drag ends. */
  readonly checkpoint?: boolean;
  /** Edits of one group that follow each other are undone together; name a drag by its own group. */
  readonly group?: string;
}

/** Why an edit was not taken: what is wrong with it, or that this person may not make it now. */
export type EditFault = OpFault | "locked";

/** What the person may undo and redo now. */
export interface HistoryState {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** One person's copy of the scene without any network: what they see and what they write. */
export interface LocalScene {
  readonly actor: number;
  readonly state: SceneState;
  readonly history: ReadonlyStore<HistoryState>;
  /** Whether this person may change the scene, as far as is known here; pointing is always allowed. */
  readonly mayChange: ReadonlyStore<boolean>;
  get<R extends string>(register: R): RegisterValue<R> | null;
  /** Shows the edits at once, all or none. The error says what was wrong; nothing has changed then. */
  dispatch(edits: Edit | readonly Edit[], options?: DispatchOptions): Result<void, EditFault>;
  /** The clinician says who may change the scene from now on. What shows stays as it is. */
  allow(allowed: Allowed): Result<void, EditFault>;
  /** The clinician gives somebody the presenter's place, or nobody. What shows stays as it is. */
  present(actor: number | null): Result<void, EditFault>;
  /** `pattern`: a register, a prefix that ends in `/`, or `*`. */
  subscribe(pattern: string, watcher: RegisterWatcher): Unsubscribe;
  /** How many changes under such a pattern there were so far. */
  changes(pattern: string): number;
  /** Takes back one's newest step as far as it is still one's own. False when nothing was left to take back. */
  undo(): boolean;
  redo(): boolean;
  /** Gives up a drag: the register shows what the others see. */
  discard(register: string): void;
  /** Writes everything that is still staged, drags included. */
  settle(): void;
  /** Everything that differs from the start: what a saved view keeps. */
  view(): ReadonlyMap<string, JsonValue>;
  /** Merges ops from elsewhere; `trusted` ones come from the server. Returns how many were refused. */
  receive(ops: readonly unknown[], trusted?: boolean): number;
  /** Who is who, as the server says: whose ops count. */
  setSeats(seats: Seats): void;
  /** The next Lamport time, for what is said about the scene without being part of it. */
  nextLamport(): number;
  close(): void;
}

interface Options {
  readonly actor: number;
  readonly seats: Seats;
  readonly clock: RoomClock;
  /** Hears of one's own new ops; `settled` when no drag goes on in them. */
  readonly onOps: (ops: readonly SceneOp[], settled: boolean) => void;
}

const COALESCE_MS = 16;

/** Creates an empty scene for one actor. One actor id must never drive two of these. */
export function createLocalScene({ actor, seats, clock, onOps }: Options): LocalScene {
  const state = createSceneState(seats);
  const may = createStore(mayChange(state, actor));
  const lamport = createLamportClock();
  const staging = createStaging();
  const subscribers = createSubscribers();
  const past = createUndoHistory();
  const history = createStore<HistoryState>({ canUndo: false, canRedo: false });
  let lastSeq = 0;
  let lastBatch = 0;
  let lastWroteMs = -Infinity;
  let cancelFrame: (() => void) | null = null;

  const shown = (register: string): JsonValue => {
    const edit = staging.get(register);
    return edit ? edit.value : valueOf(state, register);
  };

  const updateHistory = (): void => {
    const next = { canUndo: past.undo.length > 0 || !staging.isEmpty(), canRedo: past.redo.length > 0 };
    const now = history.get();
    if (now.canUndo !== next.canUndo || now.canRedo !== next.canRedo) history.set(next);
  };

  const write = ({ register, value }: Edit): { op: SceneOp; item: UndoItem } => {
    const winner = winnerOf(state, register);
    const op: SceneOp = { actor, seq: (lastSeq += 1), lamport: lamport.tick(), register, value };
    const priorSeq = winner?.actor === actor ? winner.seq : null;
    applyOp(state, op);
    return { op, item: { register, restore: winner?.value ?? null, seq: op.seq, priorSeq } };
  };

  const flush = (everything: boolean): void => {
    cancelFrame?.();
    cancelFrame = null;
    const due = staging.takeDue(clock.now(), everything);
    if (due.length > 0) lastWroteMs = clock.now();
    const written = due.map((edit) => ({ edit, ...write(edit) }));
    for (const step of stepsOf(written)) recordStep(past, step);
    if (!staging.isEmpty()) cancelFrame = clock.onFrame(() => flush(false));
    updateHistory();
    if (written.length > 0) {
      onOps(
        written.map(({ op }) => op),
        due.every(({ checkpoint }) => !checkpoint),
      );
    }
  };

  const swap = (from: UndoStep[], to: UndoStep[]): boolean => {
    flush(true);
    if (!mayChange(state, actor)) return false;
    const step = takeStep(from, state, actor, (register) => mayWrite(state, actor, register));
    if (step) {
      const written = step.items.map((taken) => {
        const { op, item } = write({ register: taken.register, value: taken.restore });
        relink(from, taken, op.seq);
        return { op, item };
      });
      to.push({ group: null, items: written.map(({ item }) => item) });
      for (const { op } of written) subscribers.notify(op.register, op.value);
      onOps(
        written.map(({ op }) => op),
        true,
      );
    }
    updateHistory();
    return step !== null;
  };

  // The edits as they are kept, all or none.
  const read = (list: readonly Edit[]): Result<readonly Edit[], EditFault> => {
    const taken: Edit[] = [];
    for (const { register, value } of list) {
      const parsed = parseOp({ actor, seq: 1, lamport: 1, register, value });
      if (!parsed.ok) return parsed;
      if (!mayWrite(state, actor, register)) return err("locked");
      taken.push(parsed.value);
    }
    return ok(taken);
  };

  const dispatch: LocalScene["dispatch"] = (edits, options = {}) => {
    const given = read("register" in edits ? [edits] : edits);
    if (!given.ok) return given;
    const list = given.value;
    const checkpoint = options.checkpoint ?? false;
    const group = options.group ?? (list.length > 1 ? `batch-${(lastBatch += 1)}` : null);
    for (const { register, value } of list) {
      // Both are settled, and so spelled alike where they are alike.
      const changed = JSON.stringify(shown(register)) !== JSON.stringify(value);
      // Saying again what shows already writes nothing, except to end a drag.
      if (!changed && !staging.get(register)) continue;
      staging.stage({ register, value, checkpoint, group, atMs: clock.now() });
      if (changed) subscribers.notify(register, value);
    }
    // After a pause an edit leaves at once; those that follow it closely leave together, with the next frame.
    if (clock.now() - lastWroteMs >= COALESCE_MS) flush(false);
    else {
      cancelFrame ??= clock.onFrame(() => flush(false));
      updateHistory();
    }
    return ok(undefined);
  };

  // Some registers show something else now; and whoever may no longer change them lets go.
  const settleChanged = (changed: Iterable<string>): void => {
    for (const register of changed) if (!staging.get(register)) subscribers.notify(register, valueOf(state, register));
    may.set(mayChange(state, actor));
    for (const register of staging.names()) if (!mayWrite(state, actor, register)) discard(register);
  };

  const discard = (register: string): void => {
    if (!staging.discard(register)) return;
    subscribers.notify(register, valueOf(state, register));
    updateHistory();
  };

  // Who may do what from now on: at once, and no step to undo.
  const rule = (wanted: () => readonly Edit[]): Result<void, EditFault> => {
    flush(true);
    const edits = read(wanted());
    if (!edits.ok) return edits;
    const written = edits.value.map((edit) => write(edit).op);
    settleChanged(written.map(({ register }) => register));
    onOps(written, true);
    return ok(undefined);
  };

  const receiveOne = (input: unknown, trusted: boolean): boolean => {
    const parsed = parseOp(input);
    if (!parsed.ok) return false;
    const op = parsed.value;
    if (!trusted && op.lamport > lamport.now() + LAMPORT_LEAP) return false;
    lamport.observe(op.lamport);
    if (op.actor === actor && op.seq > lastSeq) lastSeq = op.seq;
    settleChanged(applyOp(state, op).changed);
    return true;
  };

  return {
    actor,
    state,
    history,
    mayChange: may,
    // Values are checked against their register's schema before they are stored.
    get: <R extends string>(register: R) => shown(register) as RegisterValue<R> | null,
    dispatch,
    allow: (allowed) => rule(() => policyEdits(state, allowed)),
    present: (who) => rule(() => presenterEdits(state, who)),
    subscribe: subscribers.add,
    changes: subscribers.changes,
    undo: () => swap(past.undo, past.redo),
    redo: () => swap(past.redo, past.undo),
    discard,
    settle: () => flush(true),
    view: () => {
      const entries = [...viewOf(state).keys()].map((register) => [register, shown(register)] as const);
      return new Map(entries.filter(([, value]) => value !== null));
    },
    receive: (ops, trusted = false) => ops.filter((op) => !receiveOne(op, trusted)).length,
    setSeats: (next) => settleChanged(setSeats(state, next)),
    nextLamport: () => lamport.tick(),
    close: () => {
      flush(true);
      cancelFrame?.();
      cancelFrame = null;
    },
  };
}

// What one points at or looks from, what never changes and what others were told is not work to be undone.
const isWork = (register: string): boolean => {
  const writer = writerOf(register);
  return kindOf(register)?.keep !== "first" && writer !== "own" && (writer !== "clinician" || register === registers.model);
};

// One undo step for each gesture: edits of one group together, others each alone.
function stepsOf(written: readonly { edit: StagedEdit; item: UndoItem }[]): UndoStep[] {
  const grouped = new Map<string, UndoItem[]>();
  const steps: UndoStep[] = [];
  for (const { edit, item } of written) {
    if (!isWork(edit.register)) continue;
    const known = edit.group === null ? undefined : grouped.get(edit.group);
    if (known) {
      known.push(item);
      continue;
    }
    const items = [item];
    if (edit.group !== null) grouped.set(edit.group, items);
    steps.push({ group: edit.group, items });
  }
  return steps;
}
