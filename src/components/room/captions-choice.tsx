"use client";

import { useTranslations } from "next-intl";
import { Choice } from "@/components/kit/choice";
import { PlainButton } from "@/components/kit/plain-button";
import type { CaptionsMode } from "./use-captions-mode";

interface CaptionsChoiceProps {
  mode: CaptionsMode;
  onMode: (mode: CaptionsMode) => void;
  /** The window around goes: the line to type stands behind it. */
  onType: () => void;
}

/** Whether captions show, and the way to type them. */
export function CaptionsChoice({ mode, onMode, onType }: CaptionsChoiceProps) {
  const t = useTranslations("room.captions");
  return (
    <div>
      <Choice title={t("title")} note={t("note")} checked={mode !== "off"} onChange={(checked) => onMode(checked ? "shown" : "off")} />
      <PlainButton kind="text" icon="captions" onPress={onType}>
        {t("type")}
      </PlainButton>
    </div>
  );
}
