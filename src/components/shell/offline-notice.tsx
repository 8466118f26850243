"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Banner } from "@/components/kit/banner";
import { announce } from "@/components/kit/live-region";

/** Keeps the screen and says how old it is while the browser has no network. */
export function OfflineNotice() {
  const t = useTranslations("kit.offline");
  const format = useFormatter();
  const [sinceMs, setSinceMs] = useState<number | null>(null);
  useEffect(() => {
    const lose = () => setSinceMs((before) => before ?? Date.now());
    const regain = () => {
      setSinceMs(null);
      announce(t("back"));
    };
    if (!navigator.onLine) lose();
    window.addEventListener("offline", lose);
    window.addEventListener("online", regain);
    return () => {
      window.removeEventListener("offline", lose);
      window.removeEventListener("online", regain);
    };
  }, [t]);
  if (sinceMs === null) return null;
  return (
    <Banner kind="slow" icon="wifi-off" fact={t("fact")} live="polite" className="sticky top-0 z-40 rounded-none">
      {t("since", { time: format.dateTime(sinceMs, "time") })}
    </Banner>
  );
}
