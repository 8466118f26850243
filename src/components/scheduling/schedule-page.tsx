"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { Button } from "@/components/kit/button";
import type { PatientSummary } from "@/core/people/patient";
import type { PracticeOverview } from "@/core/practice/overview";
import type { DayAppointment, DayView } from "@/core/scheduling/day";
import { BookingPanel } from "./booking-panel";
import { DayGrid } from "./day-grid";
import { DayHead } from "./day-head";
import { DayList } from "./day-list";
import { useChanges } from "./use-changes";
import { useClock } from "./use-clock";
import { useDraft } from "./use-draft";
import { useLiveQuery } from "./use-live-query";
import { useServerNow } from "./use-server-now";
import "@/components/people/people.css";
import "./rows.css";
import "./scheduling.css";

// Both belong to an appointment that somebody has to choose first.
const AppointmentPanel = dynamic(() => import("./appointment-panel").then((module) => module.AppointmentPanel), { ssr: false });
const MovePanel = dynamic(() => import("./move-panel").then((module) => module.MovePanel), { ssr: false });

interface SchedulePageProps {
  initial: DayView;
  practice: PracticeOverview;
  /** For whom to book, where the page was opened from a patient's. */
  patient: PatientSummary | null;
}

/**
 * All clinicians' day, and at its side what is being arranged. From an empty search to a booked
 * visit it takes five acts: type a name, choose the person, choose the kind of visit if it isn't the
 * usual one, take a time, book.
 */
export function SchedulePage({ initial, practice, patient }: SchedulePageProps) {
  const t = useTranslations("scheduling.calendar");
  const [date, setDate] = useState(initial.date);
  const { view, skewMs, error, refresh } = useLiveQuery({
    name: "scheduling/day",
    input: { date },
    initial,
    topics: ["appointment.changed", "visit.changed"],
  });
  const nowMs = useServerNow(initial.nowMs, skewMs);
  const clock = useClock(view.zone);
  const tools = useDraft(practice, view, nowMs, patient);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [isPanelOpen, setPanelOpen] = useState(patient !== null);
  const nameOf = (id: string) => practice.clinicians.find((each) => each.id === id)?.name ?? "";
  const changes = useChanges(nameOf, refresh);
  const chosen = view.appointments.find(({ id }) => id === chosenId) ?? null;

  const goTo = (next: string) => {
    setDate(next);
    window.history.replaceState(null, "", `/schedule?date=${next}`);
  };
  const choose = (appointment: DayAppointment | null) => {
    if (tools.draft.moving !== null) tools.reset();
    setChosenId(appointment?.id ?? null);
    setPanelOpen(appointment !== null);
    // What was pressed is gone with its panel: go on at the one that takes its place.
    if (appointment === null) requestAnimationFrame(() => document.getElementById("booking-title")?.focus());
  };
  const shared = { tools, day: view, practice, clock, nameOf, nowMs };

  return (
    <main id="main" tabIndex={-1} className="cal-page" data-panel={isPanelOpen ? "open" : "closed"}>
      <h1 className="sr-only">{t("title")}</h1>
      <div className="cal-main">
        <DayHead day={view} date={date} clinicians={practice.clinicians.length} clock={clock} nowMs={nowMs} onDate={goTo} />
        {error !== null && <Banner kind="slow" live="polite" fact={t("old", { time: clock.time(view.nowMs) })} />}
        <DayGrid {...shared} isLoading={view.date !== date} chosenId={chosenId} onChoose={choose} onPlace={() => setPanelOpen(true)} />
        <DayList {...shared} chosenId={chosenId} onChoose={choose} />
        <div className="cal-open">
          <Button kind="filled" size="large" wide onPress={() => setPanelOpen(true)}>
            {t("book")}
          </Button>
        </div>
      </div>
      <div className="cal-side">
        <Button kind="quiet" icon="back" className="cal-close" onPress={() => setPanelOpen(false)}>
          {t("close")}
        </Button>
        {tools.draft.moving !== null ? (
          <MovePanel {...shared} date={date} onDate={goTo} onMove={changes.move} onLeave={tools.reset} />
        ) : chosen !== null ? (
          <AppointmentPanel {...shared} appointment={chosen} onCancel={changes.cancel} onClose={() => choose(null)} />
        ) : (
          <BookingPanel {...shared} date={date} onDate={goTo} onBook={changes.book} />
        )}
      </div>
    </main>
  );
}
