"use client";

import { useEffect, useState } from "react";
import type { OpenVisit } from "@/room/livekit/open-visit";
import type { TransportStatus } from "@/room/transport";
import { useStore } from "@/components/room/use-store";

/** The scene waits for the first picture at most this long. */
const PATIENCE_MS = 2500;
const SAY_MS = 60;
/** Time for a picture that has arrived to be drawn. */
const PICTURE_MS = 250;

/**
 * Whether it is the scene's turn. People come first: building a heart keeps an old phone's only core
 * busy, and would keep voice and faces waiting.
 */
export function useSceneTurn(status: TransportStatus, { media, sayBusy }: OpenVisit): boolean {
  const [isDue, setDue] = useState(false);
  const remotes = useStore(media.remotes);
  const hasPicture = remotes.some(({ video }) => video !== null);
  const isUp = status === "connected" && hasPicture;
  const waitMs = status === "unavailable" || status === "lost" ? 0 : isUp ? PICTURE_MS : PATIENCE_MS;
  useEffect(() => {
    if (isDue) return;
    const timer = setTimeout(() => {
      sayBusy();
      // A turn later, so that the word is out before the work begins.
      later = setTimeout(() => setDue(true), SAY_MS);
    }, waitMs);
    let later: ReturnType<typeof setTimeout> | undefined;
    return () => {
      clearTimeout(timer);
      clearTimeout(later);
    };
  }, [isDue, waitMs, sayBusy]);
  return isDue;
}
