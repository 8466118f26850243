import type { Audience } from "@/room/presence/audience";
import type { PresencePublisher } from "@/room/presence/publisher";

/**
 * What the scene needs to know and to say about people. Positions in frames are in the scene's
 * frame: metres, the middle of the ring is the origin, y up; a held model's are those of its
 * transform register.
 */
export interface ScenePresence {
  readonly publisher: PresencePublisher;
  readonly audience: Audience;
}

/** Presence is read and sent this often even while nothing is drawn. */
export const PRESENCE_STEP_MS = 33;
