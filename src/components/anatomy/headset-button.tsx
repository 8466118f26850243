"use client";

import { useTranslations } from "next-intl";
import { Icon } from "@/components/kit/icon";

interface HeadsetButtonProps {
  readonly isInside: boolean;
  readonly wasRefused: boolean;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}

/** Enters and leaves the headset; shown only where there is one. */
export function HeadsetButton({ isInside, wasRefused, onEnter, onLeave }: HeadsetButtonProps) {
  const t = useTranslations("anatomy.headset");
  return (
    <>
      <button type="button" className="scene-chip" onClick={isInside ? onLeave : onEnter}>
        <Icon name="headset" />
        <span>{t(isInside ? "leave" : "enter")}</span>
      </button>
      <span role="status" className={wasRefused ? "scene-chip" : "sr-only"}>
        {wasRefused ? t("refused") : ""}
      </span>
    </>
  );
}
