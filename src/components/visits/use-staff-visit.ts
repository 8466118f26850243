"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "@/components/kit/live-region";
import type { VisitId } from "@/core/kit/ids";
import type { StaffVisitView } from "@/core/visits/views";
import { callCommand, callQuery } from "@/room/api";
import { subscribePush } from "@/room/push";

const SEEN_EVERY_MS = 20_000;

/** The visit as its clinician may see it, kept fresh by push. */
export function useStaffVisit(initial: StaffVisitView): { view: StaffVisitView; refresh(): Promise<void> } {
  const { visitId } = initial;
  const [view, setView] = useState(initial);
  const newest = useRef(0);
  const refresh = useCallback(async () => {
    newest.current += 1;
    const turn = newest.current;
    const answer = await callQuery<{ visitId: VisitId }, StaffVisitView>("visits/for-staff", { visitId });
    if (turn === newest.current && answer.ok) setView(answer.value);
  }, [visitId]);
  useEffect(
    () =>
      subscribePush(
        { kind: "session" },
        {
          event: ({ ids }) => {
            if (ids.visitId === visitId) void refresh();
          },
          opened: () => void refresh(),
        },
      ),
    [visitId, refresh],
  );
  useArrivalWords(view);
  return { view, refresh };
}

/** Says aloud when the patient comes or goes. */
function useArrivalWords({ state, patient }: StaffVisitView): void {
  const t = useTranslations("visits.staff");
  const before = useRef(state);
  const name = patient.shortName;
  useEffect(() => {
    if (before.current === "expected" && state === "waiting") announce(t("arrived", { name }));
    if (before.current === "waiting" && state === "expected") announce(t("steppedOut", { name }));
    before.current = state;
  }, [state, name, t]);
}

/** Lets the waiting room know that the clinician has this visit open. */
export function useClinicianHere(visitId: VisitId, isHost: boolean): void {
  useEffect(() => {
    if (!isHost) return;
    const say = () => void callCommand("visits/clinician-seen", { visitId, here: true });
    const timer = setInterval(say, SEEN_EVERY_MS);
    const onHide = () => void callCommand("visits/clinician-seen", { visitId, here: false }, { keepalive: true });
    say();
    addEventListener("pagehide", onHide);
    return () => {
      clearInterval(timer);
      removeEventListener("pagehide", onHide);
    };
  }, [visitId, isHost]);
}
