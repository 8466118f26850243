"use client";

import { useTranslations } from "next-intl";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePage } from "@/components/kit/state-panel";

/** The room let this page go: the visit is over, or another device took its place. */
export function RoomClosed({ onComeBack }: { onComeBack: () => void }) {
  const t = useTranslations("room.closed");
  return (
    <div data-surface="room" data-connection="lost">
      <StatePage
        kind="ended"
        title={t("title")}
        actions={
          <PlainButton kind="filled" onPress={onComeBack}>
            {t("back")}
          </PlainButton>
        }
      >
        {t("words")}
      </StatePage>
    </div>
  );
}
