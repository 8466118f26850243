"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "@/components/kit/live-region";
import type { VisitId } from "@/core/kit/ids";
import type { ProxyLine } from "@/core/visits/company";
import type { GuestLine } from "@/core/visits/guests";
import { callQuery } from "@/room/api";
import { subscribePush } from "@/room/push";

interface GuestsView {
  readonly guests: readonly GuestLine[];
  readonly company: readonly ProxyLine[];
}

/** The guests of a visit and who acts for its patient, kept fresh by push; says aloud when one begins to wait. */
export function useGuests(visitId: VisitId) {
  const t = useTranslations("guests.panel");
  const [known, setKnown] = useState<GuestsView>({ guests: [], company: [] });
  const waited = useRef(new Set<string>());
  const refresh = useCallback(async () => {
    const answer = await callQuery<{ visitId: VisitId }, GuestsView>("visits/guests", { visitId });
    if (!answer.ok) return;
    setKnown(answer.value);
    for (const { linkId, name, state } of [...answer.value.guests, ...answer.value.company]) {
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
  return { ...known, refresh };
}
