"use client";

import { useLocale, useTranslations } from "next-intl";
import { cx } from "@/components/kit/classes";
import type { IconName } from "@/components/kit/icon";
import { ReadyWord } from "@/components/kit/row";
import type { TodayVisit } from "@/core/scheduling/day";

const DEVICE_ICONS: Record<"phone" | "computer" | "headset", IconName> = {
  phone: "phone-device",
  computer: "laptop",
  headset: "headset",
};

/** What their device check said, on what they come, and their language where it isn't the reader's. */
export function ReadinessLine({ visit, className }: { visit: TodayVisit; className?: string }) {
  const t = useTranslations("scheduling.today");
  const { readiness, patient } = visit;
  const language = useForeignLanguage(patient.locale);
  return (
    <p className={cx("flex flex-wrap gap-x-5 gap-y-1", className)}>
      {readiness === null ? (
        <ReadyWord state="open" icon="clock">{t("unchecked")}</ReadyWord>
      ) : (
        <>
          <DeviceWords readiness={readiness} />
          <ReadyWord state="fact" icon={DEVICE_ICONS[readiness.device]}>{t(`device.${readiness.device}`)}</ReadyWord>
        </>
      )}
      {language !== null && <ReadyWord state="fact" icon="language">{language}</ReadyWord>}
    </p>
  );
}

function DeviceWords({ readiness }: { readiness: NonNullable<TodayVisit["readiness"]> }) {
  const t = useTranslations("scheduling.today");
  const { camera, microphone, speaker } = readiness;
  const isFine = camera === "ready" && microphone === "ready";
  return (
    <>
      {isFine && <ReadyWord state="ready">{t("cameraAndMic")}</ReadyWord>}
      {camera !== "ready" && <ReadyWord state="open" icon="camera-off">{t("noCamera")}</ReadyWord>}
      {microphone !== "ready" && <ReadyWord state="open" icon="mic-off">{t("noMicrophone")}</ReadyWord>}
      {speaker === "failed" && <ReadyWord state="open" icon="sound">{t("noSound")}</ReadyWord>}
    </>
  );
}

/** The patient's language in the reader's words, or null where they share it. */
export function useForeignLanguage(code: string): string | null {
  const locale = useLocale();
  const language = (text: string) => text.split("-")[0];
  if (language(code) === language(locale)) return null;
  return new Intl.DisplayNames([locale], { type: "language" }).of(code) ?? code;
}
