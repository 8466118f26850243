import { useSyncExternalStore } from "react";
import type { Comfort } from "@/core/headset/comfort";
import { comfortStore } from "@/room/comfort";

/** How the person likes to be in the scene, now. */
export function useComfort(): Comfort {
  const { subscribe, get } = comfortStore();
  return useSyncExternalStore(subscribe, get, get);
}

/** The hand that does the work: what is pressed stands away from it. */
export const useWorkingHand = (): Comfort["hand"] => useComfort().hand;
