"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { SelectField, TextArea } from "@/components/kit/field";
import { PatientPicker } from "@/components/people/patient-picker";
import type { DomainError } from "@/core/kit/errors";
import type { PracticeOverview } from "@/core/practice/overview";
import type { DayView } from "@/core/scheduling/day";
import { clocksDiffer } from "@/core/scheduling/wall-time";
import { zonePlace } from "@/core/scheduling/zone-place";
import type { Draft } from "./draft";
import { DraftProblem } from "./draft-problem";
import { OfferList } from "./offer-list";
import { useClock, type Clock } from "./use-clock";
import type { DraftTools } from "./use-draft";
import { WhenFields } from "./when-fields";

interface BookingPanelProps {
  tools: DraftTools;
  day: DayView;
  practice: PracticeOverview;
  clock: Clock;
  nameOf: (clinicianId: string) => string;
  date: string;
  onDate: (date: string) => void;
  onBook: (draft: Draft, day: DayView) => Promise<DomainError | null>;
}

/** For whom, which visit, with whom, when. Nothing is lost by looking around in the calendar. */
export function BookingPanel({ tools, day, practice, clock, nameOf, date, onDate, onBook }: BookingPanelProps) {
  const t = useTranslations("scheduling.booking");
  const { draft, judged, set } = tools;
  const [refused, setRefused] = useState<{ error: DomainError; of: Draft; on: string } | null>(null);
  const [isPending, setPending] = useState(false);
  // What the server refused is true of that draft on that day only.
  const refusal = refused?.of === draft && refused.on === day.date ? refused.error : null;

  const chooseService = (serviceId: string) => {
    const durationMin = practice.services.find(({ id }) => id === serviceId)?.durationMin ?? draft.durationMin;
    set({ serviceId, durationMin });
  };
  const book = async () => {
    setPending(true);
    const error = await onBook(draft, day);
    setPending(false);
    if (error === null) tools.reset();
    else setRefused({ error, of: draft, on: day.date });
  };

  return (
    <section aria-labelledby="booking-title" className="flex flex-1 flex-col gap-4">
      <h2 id="booking-title" tabIndex={-1} className="text-h3">
        {t("title")}
      </h2>
      <PatientPicker chosen={draft.patient} onChoose={(patient) => set({ patient })} clinicZone={practice.zone} />
      <div className="flex flex-col gap-3">
        <SelectField
          label={t("service")}
          value={draft.serviceId}
          onChange={chooseService}
          options={practice.services.map(({ id, name, durationMin }) => ({
            value: id,
            label: t("serviceOption", { name, minutes: durationMin }),
          }))}
        />
        <SelectField
          label={t("with")}
          value={draft.offeredId ?? ""}
          onChange={(id) => set({ offeredId: id === "" ? null : id, clinicianId: id === "" ? null : id })}
          empty={t("anybody")}
          options={practice.clinicians.filter(({ mayBook }) => mayBook).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <OfferList tools={tools} day={day} clock={clock} nameOf={nameOf} date={date} onDate={onDate} />
      <WhenFields tools={tools} date={date} onDate={onDate} />
      <TextArea
        label={t("reason")}
        optional={t("optional")}
        help={t("reasonHelp")}
        rows={1}
        maxLength={500}
        value={draft.reason}
        onChange={(reason) => set({ reason })}
      />
      <div className="booking-foot">
        {refusal === null && judged.error === null && <Chosen draft={draft} tools={tools} day={day} clock={clock} nameOf={nameOf} />}
        <DraftProblem error={refusal ?? judged.error} tools={tools} day={day} clock={clock} nameOf={nameOf} />
        <Button
          kind={judged.wanted === null ? "bordered" : "filled"}
          wide
          pending={isPending}
          unready={useUnready(draft, tools)}
          onPress={() => void book()}
        >
          {judged.wanted === null ? t("bookIt") : t("book", { time: clock.time(judged.wanted.startsAtMs) })}
        </Button>
      </div>
    </section>
  );
}

function useUnready(draft: Draft, { judged }: DraftTools): string | undefined {
  const t = useTranslations("scheduling.booking");
  if (draft.patient === null) return t("needPatient");
  if (judged.wanted === null) return t("needTime");
  if (draft.clinicianId === null) return t("needClinician");
  return judged.error === null ? undefined : t("taken");
}

interface ChosenProps {
  draft: Draft;
  tools: DraftTools;
  day: DayView;
  clock: Clock;
  nameOf: (clinicianId: string) => string;
}

/** What would be booked, in both people's time. */
function Chosen({ draft, tools: { judged }, day, clock, nameOf }: ChosenProps) {
  const t = useTranslations("scheduling.booking");
  const theirZone = draft.patient?.zone ?? day.zone;
  const theirs = useClock(theirZone);
  const { wanted, clockRepeats } = judged;
  if (wanted === null || draft.clinicianId === null) return null;
  const [from, to] = [clock.time(wanted.startsAtMs), clock.time(wanted.endsAtMs)];
  return (
    <p aria-live="polite" className="text-small">
      <span className="font-semibold">{t("chosen", { day: clock.weekday(day.date), from, to, clinician: nameOf(draft.clinicianId) })}</span>
      {draft.patient !== null && clocksDiffer(wanted.startsAtMs, theirZone, day.zone) && (
        <span className="block text-ink2">
          {t("chosenTheirs", { name: draft.patient.name, from: theirs.time(wanted.startsAtMs), place: zonePlace(theirZone) })}
        </span>
      )}
      {clockRepeats && <span className="block text-straw">{t("repeats", { time: from })}</span>}
    </p>
  );
}
