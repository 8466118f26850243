import type { SceneStatus } from "./scene/replica";
import type { TransportStatus } from "./transport";

/** What the room says at its top, worst first. */
export type RoomNotice =
  | "closed"
  | "offline"
  | "no_media"
  | "reconnecting"
  | "not_saved"
  | "slow_own"
  | "slow_other";

/** What a notice is made of. */
export interface NoticeFacts {
  readonly transport: TransportStatus;
  /** Somebody was not heard for a moment, though the line is said to be up. */
  readonly isSlow: boolean;
  readonly ownQuality: "good" | "poor" | "lost";
  readonly otherQuality: "good" | "poor" | "lost";
  readonly save: SceneStatus["save"];
  readonly isOnline: boolean;
}

/**
 * Picks the one thing that people have to know now, or null. A room without media server still
 * shares its scene, which is why `no_media` is no end and `closed` is.
 */
export function noticeOf(facts: NoticeFacts): RoomNotice | null {
  if (facts.transport === "lost") return "closed";
  if (!facts.isOnline) return "offline";
  if (facts.transport === "unavailable") return "no_media";
  if (facts.transport === "reconnecting") return "reconnecting";
  if (facts.save === "offline" || facts.save === "refused") return "not_saved";
  if (facts.ownQuality !== "good") return "slow_own";
  if (facts.isSlow || facts.otherQuality !== "good") return "slow_other";
  return null;
}

/** Passing troubles are told only when they last this long; the rest at once. */
export const NOTICE_PATIENCE_MS: Readonly<Record<RoomNotice, number>> = {
  closed: 0,
  offline: 800,
  no_media: 0,
  reconnecting: 1500,
  not_saved: 4000,
  slow_own: 500,
  slow_other: 500,
};
