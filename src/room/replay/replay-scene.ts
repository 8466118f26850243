import { err } from "@/core/kit/result";
import { type JsonValue, canonicalJson } from "@/core/room/json";
import type { Seats } from "@/core/room/judge";
import type { SceneOp } from "@/core/room/op";
import type { RegisterValue } from "@/core/room/registers";
import { type SceneState, applyOp, createSceneState, valueOf, viewOf } from "@/core/room/state";
import type { SceneReplica } from "../scene/replica";
import { createSubscribers } from "../scene/subscribers";
import { createStore } from "../store";

/** Nobody's actor id: whoever looks at a visit again wrote nothing in it. */
export const WATCHER = 0;

/** A scene that shows a log up to some op, and takes no edits. */
export interface ReplayScene {
  readonly scene: SceneReplica;
  /** Shows the first `count` ops, forwards or back; whoever watches hears what changed. */
  showFirst(count: number): void;
}

const nothing = (): void => undefined;

/**
 * Creates a scene of `ops`, in the order in which they are to be shown. Going on merges the next ones; going back
 * starts over, since merging forgets. Either way a moment looks the same (ROOM-57).
 */
export function createReplayScene(ops: readonly SceneOp[], seats: Seats): ReplayScene {
  const subscribers = createSubscribers();
  let state = createSceneState(seats);
  let shown = 0;

  const showFirst = (count: number): void => {
    const target = Math.min(Math.max(count, 0), ops.length);
    const before = target < shown ? state : null;
    if (before !== null) {
      state = createSceneState(seats);
      shown = 0;
    }
    const changed = new Set<string>();
    for (; shown < target; shown += 1) {
      const op = ops[shown];
      if (op !== undefined) for (const register of applyOp(state, op).changed) changed.add(register);
    }
    for (const register of before === null ? changed : differing(before, state)) subscribers.notify(register, valueOf(state, register));
  };

  const scene: SceneReplica = {
    actor: WATCHER,
    get state() {
      return state;
    },
    history: createStore({ canUndo: false, canRedo: false }),
    mayChange: createStore(false),
    // Values are checked against their register's shape before they are stored.
    get: <R extends string>(register: R) => valueOf(state, register) as RegisterValue<R> | null,
    dispatch: () => err("locked"),
    allow: () => err("locked"),
    present: () => err("locked"),
    subscribe: subscribers.add,
    changes: subscribers.changes,
    undo: () => false,
    redo: () => false,
    discard: nothing,
    settle: nothing,
    view: () => new Map<string, JsonValue>([...viewOf(state)].filter(([, value]) => value !== null)),
    receive: (list) => list.length,
    setSeats: nothing,
    nextLamport: () => 0,
    close: nothing,
    askServer: nothing,
    roster: createStore([]),
    status: createStore({ save: "saved", waiting: 0, live: false, loaded: true, error: null }),
    holds: { grab: () => false, release: nothing, holder: () => null, subscribe: () => nothing },
  };
  return { scene, showFirst };
}

function differing(a: SceneState, b: SceneState): readonly string[] {
  const names = new Set([...a.slots.keys(), ...b.slots.keys()]);
  return [...names].filter((name) => canonicalJson(valueOf(a, name)) !== canonicalJson(valueOf(b, name)));
}
