"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Icon } from "@/components/kit/icon";
import { PlainButton } from "@/components/kit/plain-button";
import type { ActorClaim } from "@/core/access/claim";
import type { VisitId } from "@/core/kit/ids";

const PainDialog = dynamic(() => import("./pain-dialog").then((module) => module.PainDialog), { ssr: false });

interface PainDoorProps {
  visitId: VisitId;
  as?: ActorClaim;
  isPainter: boolean;
  /** `tool`: as the tools of the room look. */
  look?: "button" | "tool";
  className?: string;
}

/** The way to where it hurts; what is behind it comes when somebody opens it. */
export function PainDoor({ className, isPainter, look = "button", ...rest }: PainDoorProps) {
  const t = useTranslations("pain");
  const [isOpen, setOpen] = useState(false);
  const isTool = look === "tool";
  return (
    <>
      {isTool ? (
        <button type="button" className={className} onClick={() => setOpen(true)}>
          <Icon name="person" />
          {t("read.open")}
        </button>
      ) : (
        <PlainButton icon="person" className={className} onPress={() => setOpen(true)}>
          {t(isPainter ? "door" : "read.open")}
        </PlainButton>
      )}
      {isOpen && <PainDialog {...rest} isPainter={isPainter} isBeside={isTool} onClose={() => setOpen(false)} />}
    </>
  );
}
