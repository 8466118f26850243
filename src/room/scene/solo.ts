import { type RoomClock, createBrowserClock } from "../clock";
import { createStore } from "../store";
import { createLocalScene } from "./local-scene";
import type { SceneReplica } from "./replica";

/** The actor id of a scene that nobody shares. */
export const SOLO_ACTOR = 1;

/** Creates a scene for one person alone, as `/explore` and saved views use it: no network, nothing kept. */
export function createSoloScene(clock: RoomClock = createBrowserClock()): SceneReplica {
  const seats = new Map([[SOLO_ACTOR, { role: "clinician" as const }]]);
  const scene = createLocalScene({ actor: SOLO_ACTOR, seats, clock, onOps: () => undefined });
  const holder = createStore<ReadonlySet<string>>(new Set());
  return {
    ...scene,
    roster: createStore([]),
    askServer: () => undefined,
    status: createStore({ save: "saved", waiting: 0, live: false, loaded: true, error: null }),
    holds: {
      grab: (object) => {
        holder.set(new Set([...holder.get(), object]));
        return true;
      },
      release: (object) => holder.set(new Set([...holder.get()].filter((held) => held !== object))),
      holder: (object) => (holder.get().has(object) ? SOLO_ACTOR : null),
      subscribe: (watcher) => holder.subscribe(() => watcher("")),
    },
  };
}
