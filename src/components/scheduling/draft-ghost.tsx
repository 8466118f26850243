"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { eventClass } from "@/components/kit/event-block";
import type { ClinicianView } from "@/core/practice/overview";
import type { DayView } from "@/core/scheduling/day";
import type { GridSpan } from "@/core/scheduling/grid";
import type { Interval } from "@/core/scheduling/interval";
import { topOf } from "./grid-scale";
import type { Clock } from "./use-clock";
import type { DraftTools } from "./use-draft";

interface DraftGhostProps {
  tools: DraftTools;
  wanted: Interval;
  day: DayView;
  clinician: ClinicianView;
  clock: Clock;
  span: GridSpan;
}

const NUDGES: Readonly<Record<string, readonly [minutes: number, columns: number]>> = {
  ArrowUp: [-5, 0],
  ArrowDown: [5, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** What is being arranged, where it would stand: teal when it fits, coral when not. Arrow keys move it. */
export function DraftGhost({ tools, wanted, clinician, clock, span }: DraftGhostProps) {
  const t = useTranslations("scheduling.booking");
  const ghost = useRef<HTMLButtonElement>(null);
  const { draft, judged } = tools;
  const isBlocked = judged.error !== null;
  const top = topOf(span, wanted.startsAtMs);
  const words = {
    name: draft.patient?.name ?? "",
    from: clock.time(wanted.startsAtMs),
    to: clock.time(wanted.endsAtMs),
    clinician: clinician.name,
  };
  useEffect(() => {
    ghost.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [top, clinician.id]);
  const isMove = draft.moving !== null;
  useEffect(() => {
    if (isMove) ghost.current?.focus();
  }, [isMove]);
  const press = (event: KeyboardEvent) => {
    const nudge = NUDGES[event.key];
    if (nudge === undefined) return;
    event.preventDefault();
    tools.nudge(...nudge);
  };
  return (
    <button
      ref={ghost}
      type="button"
      aria-label={t("ghost", words)}
      className={eventClass(isBlocked ? "blocked" : "fits", "cal-event cal-ghost")}
      style={{ top, minHeight: topOf(span, wanted.endsAtMs) - top }}
      onKeyDown={press}
    >
      {words.name !== "" && <span className="event-title">{words.name}</span>}
      <span className="text-note figures">
        {words.from} – {words.to}
      </span>
    </button>
  );
}
