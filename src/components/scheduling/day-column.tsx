"use client";

import { useTranslations } from "next-intl";
import { useState, type MouseEvent, type PointerEvent } from "react";
import { cx } from "@/components/kit/classes";
import { eventClass, EventWords, type EventState } from "@/components/kit/event-block";
import type { ClinicianView } from "@/core/practice/overview";
import type { DayAppointment, DayView } from "@/core/scheduling/day";
import type { GridSpan } from "@/core/scheduling/grid";
import { nextFree, overlaps } from "@/core/scheduling/interval";
import { DraftGhost } from "./draft-ghost";
import { topOf } from "./grid-scale";
import type { Clock } from "./use-clock";
import type { DraftTools } from "./use-draft";

/** A click lands on a quarter of an hour. */
const SNAP_MS = 15 * 60_000;

interface DayColumnProps {
  clinician: ClinicianView;
  day: DayView;
  span: GridSpan;
  tools: DraftTools;
  clock: Clock;
  nowMs: number;
  chosenId: string | null;
  onChoose: (appointment: DayAppointment) => void;
  onPlace: () => void;
}

/** One clinician's day. A press on a free place puts the draft there. */
export function DayColumn(props: DayColumnProps) {
  const { clinician, day, span, tools, clock, nowMs, chosenId, onChoose, onPlace } = props;
  const t = useTranslations("scheduling.calendar");
  const [hoverMs, setHoverMs] = useState<number | null>(null);
  const own = day.appointments.filter(({ clinicianId }) => clinicianId === clinician.id);
  const { wanted, error } = tools.judged;
  const isHere = tools.draft.clinicianId === clinician.id;

  /** A pointer says where; a key means the next time that is free. */
  const instantOf = (event: MouseEvent<HTMLElement>) => {
    const fromTop = event.clientY - event.currentTarget.getBoundingClientRect().top;
    const atMs = span.fromMs + (fromTop / topOf(span, span.fromMs + 60_000)) * 60_000;
    return Math.floor(atMs / SNAP_MS) * SNAP_MS;
  };
  const place = (event: MouseEvent<HTMLElement>) => {
    const fromMs = Math.max(nowMs, day.startMs);
    const search = { fromMs, untilMs: day.endMs, durationMin: tools.draft.durationMin, stepMin: 5 };
    const isKey = event.detail === 0;
    const atMs = isKey ? nextFree(own, search) : instantOf(event);
    if (atMs === null) return;
    tools.place(clinician.id, atMs);
    onPlace();
  };
  const hover = (event: PointerEvent<HTMLElement>) => setHoverMs(event.pointerType === "mouse" ? instantOf(event) : null);

  return (
    <div role="group" aria-labelledby={`column-${clinician.id}`} className="cal-column">
      {clinician.mayBook && (
        <button
          type="button"
          aria-label={t("free", { clinician: clinician.name })}
          className="cal-free"
          onClick={place}
          onPointerMove={hover}
          onPointerLeave={() => setHoverMs(null)}
        />
      )}
      {hoverMs !== null && hoverMs >= nowMs - SNAP_MS && (
        <span className="cal-hint" aria-hidden="true" style={{ top: topOf(span, hoverMs) }}>
          {clock.time(hoverMs)}
        </span>
      )}
      {own.map((each) => (
        <EventButton
          key={each.id}
          appointment={each}
          span={span}
          clock={clock}
          state={stateOf(each, tools, isHere && wanted !== null && error !== null && overlaps(each, wanted), nowMs)}
          isChosen={each.id === chosenId}
          onChoose={() => onChoose(each)}
        />
      ))}
      {isHere && wanted !== null && <DraftGhost tools={tools} wanted={wanted} day={day} clinician={clinician} clock={clock} span={span} />}
    </div>
  );
}

function stateOf(appointment: DayAppointment, tools: DraftTools, isInTheWay: boolean, nowMs: number): EventState {
  if (tools.draft.moving?.id === appointment.id) return "held";
  if (isInTheWay) return "conflict";
  if (appointment.visitState === "waiting" || appointment.visitState === "admitted") return "booked";
  const isOver = appointment.visitState === "ended" || appointment.visitState === "missed";
  return isOver || appointment.endsAtMs <= nowMs ? "past" : "booked";
}

interface EventButtonProps {
  appointment: DayAppointment;
  span: GridSpan;
  clock: Clock;
  state: EventState;
  isChosen: boolean;
  onChoose: () => void;
}

function EventButton({ appointment, span, clock, state, isChosen, onChoose }: EventButtonProps) {
  const t = useTranslations("scheduling.calendar");
  const { startsAtMs, endsAtMs, patient, service, visitState } = appointment;
  const top = topOf(span, startsAtMs);
  const minutes = (endsAtMs - startsAtMs) / 60_000;
  const words = { from: clock.time(startsAtMs), to: clock.time(endsAtMs), name: patient.name, service: service.name };
  const standing = visitState === "cancelled" ? "" : t(`state.${visitState}`);
  return (
    <button
      type="button"
      aria-label={[t("event", words), standing].filter(Boolean).join(", ")}
      aria-pressed={isChosen}
      className={cx(eventClass(state, "cal-event"), minutes < 20 && "cal-event-short", isChosen && "cal-event-chosen")}
      style={{ top: top + 1, height: topOf(span, endsAtMs) - top - 2 }}
      onClick={onChoose}
    >
      <EventWords
        title={<>{patient.name}{standing !== "" && visitState !== "ended" && <span className="font-normal"> {standing}</span>}</>}
        note={minutes >= 35 ? <span className="text-note text-ink2">{service.name}</span> : undefined}
      />
    </button>
  );
}
