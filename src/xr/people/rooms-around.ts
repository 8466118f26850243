import { clearanceM, reachM } from "@/core/room/boundary";
import type { SceneReplica } from "@/room/scene/replica";
import type { PersonRoom } from "./people-view";

/** The room that others keep, as one person has to see it: worked out when the scene changes, not in each frame. */
export class RoomsAround {
  private readonly known = new Map<number, PersonRoom>();

  constructor(private readonly scene: Pick<SceneReplica, "state" | "actor">) {}

  of(actor: number): PersonRoom {
    const known = this.known.get(actor);
    if (known) return known;
    const { state, actor: self } = this.scene;
    const room = { clearanceM: clearanceM(state, self, actor), reachM: reachM(state, self, actor) };
    this.known.set(actor, room);
    return room;
  }

  /** Somebody came, went, or may have said otherwise. */
  forget(): void {
    this.known.clear();
  }
}
