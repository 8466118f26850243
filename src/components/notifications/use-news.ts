"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { announce } from "@/components/kit/live-region";
import type { NotificationPage } from "@/core/notifications/views";
import { callCommand } from "@/room/api";
import { ringBell } from "@/room/devices/bell";
import { ownPreferences } from "@/room/own-look";
import { lookForNotifications } from "./store";
import { useNotificationWords } from "./words";

/** Rings for somebody who came, where the person wants it. Browsers let no sound out of a page that nobody touched. */
function ringForArrival(): void {
  if (ownPreferences().arrivalSound === "on") void ringBell(null).catch(() => undefined);
}

/** A clinician who looks at their day sees who comes: that is read already. */
async function markSeen(ids: readonly string[]): Promise<void> {
  await callCommand("notifications/mark", { ids, read: true });
  await lookForNotifications();
}

/** Tells what came since the page was opened: by voice of the reader, and with a bell for an arrival. */
export function useNews(page: NotificationPage | null, path: string): void {
  const t = useTranslations("notifications");
  const say = useNotificationWords(page?.zone ?? "UTC");
  const newest = useRef<number | null>(null);
  useEffect(() => {
    if (page === null) return;
    const since = newest.current;
    newest.current = page.lines[0]?.atMs ?? since ?? 0;
    if (since === null) return;
    const news = page.lines.filter(({ atMs, isRead }) => atMs > since && !isRead);
    const arrivals = news.filter(({ kind }) => kind === "visit.arrived");
    if (arrivals.length > 0) ringForArrival();
    const isOnDay = path === "/today";
    // The day reads arrivals aloud itself.
    const told = isOnDay ? news.filter(({ kind }) => kind !== "visit.arrived") : news;
    if (told.length > 0) announce(t("arrivedNow", { text: told.map(say).join(" ") }));
    if (isOnDay && arrivals.length > 0) void markSeen(arrivals.map(({ id }) => id));
  }, [page, path, say, t]);
}
