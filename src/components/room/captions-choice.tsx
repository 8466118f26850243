"use client";

import { useTranslations } from "next-intl";
import { Choice } from "@/components/kit/choice";
import { PlainButton } from "@/components/kit/plain-button";
import { chooseMode, effectiveMode, type CaptionsModeProps } from "./captions-mode";

interface CaptionsChoiceProps extends CaptionsModeProps {
  /** The window around goes: the line to type stands behind it. */
  onType: () => void;
}

/** Whether captions show, and the way to type them. */
export function CaptionsChoice({ mode, onMode, onType }: CaptionsChoiceProps) {
  const t = useTranslations("room.captions");
  return (
    <div>
      <Choice title={t("title")} note={t("note")} checked={effectiveMode(mode) !== "off"} onChange={(checked) => chooseMode(checked ? "shown" : "off", onMode)} />
      <PlainButton kind="text" icon="captions" onPress={() => (chooseMode("typing", onMode), onType())}>
        {t("type")}
      </PlainButton>
    </div>
  );
}
