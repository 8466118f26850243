"use client";

import { useEffect } from "react";
import { subscribePush } from "@/room/push";

/**
 * Takes a page away from whoever is signed out: revoked elsewhere, idle too long, or past the limit.
 * Stands once in the portal's frame.
 */
export function SessionWatch({ sessionId }: { sessionId: string }) {
  useEffect(() => {
    const leave = () => {
      const here = `${location.pathname}${location.search}`;
      // A whole load: nothing of what was on the page stays in memory.
      location.replace(`/sign-in?ended=1&to=${encodeURIComponent(here)}`);
    };
    return subscribePush(
      { kind: "session" },
      {
        event: ({ topic, ids }) => {
          if (topic === "session.revoked" && ids.sessionId === sessionId) leave();
        },
        ended: leave,
      },
    );
  }, [sessionId]);
  return null;
}
