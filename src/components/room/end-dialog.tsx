"use client";

import { useTranslations } from "next-intl";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import type { RoomRole } from "@/core/room/contract";

interface EndDialogProps {
  isOpen: boolean;
  role: RoomRole;
  /** Who stays or is told. */
  otherName: string;
  isPending: boolean;
  onEndForAll: () => void;
  onLeave: () => void;
  onClose: () => void;
}

/** The one question that may cover the scene. */
export function EndDialog({ isOpen, role, otherName, isPending, onEndForAll, onLeave, onClose }: EndDialogProps) {
  const t = useTranslations("room.end");
  const isClinician = role === "clinician";
  return (
    <PlainDialog
      isOpen={isOpen}
      onClose={onClose}
      title={isClinician ? t("title") : t("leaveTitle")}
      actions={
        <>
          {isClinician && (
            <PlainButton kind="danger" pending={isPending} onPress={onEndForAll}>
              {t("everyone")}
            </PlainButton>
          )}
          <PlainButton kind={isClinician ? "bordered" : "danger"} onPress={onLeave}>
            {isClinician ? t("only") : t("leave")}
          </PlainButton>
          <PlainButton kind="quiet" onPress={onClose} autoFocus>
            {t("stay")}
          </PlainButton>
        </>
      }
    >
      {isClinician ? t("words", { name: otherName }) : t("leaveWords", { name: otherName })}
    </PlainDialog>
  );
}
