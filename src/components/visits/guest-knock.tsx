"use client";

import { useTranslations } from "next-intl";
import { PlainButton } from "@/components/kit/plain-button";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { VisitId } from "@/core/kit/ids";
import { callCommand } from "@/room/api";
import { useGuests } from "./use-guests";

/** Guests, and who acts for the patient, who wait while the visit goes on: the clinician lets them in from the room. */
export function GuestKnock({ visitId }: { visitId: VisitId }) {
  const t = useTranslations("guests.panel");
  const say = useErrorWords();
  const { guests, company, refresh } = useGuests(visitId);
  const admit = async (linkId: string) => {
    const answer = await callCommand("visits/admit-guest", { visitId, linkId });
    if (!answer.ok) showToast({ text: say(answer.error) });
    await refresh();
  };
  return (
    <>
      {[...guests, ...company]
        .filter(({ state }) => state === "waiting")
        .map(({ linkId, name }) => (
          <PlainButton key={linkId} kind="filled" onPress={() => void admit(linkId)}>
            {t("admit", { name })}
          </PlainButton>
        ))}
    </>
  );
}
