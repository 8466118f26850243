"use client";

import { useEffect } from "react";
import type { VisitId } from "@/core/kit/ids";
import { HEARTBEAT_EVERY_MS } from "@/core/visits/timing";
import type { VisitState } from "@/core/visits/visit";
import { callCommand } from "@/room/api";
import { visitorClaim } from "./use-visitor-visit";

/**
 * Says every few seconds that the patient still waits here, and at once when a sleeping phone wakes
 * up. `onState` hears what the server thinks: after a long sleep it is no longer "waiting".
 */
export function useWaiting(visitId: VisitId, isWaiting: boolean, onState: (state: VisitState) => void): void {
  useEffect(() => {
    if (!isWaiting) return;
    const beat = async () => {
      const answer = await callCommand<{ visitId: VisitId }, { state: VisitState }>(
        "visits/heartbeat",
        { visitId },
        { as: visitorClaim(visitId) },
      );
      if (answer.ok) onState(answer.value.state);
    };
    const onVisible = () => {
      if (document.visibilityState === "visible") void beat();
    };
    const onHide = () =>
      void callCommand("visits/heartbeat", { visitId, leaving: true }, { as: visitorClaim(visitId), keepalive: true });
    const timer = setInterval(() => void beat(), HEARTBEAT_EVERY_MS);
    void beat();
    document.addEventListener("visibilitychange", onVisible);
    addEventListener("pagehide", onHide);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onVisible);
      removeEventListener("pagehide", onHide);
    };
  }, [visitId, isWaiting, onState]);
}
