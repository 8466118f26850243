"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

const EVERY_MS = 10_000;

interface RoomClockProps {
  /** When the visit began, by the server's clock; null before. */
  sinceMs: number | null;
  /** The server's clock when the page was drawn. */
  firstMs: number;
}

/** How long the visit has been going on, in whole minutes. */
export function RoomClock({ sinceMs, firstMs }: RoomClockProps) {
  const t = useTranslations("room");
  const [gone, setGone] = useState(0);
  useEffect(() => {
    const startMs = performance.now();
    const timer = setInterval(() => setGone(performance.now() - startMs), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  if (sinceMs === null) return null;
  const minutes = Math.max(0, Math.floor((firstMs + gone - sinceMs) / 60_000));
  return (
    <span className="figures text-ink2" title={t("minutesLong", { minutes })}>
      {t("minutes", { minutes })}
    </span>
  );
}
