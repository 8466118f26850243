"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useClock } from "@/components/scheduling/use-clock";
import type { NotificationLine } from "@/core/notifications/views";

/** What a notification says: rows hold kinds and ids, never words. */
export function useNotificationWords(zone: string): (line: NotificationLine) => string {
  const t = useTranslations("notifications");
  const clock = useClock(zone);
  return useCallback(
    ({ kind, startsAtMs }) => t(`kinds.${kind}`, { when: startsAtMs === null ? "none" : clock.moment(startsAtMs) }),
    [t, clock],
  );
}
