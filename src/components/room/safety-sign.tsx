"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Banner } from "@/components/kit/banner";
import { Icon, type IconName } from "@/components/kit/icon";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import type { OpenVisit } from "@/room/livekit/open-visit";
import { SafetySheet, type SafetyState } from "./safety-sheet";
import { useStore } from "./use-store";

const ICONS: Readonly<Record<SafetyState, IconName>> = { sealed: "lock", opening: "clock", open: "eye", failed: "alert", refused: "alert", off: "camera-off" };

/** How sound and picture travel now. Between two connections nothing does, whatever was before. */
function useSealing(visit: OpenVisit): SafetyState {
  const sealing = useStore(visit.sealing);
  const status = useStore(visit.session.status);
  if (status === "connected" || sealing === "failed" || sealing === "refused") return sealing;
  return status === "unavailable" ? "off" : "opening";
}

/** The lock in the room's head: says how sound and picture travel, and opens the sheet that says who can see what. */
export function SafetySign({ visit }: { visit: OpenVisit }) {
  const t = useTranslations("room.safety");
  const state = useSealing(visit);
  const [isOpen, setOpen] = useState(false);
  const before = useRef<SafetyState>("sealed");
  useEffect(() => {
    // The seal is the rule; what a person must hear of is that it is gone, or back.
    if ((state === "open" || state === "sealed") && before.current !== state) announce(t(`say.${state}`));
    if (state === "open" || state === "sealed") before.current = state;
  }, [state, t]);
  return (
    <>
      <button type="button" className="scene-chip room-safety" data-sealing={state} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name={ICONS[state]} />
        <span>{t(`sign.${state}`)}</span>
        <span className="sr-only">. {t("more")}</span>
      </button>
      {(state === "failed" || state === "refused") && (
        <Banner
          kind="slow"
          icon="alert"
          live="assertive"
          fact={t(`held.${state}`)}
          action={
            state === "failed" && (
              <PlainButton kind="filled" onPress={visit.renew}>
                {t("retry")}
              </PlainButton>
            )
          }
        >
          {t(`held.${state}Words`)}
        </Banner>
      )}
      <SafetySheet visit={visit} state={state} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}
