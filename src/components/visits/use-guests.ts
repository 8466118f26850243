"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "@/components/kit/live-region";
import type { VisitId } from "@/core/kit/ids";
import type { GuestLine } from "@/core/visits/guests";
import { callQuery } from "@/room/api";
import { subscribePush } from "@/room/push";

/** The guests of a visit, kept fresh by push; says aloud when one begins to wait. */
export function useGuests(visitId: VisitId) {
  const t = useTranslations("guests.panel");
  const [guests, setGuests] = useState<readonly GuestLine[]>([]);
  const waited = useRef(new Set<string>());
  const refresh = useCallback(async () => {
    const answer = await callQuery<{ visitId: VisitId }, { guests: readonly GuestLine[] }>("visits/guests", { visitId });
    if (!answer.ok) return;
    setGuests(answer.value.guests);
    for (const { linkId, name, state } of answer.value.guests) {
      if (state === "waiting" && !waited.current.has(linkId)) announce(t("arrived", { name }));
      if (state === "waiting") waited.current.add(linkId);
      else waited.current.delete(linkId);
    }
  }, [visitId, t]);
  useEffect(
    () =>
      subscribePush(
        { kind: "session" },
        {
          event: ({ ids, topic }) => {
            if (ids.visitId === visitId && topic === "visit.changed") void refresh();
          },
          opened: () => void refresh(),
        },
      ),
    [visitId, refresh],
  );
  return { guests, refresh };
}
