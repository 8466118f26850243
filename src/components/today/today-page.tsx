"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { cx } from "@/components/kit/classes";
import { useClock } from "@/components/scheduling/use-clock";
import { useLiveQuery } from "@/components/scheduling/use-live-query";
import { useServerNow } from "@/components/scheduling/use-server-now";
import type { TodayView } from "@/core/scheduling/day";
import { placeOf, waitingQueue } from "@/core/scheduling/queue";
import { dateAt } from "@/core/scheduling/wall-time";
import { DayThread } from "./day-thread";
import { LaterList } from "./later-list";
import { NoteList } from "./note-list";
import { Peek } from "./peek";
import { Queue } from "./queue";
import { TodayHead } from "./today-head";
import { useArrivals } from "./use-arrivals";
import "@/components/scheduling/rows.css";
import "./today.css";

/** A clinician's day: the thread at the left, who waits in the middle, one person at the right. */
export function TodayPage({ initial }: { initial: TodayView }) {
  const t = useTranslations("scheduling.today");
  const { view, skewMs, error } = useLiveQuery({
    name: "scheduling/today",
    input: {},
    initial,
    topics: ["visit.changed", "appointment.changed", "note.changed"],
  });
  const nowMs = useServerNow(initial.nowMs, skewMs);
  const clock = useClock(view.zone);
  const [shown, setShown] = useState<"queue" | "day">("queue");
  const [chosenId, setChosenId] = useState<string | null>(null);
  const waiting = waitingQueue(view.visits);
  useArrivals(waiting);
  // The view also brings older visits whose notes wait: they are no part of the day.
  const ofToday = view.visits.filter(
    ({ state, startsAtMs }) => state === "waiting" || state === "admitted" || dateAt(startsAtMs, view.zone) === view.date,
  );

  const inRoom = view.visits.find(({ state }) => state === "admitted");
  const firstToCome = view.visits.find((visit) => ["later", "overdue"].includes(placeOf(visit, nowMs)));
  const chosen = view.visits.find(({ visitId }) => visitId === chosenId) ?? waiting[0] ?? inRoom ?? firstToCome ?? null;
  const choose = (visitId: string) => setChosenId(visitId);
  const list = { visits: view.visits, nowMs, clock, chosenId: chosen?.visitId ?? null, onChoose: choose };

  return (
    <div className="today" data-shown={shown}>
      <ViewSwitch shown={shown} onShow={setShown} />
      <section className="today-day" aria-labelledby="today-date">
        <DayThread view={{ ...view, visits: ofToday }} nowMs={nowMs} clock={clock} chosenId={chosen?.visitId ?? null} onChoose={choose} />
      </section>
      <main id="main" tabIndex={-1} className="today-main">
        <TodayHead view={{ ...view, visits: ofToday }} nowMs={nowMs} clock={clock} />
        {error !== null && (
          <Banner kind="slow" live="polite" className="mt-4" fact={t("old", { time: clock.time(view.nowMs) })} />
        )}
        <Queue visits={ofToday} nowMs={nowMs} chosenId={chosen?.visitId ?? null} onChoose={choose} />
        <LaterList place="overdue" {...list} />
        <NoteList visits={view.visits} date={view.date} zone={view.zone} clock={clock} />
        <LaterList place="later" {...list} />
      </main>
      <Peek visit={chosen} nowMs={nowMs} zone={view.zone} clock={clock} />
    </div>
  );
}

/** On a phone, the queue comes first and the day is one press away. */
function ViewSwitch({ shown, onShow }: { shown: "queue" | "day"; onShow: (shown: "queue" | "day") => void }) {
  const t = useTranslations("scheduling.today");
  return (
    <div role="group" aria-label={t("views")} className="today-switch">
      {(["queue", "day"] as const).map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={shown === each}
          className={cx("tab", shown === each && "today-switch-on")}
          onClick={() => onShow(each)}
        >
          {t(`${each}Tab`)}
        </button>
      ))}
    </div>
  );
}
