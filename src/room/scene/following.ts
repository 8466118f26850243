import { isPresenter } from "@/core/room/element-values";
import { type FollowState, NOT_FOLLOWING, nextFollow, type FollowEvent } from "@/core/room/follow";
import { registers } from "@/core/room/registers";
import { createStore, type ReadonlyStore } from "../store";
import type { LocalScene } from "./local-scene";

/** How this page goes along with whoever presents. */
export interface Following {
  readonly state: ReadonlyStore<FollowState>;
  /** This person looked away on their own. */
  moved(): void;
  follow(): void;
  stop(): void;
  close(): void;
}

/** Watches who presents, and keeps whether this person goes along (ROOM-49). */
export function createFollowing(scene: Pick<LocalScene, "actor" | "get" | "subscribe">): Following {
  const state = createStore<FollowState>(NOT_FOLLOWING);
  const take = (event: FollowEvent): void => {
    const next = nextFollow(state.get(), event);
    const { mode, presenter } = state.get();
    if (next.mode !== mode || next.presenter?.actor !== presenter?.actor || next.presenter?.hold !== presenter?.hold) state.set(next);
  };
  // As it shows, one's own word that is not written yet included.
  const read = (): void => {
    const value: unknown = scene.get(registers.presenter);
    take({ kind: "presenter", presenter: isPresenter(value) ? value : null, self: scene.actor });
  };
  read();
  const stop = scene.subscribe(registers.presenter, read);
  return {
    state,
    moved: () => take({ kind: "moved" }),
    follow: () => take({ kind: "follow" }),
    stop: () => take({ kind: "stop" }),
    close: stop,
  };
}
