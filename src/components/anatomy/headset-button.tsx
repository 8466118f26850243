"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Icon } from "@/components/kit/icon";

interface HeadsetButtonProps {
  readonly isInside: boolean;
  readonly wasRefused: boolean;
  /** Null where the device only shows the person's own room. */
  readonly onEnter: (() => void) | null;
  /** With the person's own room around; null where the device can't. */
  readonly onEnterRoom: (() => void) | null;
  readonly onLeave: () => void;
}

const ComfortDialog = dynamic(() => import("./comfort-dialog").then((module) => module.ComfortDialog), { ssr: false });

/** Enters and leaves the headset, and how it is to be in there; shown only where there is one. */
export function HeadsetButton({ isInside, wasRefused, onEnter, onEnterRoom, onLeave }: HeadsetButtonProps) {
  const t = useTranslations("anatomy.headset");
  const [isComfort, setComfort] = useState<boolean | null>(null);
  const enter = isInside ? onLeave : onEnter;
  return (
    <>
      {enter && (
        <button type="button" className="scene-chip" onClick={enter}>
          <Icon name="headset" />
          <span>{t(isInside ? "leave" : "enter")}</span>
        </button>
      )}
      {onEnterRoom && !isInside && (
        <button type="button" className="scene-chip" onClick={onEnterRoom}>
          <Icon name="view" />
          <span>{t("enterRoom")}</span>
        </button>
      )}
      <button type="button" className="scene-chip headset-comfort" onClick={() => setComfort(true)}>
        <Icon name="settings" />
        <span>{t("comfort")}</span>
      </button>
      <span role="status" className={wasRefused ? "scene-chip" : "sr-only"}>
        {wasRefused ? t("refused") : ""}
      </span>
      {isComfort !== null && <ComfortDialog isOpen={isComfort} onClose={() => setComfort(false)} />}
    </>
  );
}
