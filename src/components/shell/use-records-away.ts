"use client";

import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from "react";
import { recordsAway } from "@/room/records";

/** Whether the server can't reach its records now. On the server, and before the page lives: no. */
export function useRecordsAway(): boolean {
  return useSyncExternalStore(recordsAway.subscribe, recordsAway.get, () => false);
}

/** Goes on by itself: calls `onBack` once when the records come back while `isWaiting`. */
export function useRecordsBack(isWaiting: boolean, onBack: () => void): void {
  const isAway = useRecordsAway();
  const goOn = useEffectEvent(onBack);
  const wasAway = useRef(false);
  useEffect(() => {
    if (wasAway.current && !isAway && isWaiting) goOn();
    wasAway.current = isAway;
  }, [isAway, isWaiting]);
}
