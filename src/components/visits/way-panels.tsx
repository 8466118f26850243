"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PainDoor } from "@/components/pain/pain-door";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePanel, type StateKind } from "@/components/kit/state-panel";
import type { Seat } from "@/components/kit/ring";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { ConfirmedVisit, VisitorView } from "@/core/visits/views";
import { EntryFrame, type EntryStep } from "./entry-frame";
import { visitorClaim } from "./use-visitor-visit";

interface PanelProps {
  locales: readonly LocaleOption[];
  kind: StateKind;
  title: string;
  words: ReactNode;
  step?: EntryStep;
  seats?: readonly Seat[];
  actions?: ReactNode;
  children?: ReactNode;
}

/** One state of the patient's way that takes the whole page. */
export function WayPanel({ locales, kind, title, words, step, seats, actions, children }: PanelProps) {
  return (
    <EntryFrame locales={locales} step={step}>
      <StatePanel kind={kind} level={1} title={title} seats={seats} actions={actions} className="pt-6">
        {words}
      </StatePanel>
      {children}
    </EntryFrame>
  );
}

/** Whose way it is, and the languages that can be chosen. */
export interface OfVisit {
  view: VisitorView;
  locales: readonly LocaleOption[];
}

const alone = ({ proxy }: ConfirmedVisit): readonly Seat[] => [{ person: proxy === null ? 2 : 3 }, { state: "expected" }];

interface ReadyPanelProps extends OfVisit {
  visit: ConfirmedVisit;
  nowMs: number;
  isPending: boolean;
  /** The patient was in the waiting room and left. */
  hasLeft: boolean;
  onEnter: () => void;
  onCheck: () => void;
}

/** Everything is prepared: before the waiting room opens, or in front of its door. */
export function ReadyPanel({ view, visit, locales, nowMs, isPending, hasLeft, onEnter, onCheck }: ReadyPanelProps) {
  const t = useTranslations("visits");
  const format = useFormatter();
  const isEarly = nowMs < visit.waitingOpensAtMs;
  const isToday = visit.waitingOpensAtMs - nowMs < 12 * 3_600_000;
  const time = format.dateTime(visit.waitingOpensAtMs, isToday ? "time" : "moment");
  return (
    <WayPanel
      locales={locales}
      step="wait"
      kind="empty"
      seats={alone(visit)}
      title={hasLeft && !isEarly ? t("wait.left") : t("early.title", { name: visit.proxy?.name ?? visit.patientName })}
      words={
        isEarly ? (
          <>
            <p>{visit.proxy === null ? t("early.words", { time }) : t("early.wordsFor", { time, patient: visit.patientName })}</p>
            <p className="mt-2">{t("early.opens")}</p>
          </>
        ) : hasLeft ? (
          t("wait.leftWords")
        ) : undefined
      }
      actions={
        <>
          {!isEarly && (
            <PlainButton kind="filled" size="large" pending={isPending} onPress={onEnter}>
              {t("wait.enter")}
            </PlainButton>
          )}
          <PainDoor visitId={view.visitId} as={visitorClaim(view.visitId)} isPainter />
          <PlainButton kind="text" onPress={onCheck}>
            {t("early.recheck")}
          </PlainButton>
        </>
      }
    />
  );
}
