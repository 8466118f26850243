"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { sayRecordsAway } from "@/room/records";
import { CrashDrawing } from "./crash-drawing";
import { useRecordsBack } from "./use-records-away";

/** A page could not be drawn because the database is away. It says so, keeps trying, and draws itself when it can. */
export function OutagePage({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("kit");
  useEffect(() => sayRecordsAway(), []);
  useRecordsBack(true, onRetry);
  return (
    <div data-says-outage className="contents">
      <CrashDrawing title={t("problems.unavailable.title")} words={t("outage.page")} retry={t("problems.retry")} onRetry={onRetry}>
        <p className="mt-3 max-w-[30rem] text-ink2">{t("outage.urgent")}</p>
      </CrashDrawing>
    </div>
  );
}
