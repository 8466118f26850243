"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import { announce } from "@/components/kit/live-region";
import { useRecordsAway, useRecordsBack } from "./use-records-away";

/** Keeps the screen and says that the records can't be reached, until they are. Where a page says so itself, this is hidden. */
export function OutageNotice() {
  const t = useTranslations("kit.outage");
  const isAway = useRecordsAway();
  useRecordsBack(true, () => announce(t("back")));
  if (!isAway) return null;
  return (
    <Banner kind="slow" icon="alert" fact={t("fact")} live="polite" className="outage-notice sticky top-0 z-40 rounded-none">
      {t("words")}
    </Banner>
  );
}
