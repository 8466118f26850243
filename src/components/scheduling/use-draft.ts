"use client";

import { useCallback, useMemo, useState } from "react";
import type { PracticeOverview } from "@/core/practice/overview";
import type { DayAppointment, DayView } from "@/core/scheduling/day";
import { minutesMs } from "@/core/scheduling/interval";
import { wallTimeAt } from "@/core/scheduling/wall-time";
import { judge, type Draft, type Judged } from "./draft";

/** The draft with what can be done to it. */
export interface DraftTools {
  readonly draft: Draft;
  readonly judged: Judged;
  set(change: Partial<Draft>): void;
  /** Puts it at an instant of the shown day. */
  place(clinicianId: string, atMs: number): void;
  /** Arrow keys: minutes later or earlier, columns on or back. */
  nudge(minutes: number, columns: number): void;
  startMove(appointment: DayAppointment): void;
  reset(): void;
}

/** Keeps what is being arranged. Nothing of it is lost when the day changes. */
export function useDraft(practice: PracticeOverview, day: DayView, nowMs: number, startWith: Draft["patient"]): DraftTools {
  const blank = useMemo((): Draft => {
    const service = practice.services[0];
    return {
      moving: null,
      patient: null,
      serviceId: service?.id ?? "",
      durationMin: service?.durationMin ?? 20,
      clinicianId: null,
      offeredId: null,
      timeText: "",
      reason: "",
    };
  }, [practice]);
  const [draft, setDraft] = useState<Draft>({ ...blank, patient: startWith });
  const judged = useMemo(() => judge(draft, day, nowMs), [draft, day, nowMs]);

  const set = useCallback((change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change })), []);
  const place = useCallback(
    (clinicianId: string, atMs: number) => set({ clinicianId, timeText: wallTimeAt(atMs, day.zone).time }),
    [set, day.zone],
  );
  const nudge = (minutes: number, columns: number) => {
    if (judged.wanted === null) return;
    const atMs = judged.wanted.startsAtMs + minutesMs(minutes);
    if (atMs < day.startMs || atMs >= day.endMs) return;
    const ids: readonly string[] = practice.clinicians.filter(({ mayBook }) => mayBook).map(({ id }) => id);
    const at = ids.indexOf(draft.clinicianId ?? "");
    place(ids[Math.min(ids.length - 1, Math.max(0, at + columns))] ?? "", atMs);
  };
  const startMove = (appointment: DayAppointment) => {
    const { patient, clinicianId, startsAtMs, endsAtMs, service } = appointment;
    setDraft({
      ...blank,
      moving: appointment,
      patient,
      clinicianId,
      serviceId: service.id,
      durationMin: Math.round((endsAtMs - startsAtMs) / 60_000),
      timeText: wallTimeAt(startsAtMs, day.zone).time,
    });
  };
  return { draft, judged, set, place, nudge, startMove, reset: () => setDraft(blank) };
}
