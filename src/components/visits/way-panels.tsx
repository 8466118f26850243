"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Banner } from "@/components/kit/banner";
import { PainDoor } from "@/components/pain/pain-door";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { StatePanel, type StateKind } from "@/components/kit/state-panel";
import type { Seat } from "@/components/kit/ring";
import { Thread } from "@/components/kit/thread";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { ConfirmedVisit, VisitorView } from "@/core/visits/views";
import { EntryFrame, type EntryStep } from "./entry-frame";
import { CallPractice } from "./finished-state";
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

interface OfVisit {
  view: VisitorView;
  locales: readonly LocaleOption[];
}

/** The tries are used up: only the practice can help, and it is said what to do if it is urgent. */
export function ClosedPanel({ view, locales }: OfVisit) {
  const t = useTranslations("visits.closed");
  const { name, emergencyNumber } = view.practice;
  return (
    <WayPanel
      locales={locales}
      kind="denied"
      title={t("title")}
      words={t("words", { practice: name })}
      actions={<CallPractice practice={view.practice} />}
    >
      <Banner kind="urgent" fact={t("emergency", { number: emergencyNumber })} className="mt-6" />
    </WayPanel>
  );
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

/** The visit is over: how long it was, what comes next, and where the summary is. */
export function OverPanel({ view, visit, locales }: OfVisit & { visit: ConfirmedVisit }) {
  const t = useTranslations("visits.over");
  const { admittedAtMs, endedAtMs, clinicianName, hasSummary } = visit;
  const minutes = admittedAtMs === null || endedAtMs === null ? null : Math.max(1, Math.round((endedAtMs - admittedAtMs) / 60_000));
  const lengthWords = minutes === null ? t("words", { clinician: clinicianName }) : t("length", { minutes, clinician: clinicianName });
  const { proxy, patientName } = visit;
  const words = proxy === null ? lengthWords : t("wordsFor", { clinician: clinicianName, patient: patientName });
  const { name, emergencyNumber } = view.practice;
  return (
    <WayPanel
      locales={locales}
      kind="ended"
      title={t("title")}
      words={hasSummary ? t("ready") : words}
      actions={
        <>
          {hasSummary && (
            <LinkButton kind="filled" size="large" href={`/visit/${view.visitId}/summary?as=visitor`}>
              {t("summary")}
            </LinkButton>
          )}
          {proxy !== null && (
            <LinkButton kind="filled" size="large" href={`/home?for=${proxy.proxyId}`}>
              {t("visitsFor", { patient: patientName })}
            </LinkButton>
          )}
          <CallPractice practice={view.practice} />
        </>
      }
    >
      <h2 className="mt-8 mb-3 text-h3">{t("steps")}</h2>
      <Thread
        label={t("steps")}
        moments={[
          // The mail goes to the patient, and what is in it is theirs to share.
          ...(proxy === null
            ? ([
                { id: "mail", state: hasSummary ? "past" : "now", title: t("step1") },
                { id: "views", state: "next", title: t("step2") },
              ] as const)
            : []),
          { id: "worse", state: "next", title: t("step3", { practice: name, number: emergencyNumber }) },
        ]}
      />
    </WayPanel>
  );
}
