"use client";

import { useCallback, useEffect, useState } from "react";
import type { ActorClaim } from "@/core/access/actor";
import type { DomainError } from "@/core/kit/errors";
import type { VisitId } from "@/core/kit/ids";
import { type OpenVisit, openVisit } from "@/room/livekit/open-visit";
import { askOwnModelsFor } from "@/room/manifest";

/** How coming into the room goes. */
export type Opening =
  | { readonly kind: "entering" }
  | { readonly kind: "open"; readonly visit: OpenVisit }
  | { readonly kind: "failed"; readonly error: DomainError };

/** One page's stay in the room: comes in when the component does, and leaves with it. */
export function useOpenVisit(visitId: VisitId, isVisitor: boolean): { opening: Opening; retry: () => void } {
  const [opening, setOpening] = useState<Opening>({ kind: "entering" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isOn = true;
    let opened: OpenVisit | null = null;
    const as: ActorClaim = isVisitor ? { kind: "visit", visitId } : { kind: "session" };
    askOwnModelsFor(as);
    // A turn later, so that a component which is put up twice in a row comes in once.
    const timer = setTimeout(() => {
      void openVisit(visitId, as).then((answer) => {
        if (!answer.ok) return isOn && setOpening({ kind: "failed", error: answer.error });
        if (!isOn) return void answer.value.leave();
        opened = answer.value;
        setOpening({ kind: "open", visit: answer.value });
      });
    }, 0);
    // A page that comes back out of the browser's memory has left the room: it comes in anew.
    const onShow = (event: PageTransitionEvent): void => {
      if (event.persisted) location.reload();
    };
    addEventListener("pageshow", onShow);
    return () => {
      isOn = false;
      clearTimeout(timer);
      removeEventListener("pageshow", onShow);
      void opened?.leave();
    };
  }, [visitId, isVisitor, attempt]);
  const retry = useCallback(() => {
    setOpening({ kind: "entering" });
    setAttempt((n) => n + 1);
  }, []);
  return { opening, retry };
}
