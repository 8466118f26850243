import type { Vector3 } from "three";
import type { Captions } from "@/room/captions/captions";
import type { Playable } from "@/room/livekit/media";
import type { ReadonlyStore } from "@/room/store";

/** What is to be seen of a person beside their pose. */
export interface PersonSigns {
  /** As what they are here, in words. */
  readonly role: string;
  readonly isSpeaking: boolean;
  /** They took their headset off. */
  readonly isAway: boolean;
  /** Their camera's picture; null where it is off. */
  readonly video: Playable | null;
}

/** Everybody else in the room, as the page knows them: what to show of them, and where their voice is to come from. */
export interface Company {
  /** By actor. */
  readonly signs: ReadonlyStore<ReadonlyMap<number, PersonSigns>>;
  /** Hears with each picture where a person's figure stands in the listener's own frame: x to the right, y up, z backwards, metres. */
  readonly place: (actor: number, fromHead: Vector3) => void;
  /** Hears whether the listener is in a headset. */
  readonly setHeadset: (isInside: boolean) => void;
  /** What is typed for whoever reads it. */
  readonly captions: Captions;
}
