"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { PlainButton } from "@/components/kit/plain-button";
import { useClock } from "@/components/scheduling/use-clock";
import type { NotificationLine } from "@/core/notifications/views";
import { useNotificationWords } from "./words";
import "./notifications.css";

interface NotificationListProps {
  lines: readonly NotificationLine[];
  zone: string;
  onMark: (id: string, read: boolean) => void;
  /** A line was followed: it is read by that. */
  onFollow?: () => void;
}

/** Lines of notifications: each leads to its page, and can be marked without going there. */
export function NotificationList({ lines, zone, onMark, onFollow }: NotificationListProps) {
  const t = useTranslations("notifications");
  const say = useNotificationWords(zone);
  const clock = useClock(zone);
  return (
    <ul className="notices">
      {lines.map((line) => {
        const text = say(line);
        const action = t(line.isRead ? "markUnread" : "markRead");
        const follow = () => {
          if (!line.isRead) onMark(line.id, true);
          onFollow?.();
        };
        return (
          <li key={line.id} className="notice" data-unread={!line.isRead || undefined}>
            <span className="notice-mark" aria-hidden="true" />
            <div className="notice-words">
              <Link href={line.href} prefetch={false} className="notice-link" onClick={follow}>
                {!line.isRead && <span className="sr-only">{t("new")}: </span>}
                {text}
              </Link>
              <time className="notice-time" dateTime={clock.iso(line.atMs)}>
                {clock.moment(line.atMs)}
              </time>
            </div>
            <PlainButton kind="text" onPress={() => onMark(line.id, !line.isRead)}>
              {action}
              <span className="sr-only">: {text}</span>
            </PlainButton>
          </li>
        );
      })}
    </ul>
  );
}
