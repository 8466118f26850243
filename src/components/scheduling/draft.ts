import type { DomainError } from "@/core/kit/errors";
import type { PatientId, StaffId } from "@/core/kit/ids";
import type { Result } from "@/core/kit/result";
import { parseClockText } from "@/core/scheduling/clock-text";
import { decideFree, decideStart, stretch } from "@/core/scheduling/book";
import type { DayAppointment, DayView } from "@/core/scheduling/day";
import type { Interval } from "@/core/scheduling/interval";
import type { PatientSummary } from "@/core/people/patient";

/** What is being arranged: a new appointment, or another time for one that exists. */
export interface Draft {
  readonly moving: DayAppointment | null;
  readonly patient: Pick<PatientSummary, "id" | "name" | "zone" | "birthDate"> | null;
  readonly serviceId: string;
  readonly durationMin: number;
  readonly clinicianId: string | null;
  /** Whose times are offered; null: anybody's. Taking a time leaves it, so that the offers stay put. */
  readonly offeredId: string | null;
  /** As typed. */
  readonly timeText: string;
  readonly reason: string;
}

/** What core says about a draft before anybody asks the server. */
export interface Judged {
  /** Where it would stand; null while there is no time or it does not exist. */
  readonly wanted: Interval | null;
  readonly clockRepeats: boolean;
  readonly error: DomainError | null;
  /** The text is no time at all. */
  readonly isUnreadable: boolean;
}

const OPEN: Judged = { wanted: null, clockRepeats: false, error: null, isUnreadable: false };

/** Judges a draft on the day that is shown, with the rules that the server uses. */
export function judge(draft: Draft, day: DayView, nowMs: number): Judged {
  if (draft.timeText.trim() === "") return OPEN;
  const time = parseClockText(draft.timeText);
  if (time === null) return { ...OPEN, isUnreadable: true };
  const start = decideStart({ date: day.date, time, zone: day.zone }, nowMs);
  if (!start.ok) return { ...OPEN, error: start.error };
  const wanted = stretch(start.value.atMs, draft.durationMin);
  const free = freeFor(draft, day, wanted, nowMs);
  return { wanted, clockRepeats: start.value.repeats, error: free.ok ? null : free.error, isUnreadable: false };
}

function freeFor(draft: Draft, day: DayView, wanted: Interval, nowMs: number): Result<null, DomainError> {
  if (draft.clinicianId === null) return { ok: true, value: null };
  const busy = (filter: (each: DayAppointment) => boolean) =>
    day.appointments
      .filter(filter)
      .map(({ id, startsAtMs, endsAtMs }) => ({ appointmentId: id, startsAtMs, endsAtMs }));
  const { clinicianId, patient } = draft;
  return decideFree(
    {
      clinician: { id: clinicianId as StaffId, active: true, isClinician: true, busy: busy((each) => each.clinicianId === clinicianId) },
      patient: { id: (patient?.id ?? "") as PatientId, busy: busy((each) => each.patient.id === patient?.id) },
    },
    wanted,
    { zone: day.zone, nowMs, except: draft.moving?.id ?? null },
  );
}
