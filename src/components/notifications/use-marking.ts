"use client";

import { useTranslations } from "next-intl";
import { announce } from "@/components/kit/live-region";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { callCommand } from "@/room/api";
import { lookForNotifications } from "./store";

/** Marking as read, alone or all at once, each with a way back. `onDone` after every change. */
export function useMarking(onDone: () => void = () => undefined) {
  const t = useTranslations("notifications");
  const say = useErrorWords();
  const settle = async (work: Promise<{ ok: boolean; error?: Parameters<typeof say>[0] }>) => {
    const result = await work;
    if (!result.ok && result.error !== undefined) announce(say(result.error), { urgent: true });
    await lookForNotifications();
    onDone();
    return result.ok;
  };
  const mark = (id: string, read: boolean) => settle(callCommand("notifications/mark", { ids: [id], read }));
  const markAll = async () => {
    const result = await callCommand<object, { count: number; readAtMs: number }>("notifications/mark-all", {});
    if (!result.ok) return void announce(say(result.error), { urgent: true });
    await lookForNotifications();
    onDone();
    const { count, readAtMs } = result.value;
    const undo = () => void settle(callCommand("notifications/undo-mark-all", { readAtMs }));
    if (count > 0) showToast({ text: t("markedAll", { count }), undo: { word: t("undo"), run: undo } });
  };
  return { mark, markAll };
}
