"use client";

import { useTranslations } from "next-intl";
import { announce } from "@/components/kit/live-region";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { parseClockText } from "@/core/scheduling/clock-text";
import type { DayAppointment, DayView } from "@/core/scheduling/day";
import { wallTimeAt } from "@/core/scheduling/wall-time";
import { callCommand } from "@/room/api";
import type { Draft } from "./draft";

interface Booked {
  readonly appointmentId: string;
  readonly version: number;
  readonly startsAtMs: number;
  readonly linkMailed: boolean;
}

interface Changed {
  readonly appointmentId: string;
  readonly version: number;
}

/** The four changes to a calendar. Each answers with what is wrong, or null; what is done is told with a way back. */
export function useChanges(nameOf: (clinicianId: string) => string, refresh: () => void) {
  const t = useTranslations("scheduling.booking");
  const tc = useTranslations("scheduling.change");
  const say = useErrorWords();

  const tell = (text: string, undo?: () => Promise<DomainError | null>) => {
    announce(text);
    const run = async () => {
      const error = (await undo?.()) ?? null;
      // A toast never carries an error, but this one has no place of its own any more.
      if (error !== null) announce(say(error), { urgent: true });
      refresh();
    };
    showToast({ text, undo: undo && { word: t("undo"), run: () => void run() } });
    refresh();
  };

  const cancelQuietly = async (id: string, version: number) => {
    const result = await callCommand<unknown, Changed>("scheduling/cancel-appointment", { appointmentId: id, version });
    return result.ok ? null : result.error;
  };

  const book = async (draft: Draft, day: DayView): Promise<DomainError | null> => {
    const { patient, clinicianId, serviceId, reason, timeText } = draft;
    const result = await callCommand<unknown, Booked>("scheduling/book-appointment", {
      patientId: patient?.id,
      clinicianId,
      serviceId,
      date: day.date,
      time: parseClockText(timeText),
      zone: day.zone,
      ...(reason.trim() === "" ? {} : { reason }),
    });
    if (!result.ok) return result.error;
    const { appointmentId, version, startsAtMs, linkMailed } = result.value;
    const words = { time: wallTimeAt(startsAtMs, day.zone).time, clinician: nameOf(clinicianId ?? ""), name: patient?.name ?? "" };
    tell(t(linkMailed ? "booked" : "bookedNoMail", words), () => cancelQuietly(appointmentId, version));
    return null;
  };

  const move = async (draft: Draft, day: DayView): Promise<DomainError | null> => {
    const { moving, clinicianId, timeText } = draft;
    if (moving === null) return null;
    const send = (version: number, to: { clinicianId: string | null; date: string; time: string | null }) =>
      callCommand<unknown, Changed>("scheduling/move-appointment", { appointmentId: moving.id, version, ...to, zone: day.zone });
    const time = parseClockText(timeText);
    const result = await send(moving.version, { clinicianId, date: day.date, time });
    if (!result.ok) return result.error;
    const { version } = result.value;
    const before = wallTimeAt(moving.startsAtMs, day.zone);
    tell(tc("moved", { name: moving.patient.name, time: time ?? "", clinician: nameOf(clinicianId ?? "") }), async () => {
      const back = await send(version, { clinicianId: moving.clinicianId, date: before.date, time: before.time });
      return back.ok ? null : back.error;
    });
    return null;
  };

  const cancel = async (appointment: DayAppointment, day: DayView): Promise<DomainError | null> => {
    const { id, version, patient, startsAtMs } = appointment;
    const result = await callCommand<unknown, Changed>("scheduling/cancel-appointment", { appointmentId: id, version });
    if (!result.ok) return result.error;
    const after = result.value.version;
    tell(tc("cancelled", { name: patient.name, time: wallTimeAt(startsAtMs, day.zone).time }), async () => {
      const input = { appointmentId: id, version: after };
      const back = await callCommand<unknown, Changed>("scheduling/restore-appointment", input);
      return back.ok ? null : back.error;
    });
    return null;
  };

  return { book, move, cancel };
}
