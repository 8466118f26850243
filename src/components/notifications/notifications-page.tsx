"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import type { NotificationLine, NotificationPage } from "@/core/notifications/views";
import { callQuery } from "@/room/api";
import { NotificationList } from "./notification-list";
import { notifications, type Told } from "./store";
import { useMarking } from "./use-marking";

const nothing: Told = { page: null, error: null };

/** Newest first, each once: what is new comes in front of what was loaded. */
function joined(newer: readonly NotificationLine[], before: readonly NotificationLine[]): readonly NotificationLine[] {
  const known = new Set(newer.map(({ id }) => id));
  return [...newer, ...before.filter(({ id }) => !known.has(id))];
}

/** Everything that a person was told, page by page. New ones come by themselves. */
export function NotificationsPage({ initial }: { initial: NotificationPage }) {
  const t = useTranslations("notifications");
  const say = useErrorWords();
  const told = useSyncExternalStore(notifications.subscribe, notifications.get, () => nothing);
  const [lines, setLines] = useState<readonly NotificationLine[]>(initial.lines);
  const [next, setNext] = useState(initial.next);
  const [error, setError] = useState<DomainError | null>(null);
  const [isPending, setPending] = useState(false);
  const marking = useMarking();
  useEffect(() => notifications.subscribe(() => setLines((before) => joined(notifications.get().page?.lines ?? [], before))), []);
  const more = async () => {
    setPending(true);
    const result = await callQuery<object, NotificationPage>("notifications/list", { before: next });
    setPending(false);
    setError(result.ok ? null : result.error);
    if (!result.ok) return;
    setLines((before) => joined(before, result.value.lines));
    setNext(result.value.next);
  };
  const mark = async (id: string, read: boolean) => {
    setLines((before) => before.map((line) => (line.id === id ? { ...line, isRead: read } : line)));
    if (!(await marking.mark(id, read))) setLines((before) => before.map((line) => (line.id === id ? { ...line, isRead: !read } : line)));
  };
  const markAll = async () => {
    await marking.markAll();
    const look = await callQuery<object, NotificationPage>("notifications/list", {});
    if (look.ok) setLines(look.value.lines);
    if (look.ok) setNext(look.value.next);
  };
  const unread = told.page?.unread ?? initial.unread;
  return (
    <main id="main" tabIndex={-1} className="home-page">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-1 text-ink2">{t("words")}</p>
      {(error ?? told.error) !== null && <Banner kind="slow" live="polite" className="mt-4" fact={error === null ? t("old") : say(error)} />}
      {lines.length === 0 ? (
        <EmptyState className="mt-8" title={t("none")}>
          <p>{t("noneWords")}</p>
        </EmptyState>
      ) : (
        <>
          <div className="mt-6 mb-2 flex flex-wrap items-center justify-between gap-3">
            <p role="status">{t("unread", { count: unread })}</p>
            {unread > 0 && <PlainButton onPress={() => void markAll()}>{t("markAll")}</PlainButton>}
          </div>
          <NotificationList lines={lines} zone={initial.zone} onMark={(id, read) => void mark(id, read)} />
          {next !== null && (
            <PlainButton className="mt-4" pending={isPending} onPress={() => void more()}>
              {t("more")}
            </PlainButton>
          )}
        </>
      )}
    </main>
  );
}
