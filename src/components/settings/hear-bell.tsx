"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { ringBell } from "@/room/devices/bell";

/** Rings the bell of an arrival once, so that a person knows what to listen for. */
export function HearBell() {
  const t = useTranslations("settings");
  const [isSilent, setSilent] = useState(false);
  const ring = () =>
    void ringBell(null).then(
      () => setSilent(false),
      () => setSilent(true),
    );
  return (
    <div>
      <PlainButton icon="sound" onPress={ring}>
        {t("hear")}
      </PlainButton>
      {isSilent && <Banner kind="slow" live="polite" className="mt-2" fact={t("unheard")} />}
    </div>
  );
}
