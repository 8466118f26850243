"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "@/components/kit/live-region";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { Readiness } from "@/core/visits/prepare";
import type { VisitorView } from "@/core/visits/views";
import type { VisitState } from "@/core/visits/visit";
import { callCommand } from "@/room/api";
import { useNow } from "./use-now";
import { type VisitorVisit, useVisitorVisit, visitorClaim } from "./use-visitor-visit";
import { useWaiting } from "./use-waiting";

const FRESH_ESTIMATE_MS = 60_000;

/** The patient's way in: what is known, and what can be done from here. */
export interface VisitorWayModel extends VisitorVisit {
  readonly nowMs: number;
  readonly isPending: boolean;
  /** The device check is open, again. */
  readonly isChecking: boolean;
  readonly hasLeftWaiting: boolean;
  enter(): void;
  leaveWaiting(): void;
  checkAgain(): void;
  finishCheck(readiness: Readiness): Promise<void>;
  takeOver(): void;
}

/** Holds the patient's way together: commands, signs of life, and going in by itself. */
export function useVisitorWay(initial: VisitorView, prefetchRoom: () => void): VisitorWayModel {
  const say = useErrorWords();
  const known = useVisitorVisit(initial);
  const { refresh, skewMs } = known;
  const { visitId, stage, visit } = known.view;
  const nowMs = useNow(skewMs, initial.nowMs);
  const [isChecking, setChecking] = useState(false);
  const [hasLeftWaiting, setLeft] = useState(false);
  const [isPending, setPending] = useState(false);
  const wantsToWait = useRef(false);

  const send = useCallback(
    async (name: string, input: object = {}): Promise<boolean> => {
      setPending(true);
      const answer = await callCommand(`visits/${name}`, { visitId, ...input }, { as: visitorClaim(visitId) });
      if (!answer.ok) showToast({ text: say(answer.error) });
      await refresh();
      setPending(false);
      return answer.ok;
    },
    [visitId, refresh, say],
  );
  const enter = useCallback(async () => {
    wantsToWait.current = true;
    setLeft(false);
    // A refusal must not be tried again by itself, or it would repeat for ever.
    if (!(await send("arrive"))) wantsToWait.current = false;
  }, [send]);

  const isReady = stage === "prepare" && visit !== null && visit.hasWhereabouts && visit.consent === null && visit.hasReadiness && !isChecking;
  const isOpen = visit !== null && nowMs >= visit.waitingOpensAtMs;
  // Ready before the door opened, or taken off the list while the phone slept: in, without a press.
  useEffect(() => {
    if (isReady && isOpen && wantsToWait.current && !isPending) void enter();
  }, [isReady, isOpen, isPending, enter]);

  const isWaiting = stage === "wait";
  useEffect(() => {
    if (!isWaiting) return;
    wantsToWait.current = true;
    prefetchRoom();
    // Only the estimate ages with the clock; everything else here comes by push.
    const timer = setInterval(() => void refresh(), FRESH_ESTIMATE_MS);
    return () => clearInterval(timer);
  }, [isWaiting, prefetchRoom, refresh]);

  const onState = useCallback(
    (state: VisitState) => {
      if (state !== "waiting") void refresh();
    },
    [refresh],
  );
  useWaiting(visitId, isWaiting, onState);
  useDoorWords(stage === "room", visit?.clinicianName ?? "");

  return {
    ...known,
    nowMs,
    isPending,
    isChecking,
    hasLeftWaiting,
    enter: () => void enter(),
    leaveWaiting: () => {
      wantsToWait.current = false;
      setLeft(true);
      void send("leave");
    },
    checkAgain: () => setChecking(true),
    finishCheck: async (readiness) => {
      if (!(await send("report-readiness", { readiness }))) return;
      setChecking(false);
      wantsToWait.current = true;
      if (isOpen) await enter();
    },
    takeOver: () => void send("take-over"),
  };
}

/** Says once, when the door opens, that the clinician lets one in. */
function useDoorWords(isRoom: boolean, clinician: string): void {
  const t = useTranslations("visits.wait");
  const wasRoom = useRef(isRoom);
  useEffect(() => {
    if (isRoom && !wasRoom.current) announce(t("letIn", { clinician }), { urgent: true });
    wasRoom.current = isRoom;
  }, [isRoom, clinician, t]);
}
