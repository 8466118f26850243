"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/kit/button";
import type { DayView } from "@/core/scheduling/day";
import type { OfferedSlot } from "@/core/scheduling/offer-slots";
import { clocksDiffer, dateAt, offsetMin, wallTimeAt } from "@/core/scheduling/wall-time";
import { zonePlace } from "@/core/scheduling/zone-place";
import { callQuery } from "@/room/api";
import { useClock, type Clock } from "./use-clock";
import type { DraftTools } from "./use-draft";

interface OfferListProps {
  tools: DraftTools;
  day: DayView;
  clock: Clock;
  nameOf: (clinicianId: string) => string;
  date: string;
  onDate: (date: string) => void;
}

/** The first three times that fit, in both people's time. Asked anew when the calendar changes. */
export function OfferList({ tools, day, clock, nameOf, date, onDate }: OfferListProps) {
  const t = useTranslations("scheduling.booking");
  const { draft } = tools;
  const slots = useOffers(tools, day);
  const theirZone = draft.patient?.zone ?? day.zone;
  const differs = clocksDiffer(day.nowMs, theirZone, day.zone);
  const shift = Math.abs(offsetMin(day.nowMs, theirZone) - offsetMin(day.nowMs, day.zone)) / 60;
  const isEarlier = offsetMin(day.nowMs, theirZone) < offsetMin(day.nowMs, day.zone);

  const take = (slot: OfferedSlot) => {
    const wall = wallTimeAt(slot.startsAtMs, day.zone);
    if (wall.date !== date) onDate(wall.date);
    tools.set({ clinicianId: slot.clinicianId, timeText: wall.time });
  };
  if (draft.patient === null) return <p className="text-small text-ink2">{t("offersFor")}</p>;
  return (
    <section aria-labelledby="offers-title">
      <div className="mb-2 flex justify-between gap-3 text-small text-ink2">
        <h3 id="offers-title" className="font-normal tracking-normal">
          {t("offers")}
        </h3>
        {differs && (
          <span>{t("theirZone", { place: zonePlace(theirZone), shift: t(isEarlier ? "earlier" : "later", { hours: shift }) })}</span>
        )}
      </div>
      {slots !== null && slots.length === 0 && <p className="text-ink2">{t("offersNone")}</p>}
      <ul className="offers">
        {(slots ?? []).map((slot, index) => (
          <Offer
            key={`${slot.clinicianId}-${slot.startsAtMs}`}
            slot={slot}
            isFirst={index === 0 && tools.judged.wanted === null}
            isTaken={tools.judged.wanted?.startsAtMs === slot.startsAtMs && draft.clinicianId === slot.clinicianId}
            {...{ clock, nameOf, day, theirZone, differs }}
            patientName={draft.patient?.name ?? ""}
            onTake={() => take(slot)}
          />
        ))}
      </ul>
    </section>
  );
}

interface OfferProps {
  slot: OfferedSlot;
  isFirst: boolean;
  isTaken: boolean;
  clock: Clock;
  nameOf: (clinicianId: string) => string;
  day: DayView;
  theirZone: string;
  differs: boolean;
  patientName: string;
  onTake: () => void;
}

function Offer({ slot, isFirst, isTaken, clock, nameOf, day, theirZone, differs, patientName, onTake }: OfferProps) {
  const t = useTranslations("scheduling.booking");
  const tc = useTranslations("scheduling.calendar");
  const theirs = useClock(theirZone);
  const date = dateAt(slot.startsAtMs, day.zone);
  const dayWord = date === dateAt(day.nowMs, day.zone) ? tc("today") : clock.short(date);
  const time = clock.time(slot.startsAtMs);
  return (
    <li className="offer" data-chosen={isTaken || undefined}>
      <time className="figures text-[1.25rem] font-medium" dateTime={clock.iso(slot.startsAtMs)}>
        {time}
      </time>
      <span className="min-w-0 text-small">
        {dayWord}, {nameOf(slot.clinicianId)}
        {differs && <span className="figures block text-ink2">{t("theirs", { time: theirs.time(slot.startsAtMs), name: patientName.split(" ")[0] ?? "" })}</span>}
      </span>
      <Button
        kind={isFirst ? "filled" : "bordered"}
        aria-label={t("takeAria", { time, day: dayWord, clinician: nameOf(slot.clinicianId) })}
        onPress={onTake}
      >
        {t("take")}
      </Button>
    </li>
  );
}

/** Null while nothing was asked for yet. */
function useOffers({ draft }: DraftTools, day: DayView): readonly OfferedSlot[] | null {
  const [answer, setAnswer] = useState<{ of: string; slots: readonly OfferedSlot[] | null } | null>(null);
  const patientId = draft.patient?.id ?? null;
  const { serviceId, offeredId } = draft;
  const question = `${patientId ?? ""} ${serviceId} ${offeredId ?? ""}`;
  useEffect(() => {
    if (patientId === null || serviceId === "") return;
    const stop = new AbortController();
    const input = { patientId, serviceId, ...(offeredId === null ? {} : { clinicianId: offeredId }) };
    callQuery<unknown, { slots: readonly OfferedSlot[] }>("scheduling/offer-times", input, { signal: stop.signal }).then(
      (result) => {
        // Without an answer the calendar itself still shows what is free.
        if (!stop.signal.aborted) setAnswer({ of: question, slots: result.ok ? result.value.slots : null });
      },
      () => undefined,
    );
    return () => stop.abort();
  }, [question, patientId, serviceId, offeredId, day.appointments]);
  return answer?.of === question ? answer.slots : null;
}
