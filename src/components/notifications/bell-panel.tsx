"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useSyncExternalStore, type RefObject } from "react";
import { Dialog, Heading, Popover } from "react-aria-components";
import { Banner } from "@/components/kit/banner";
import { buttonClass } from "@/components/kit/classes";
import { PlainButton } from "@/components/kit/plain-button";
import { useSurface } from "@/components/kit/surface";
import { NotificationList } from "./notification-list";
import { notifications } from "./store";
import { useMarking } from "./use-marking";

/** So many of the newest are shown; the page has all. */
const SHOWN = 6;

interface BellPanelProps {
  trigger: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

/** The newest notifications, under the bell. */
export function BellPanel({ trigger, onClose }: BellPanelProps) {
  const t = useTranslations("notifications");
  const surface = useSurface();
  const { page, error } = useSyncExternalStore(notifications.subscribe, notifications.get, notifications.get);
  const { mark, markAll } = useMarking();
  const lines = page?.lines.slice(0, SHOWN) ?? [];
  return (
    <Popover triggerRef={trigger} isOpen onOpenChange={(isOpen) => !isOpen && onClose()} placement="bottom end" offset={6} className="z-50">
      <div className="bell-panel" data-surface={surface}>
        <Dialog>
          <div className="flex flex-wrap items-center justify-between gap-x-3">
            <Heading slot="title" className="text-h3">
              {t("title")}
            </Heading>
            {(page?.unread ?? 0) > 0 && (
              <PlainButton kind="text" onPress={() => void markAll()}>
                {t("markAll")}
              </PlainButton>
            )}
          </div>
          {error !== null && <Banner kind="slow" live="polite" className="my-2" fact={t("old")} />}
          {lines.length === 0 ? (
            <p className="py-3 text-ink2">{t("none")}</p>
          ) : (
            <NotificationList lines={lines} zone={page?.zone ?? "UTC"} onMark={(id, read) => void mark(id, read)} onFollow={onClose} />
          )}
          <Link prefetch={false} className={buttonClass({ kind: "text" }, "-ms-2.5 mt-2")} href="/account/notifications" onClick={onClose}>
            <span>{t("all")}</span>
          </Link>
        </Dialog>
      </div>
    </Popover>
  );
}
