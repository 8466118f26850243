import { z } from "zod";

/** What a practice asks of the sound and picture of its visits: sealed where every browser can, or always. */
export const SealingPolicy = z.enum(["possible", "always"]);
/** See {@link SealingPolicy}. */
export type SealingPolicy = z.infer<typeof SealingPolicy>;

/**
 * Whether a room's sound and picture are sealed (ROOM-60): all of it or none, since a browser that can't seal can't
 * open what the others seal. `unableHere`: how many pages are in the room now that can't.
 */
export function isMediaSealed(policy: SealingPolicy, unableHere: number): boolean {
  return policy === "always" || unableHere === 0;
}

/** Whether a page gets sound and picture at all (ROOM-62): one that can't seal has none where sealing is asked for always. */
export function mayConnectMedia(policy: SealingPolicy, canSeal: boolean): boolean {
  return policy !== "always" || canSeal;
}
