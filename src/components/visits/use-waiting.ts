"use client";

import { useEffect } from "react";
import type { VisitId } from "@/core/kit/ids";
import { HEARTBEAT_EVERY_MS, type VisitState } from "@/core/visits/visit";
import { callCommand } from "@/room/api";
import { visitorClaim } from "./use-visitor-visit";

/** Tells the server that this page is going; a fetch that outlives the page, since nobody waits for it. */
function sayLeaving(visitId: VisitId): void {
  void fetch("/api/visits/heartbeat", {
    method: "POST",
    keepalive: true,
    credentials: "same-origin",
    headers: { "content-type": "application/json", "x-bedside-actor": `visit:${visitId}` },
    body: JSON.stringify({ visitId, leaving: true }),
  }).catch(() => undefined);
}

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
    const onHide = () => sayLeaving(visitId);
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
