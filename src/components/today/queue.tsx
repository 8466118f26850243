"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { LinkButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import type { TodayVisit } from "@/core/scheduling/day";
import { steadyOrder, waitingQueue } from "@/core/scheduling/queue";
import { QueueItem } from "./queue-item";

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
  const [isHeld, setHeld] = useState(false);
  const order = useRef<readonly string[]>([]);
  const admitted = visits.filter(({ state }) => state === "admitted");
  const waiting = steadyOrder(order.current, waitingQueue(visits), isHeld);
  order.current = waiting.map(({ visitId }) => visitId);
  const rows = [...admitted, ...waiting];

  if (rows.length === 0) {
    return visits.length > 0 ? null : (
      <EmptyState className="mt-8" title={t("emptyDay")} actions={<LinkButton href="/schedule">{t("toCalendar")}</LinkButton>}>
        <p>{t("emptyWords")}</p>
      </EmptyState>
    );
  }
  return (
    <ul
      aria-label={t("queue")}
      className="queue"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={(event) => setHeld(event.currentTarget.contains(event.relatedTarget))}
    >
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
