"use client";

import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Icon } from "@/components/kit/icon";
import { UNREAD_SHOWN } from "@/core/notifications/limits";
import { subscribePush } from "@/room/push";
import { lookForNotifications, notifications, type Told } from "./store";
import { useNews } from "./use-news";
import "./notifications.css";

// Every page of the portal has the bell; few visits to a page open it.
const load = () => import("./bell-panel");
const BellPanel = dynamic(() => load().then((module) => module.BellPanel), { ssr: false });
const fetchAhead = () => void load().catch(() => undefined);

const nothing: Told = { page: null, error: null };

/** How much is unread; behind it the newest. Hears by push, and tells what comes. */
export function Bell() {
  const t = useTranslations("kit.bell");
  const { page } = useSyncExternalStore(notifications.subscribe, notifications.get, () => nothing);
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const path = usePathname();
  useEffect(
    () =>
      subscribePush(
        { kind: "session" },
        { opened: () => void lookForNotifications(), event: ({ topic }) => topic === "notification.new" && void lookForNotifications() },
      ),
    [],
  );
  useNews(page, path);
  const unread = page?.unread ?? 0;
  const shown = unread > UNREAD_SHOWN ? t("many", { count: UNREAD_SHOWN }) : String(unread);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className="btn btn-quiet bell"
        aria-label={t("unread", { count: unread })}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPointerEnter={fetchAhead}
        onFocus={fetchAhead}
        onClick={() => setOpen(true)}
      >
        <Icon name="bell" />
        <span className="bell-word">{t("open")}</span>
        {unread > 0 && (
          <span className="bell-count" aria-hidden="true">
            {shown}
          </span>
        )}
      </button>
      {isOpen && <BellPanel trigger={trigger} onClose={() => setOpen(false)} />}
    </>
  );
}
