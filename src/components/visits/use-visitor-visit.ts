"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ActorClaim } from "@/core/access/claim";
import type { DomainError } from "@/core/kit/errors";
import type { VisitId } from "@/core/kit/ids";
import type { VisitorView } from "@/core/visits/views";
import { callQuery } from "@/room/api";
import { subscribePush } from "@/room/push";

/** How a visitor's page names its actor. */
export function visitorClaim(visitId: VisitId): ActorClaim {
  return { kind: "visit", visitId };
}

export interface VisitorVisit {
  readonly view: VisitorView;
  /** The link was revoked, or the seat is unknown: nothing more to show. */
  readonly isLost: boolean;
  /** The push stream is down: what is shown may be old. */
  readonly isOffline: boolean;
  /** Server time minus browser time, milliseconds. */
  readonly skewMs: number;
  refresh(): Promise<void>;
}

/** The visit as the patient may see it, kept fresh by push. */
export function useVisitorVisit(initial: VisitorView): VisitorVisit {
  const { visitId } = initial;
  const [view, setView] = useState(initial);
  const [isLost, setLost] = useState(false);
  const [isOffline, setOffline] = useState(false);
  const [skewMs, setSkewMs] = useState(0);
  const newest = useRef(0);

  const refresh = useCallback(async () => {
    newest.current += 1;
    const turn = newest.current;
    const sentMs = Date.now();
    const answer = await callQuery<{ visitId: VisitId }, VisitorView>(
      "visits/for-visitor",
      { visitId },
      { as: visitorClaim(visitId) },
    );
    // An answer that was overtaken by a newer question says old news.
    if (turn !== newest.current) return;
    if (answer.ok) {
      setView(answer.value);
      setOffline(false);
      setSkewMs(answer.value.nowMs - (sentMs + Date.now()) / 2);
    } else if (isFinal(answer.error)) setLost(true);
    else setOffline(true);
  }, [visitId]);

  useEffect(
    () =>
      subscribePush(visitorClaim(visitId), {
        event: ({ ids }) => {
          if (ids.visitId === visitId) void refresh();
        },
        opened: () => void refresh(),
        lost: () => setOffline(true),
        ended: () => void refresh(),
      }),
    [visitId, refresh],
  );

  return { view, isLost, isOffline, skewMs, refresh };
}

function isFinal(error: DomainError): boolean {
  return error.kind === "signed_out" || error.kind === "not_found" || error.kind === "gone";
}
