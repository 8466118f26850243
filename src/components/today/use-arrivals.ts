"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { announce } from "@/components/kit/live-region";
import type { TodayVisit } from "@/core/scheduling/day";

/** Reads aloud who has just come. Those who waited when the page opened are no news. */
export function useArrivals(waiting: readonly TodayVisit[]): void {
  const t = useTranslations("scheduling.today");
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = new Set(waiting.map(({ visitId }) => visitId));
    if (before === null) return;
    const news = waiting.filter(({ visitId }) => !before.has(visitId));
    if (news.length > 0) announce(news.map(({ patient }) => t("arrived", { name: patient.name })).join(" "));
  }, [waiting, t]);
}
