"use client";

import { useEffect, useState } from "react";
import type { OpenVisit } from "@/room/livekit/open-visit";
import type { TransportStatus } from "@/room/transport";
import { useStore } from "@/components/room/use-store";

/** How long the scene waits for people: while the line is made, or a picture is on its way. */
const ON_ITS_WAY_MS = 5000;
/** The same when nobody else shows a picture. */
const NOBODY_MS = 2500;
/** After the first picture was drawn: time for the room around it. */
const PICTURE_MS = 250;
const SAY_MS = 60;

/**
 * Whether it is the scene's turn. People come first: building a heart keeps an old phone's only core
 * busy for seconds, and whatever of the other's picture is not drawn by then waits that long. A track
 * is no picture yet: its first frames still have to come and be decoded.
 */
export function useSceneTurn(status: TransportStatus, { media, sayBusy }: OpenVisit): boolean {
  const [isDue, setDue] = useState(false);
  const remotes = useStore(media.remotes);
  const hasPicture = useStore(media.hasPicture);
  const isComing = status !== "connected" || remotes.some(({ video }) => video !== null);
  const hasLine = status !== "unavailable" && status !== "lost";
  const waitMs = !hasLine ? 0 : hasPicture ? PICTURE_MS : isComing ? ON_ITS_WAY_MS : NOBODY_MS;
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
