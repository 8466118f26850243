"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { ReadyWord } from "@/components/kit/row";
import type { DeviceOutcome } from "@/core/visits/prepare";
import { ringBell } from "@/room/devices/bell";
import { DeviceRow } from "./device-row";

type SoundState = "idle" | "playing" | "asked" | "heard" | "unheard" | "blocked";

interface SoundRowProps {
  speakerId: string | null;
  onOutcome: (outcome: DeviceOutcome) => void;
}

/** Rings a bell and asks whether it was heard: only a person can know. */
export function SoundRow({ speakerId, onOutcome }: SoundRowProps) {
  const t = useTranslations("visits.check");
  const [state, setState] = useState<SoundState>("idle");

  const play = async () => {
    setState("playing");
    try {
      await ringBell(speakerId);
      setState("asked");
    } catch {
      // The browser lets no sound out, or the speaker is gone: said in the row.
      setState("blocked");
      onOutcome("failed");
    }
  };
  const answer = (heard: boolean) => {
    setState(heard ? "heard" : "unheard");
    onOutcome(heard ? "ready" : "failed");
  };

  const note = state === "unheard" ? t("soundRemedy") : state === "blocked" ? t("soundBlocked") : t("soundAsk");
  return (
    <DeviceRow icon="sound" title={t("sound")} note={state === "heard" ? undefined : note}>
      {state === "asked" ? (
        <>
          <PlainButton className="px-3.5" onPress={() => answer(true)}>
            {t("heardYes")}
          </PlainButton>
          <PlainButton kind="quiet" onPress={() => answer(false)}>
            {t("heardNo")}
          </PlainButton>
        </>
      ) : (
        <>
          {state === "heard" && <ReadyWord state="works">{t("works")}</ReadyWord>}
          {state !== "heard" && (
            <PlainButton className="px-3.5" pending={state === "playing"} onPress={() => void play()}>
              {state === "playing" ? t("playing") : state === "idle" ? t("play") : t("playAgain")}
            </PlainButton>
          )}
        </>
      )}
    </DeviceRow>
  );
}
