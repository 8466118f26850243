"use client";

import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import type { Clock } from "@/components/scheduling/use-clock";
import type { TodayView, TodayVisit } from "@/core/scheduling/day";
import { freeGaps, placeOf, waitedMin, waitsTooLong, type Place } from "@/core/scheduling/queue";

interface DayThreadProps {
  view: TodayView;
  nowMs: number;
  clock: Clock;
  chosenId: string | null;
  onChoose: (visitId: string) => void;
}

type Item =
  | { readonly kind: "visit"; readonly atMs: number; readonly visit: TodayVisit }
  | { readonly kind: "free"; readonly atMs: number; readonly minutes: number }
  | { readonly kind: "now"; readonly atMs: number };

/** The day as a line: what was, who is here, now, what comes. */
export function DayThread({ view, nowMs, clock, chosenId, onChoose }: DayThreadProps) {
  const t = useTranslations("scheduling.today");
  const done = view.visits.filter(({ state }) => state === "ended").length;
  return (
    <>
      <h2 id="today-date" className="text-h3">
        {clock.weekday(view.date)}
      </h2>
      <p className="text-small text-ink2">{t("counts", { all: view.visits.length, done })}</p>
      <ol aria-label={t("thread")} className="thread mt-4">
        {itemsOf(view.visits, nowMs).map((item) => (
          <Fragment key={item.kind === "visit" ? item.visit.visitId : `${item.kind}-${item.atMs}`}>
            {item.kind === "now" && <NowLine text={clock.time(nowMs)} word={t("now")} />}
            {item.kind === "free" && (
              <Moment state="free" time={clock.time(item.atMs)} iso={clock.iso(item.atMs)}>
                {t("free", { minutes: item.minutes })}
              </Moment>
            )}
            {item.kind === "visit" && (
              <VisitMoment
                visit={item.visit}
                nowMs={nowMs}
                clock={clock}
                isChosen={item.visit.visitId === chosenId}
                onChoose={() => onChoose(item.visit.visitId)}
              />
            )}
          </Fragment>
        ))}
      </ol>
    </>
  );
}

function itemsOf(visits: readonly TodayVisit[], nowMs: number): readonly Item[] {
  const items: Item[] = visits.map((visit) => ({ kind: "visit", atMs: visit.startsAtMs, visit }));
  for (const gap of freeGaps(visits, nowMs)) {
    items.push({ kind: "free", atMs: gap.startsAtMs, minutes: Math.round((gap.endsAtMs - gap.startsAtMs) / 60_000) });
  }
  if (visits.length > 0) items.push({ kind: "now", atMs: nowMs });
  // At one instant the line for now comes first, then what begins.
  const rank = { now: 0, free: 1, visit: 2 };
  return items.sort((a, b) => a.atMs - b.atMs || rank[a.kind] - rank[b.kind]);
}

const STATES: Record<Place, "past" | "now" | "next"> = {
  done: "past",
  missed: "past",
  waiting: "now",
  admitted: "now",
  overdue: "next",
  later: "next",
};

interface VisitMomentProps {
  visit: TodayVisit;
  nowMs: number;
  clock: Clock;
  isChosen: boolean;
  onChoose: () => void;
}

function VisitMoment({ visit, nowMs, clock, isChosen, onChoose }: VisitMomentProps) {
  return (
    <Moment
      state={STATES[placeOf(visit, nowMs)]}
      time={clock.time(visit.startsAtMs)}
      iso={clock.iso(visit.startsAtMs)}
      note={<MomentNote visit={visit} nowMs={nowMs} />}
    >
      <button type="button" className="queue-name" aria-pressed={isChosen} onClick={onChoose}>
        {visit.patient.name}
      </button>
    </Moment>
  );
}

function MomentNote({ visit, nowMs }: { visit: TodayVisit; nowMs: number }) {
  const t = useTranslations("scheduling.today");
  const urgent = "font-semibold text-coral";
  const open = "font-semibold text-straw";
  switch (placeOf(visit, nowMs)) {
    case "done":
      return visit.note === "signed" ? t("noteSigned") : <span className={open}>{t("noteWaits")}</span>;
    case "waiting":
      return (
        <span className={waitsTooLong(visit, nowMs) ? urgent : "font-semibold text-teal"}>
          {t("waiting", { minutes: waitedMin(visit, nowMs) })}
        </span>
      );
    case "admitted":
      return <span className="font-semibold text-teal">{t("inRoom")}</span>;
    case "overdue":
      return <span className={open}>{t("notHere")}</span>;
    case "missed":
      return t("missed");
    case "later":
      return visit.firstVisit ? t("firstVisit") : visit.service;
  }
}

function Moment({ state, time, iso, children, note }: { state: string; time: string; iso: string; children: ReactNode; note?: ReactNode }) {
  return (
    <li className="thread-item" data-state={state}>
      <span className="thread-time">
        <time dateTime={iso}>{time}</time>
      </span>
      <span className="thread-mark" aria-hidden="true">
        <span className="dot" data-state={state} />
      </span>
      <div className="thread-words">
        <span className="thread-title">{children}</span>
        {note !== undefined && <span className="thread-note">{note}</span>}
      </div>
    </li>
  );
}

function NowLine({ text, word }: { text: string; word: string }) {
  return (
    <li className="thread-now" aria-current="time">
      <span className="thread-now-time">{text}</span>
      <span className="thread-now-word">{word}</span>
    </li>
  );
}
