"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { LinkButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import type { TodayVisit } from "@/core/scheduling/day";
import { steadyOrder, waitingQueue } from "@/core/scheduling/queue";
import { QueueItem } from "./queue-item";
import { useHeldOrder } from "./use-held-order";

interface QueueProps {
  visits: readonly TodayVisit[];
  nowMs: number;
  chosenId: string | null;
  onChoose: (visitId: string) => void;
}

/**
 * Who is in the room and who waits. While a pointer or the focus is in the list, nobody changes
 * place: a press never hits somebody else than the one who was aimed at.
 */
export function Queue({ visits, nowMs, chosenId, onChoose }: QueueProps) {
  const t = useTranslations("scheduling.today");
  const list = useRef<HTMLUListElement>(null);
  const queue = waitingQueue(visits);
  const held = useHeldOrder(list, queue.map(({ visitId }) => visitId));
  const admitted = visits.filter(({ state }) => state === "admitted");
  const waiting = steadyOrder(held, queue);
  const rows = [...admitted, ...waiting];

  if (rows.length === 0) {
    return visits.length > 0 ? null : (
      <EmptyState className="mt-8" title={t("emptyDay")} actions={<LinkButton href="/schedule">{t("toCalendar")}</LinkButton>}>
        <p>{t("emptyWords")}</p>
      </EmptyState>
    );
  }
  return (
    <ul ref={list} aria-label={t("queue")} className="queue">
      {rows.map((visit, index) => (
        <QueueItem
          key={visit.visitId}
          visit={visit}
          nowMs={nowMs}
          isFirst={index === 0}
          isChosen={visit.visitId === chosenId}
          onChoose={() => onChoose(visit.visitId)}
        />
      ))}
    </ul>
  );
}
