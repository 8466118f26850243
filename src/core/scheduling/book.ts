import { domainError, type DomainError } from "@/core/kit/errors";
import type { AppointmentId, PatientId, ServiceId, StaffId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import type { BookableClinician, BookablePatient, BookableService, BookAppointmentInput, Busy } from "./appointment";
import { LATE_START_MIN, MAX_DAYS_AHEAD, SLOT_STEP_MIN } from "./limits";
import { firstOverlap, minutesMs, nextFree, type Interval } from "./interval";
import { dateAt, dayBounds, resolveWallTime, wallTimeAt, type ResolvedTime, type WallTime, type Zone } from "./wall-time";

/** What a booking is decided on. */
export interface BookingState {
  readonly patient: BookablePatient;
  readonly clinician: BookableClinician;
  readonly service: BookableService;
}

/** A booking to be stored. */
export interface Booking extends Interval {
  readonly patientId: PatientId;
  readonly clinicianId: StaffId;
  readonly serviceId: ServiceId;
  readonly reason: string | null;
  /** The chosen wall time comes twice that day; this is the first of the two. */
  readonly clockRepeats: boolean;
}

/**
 * Decides a booking. Errors: `scheduling.time_skipped`, `scheduling.time_past`,
 * `scheduling.time_too_far`, `scheduling.clinician_unavailable`, `scheduling.service_unavailable`,
 * `scheduling.time_taken`, `scheduling.patient_busy`.
 */
export function decideBooking(
  state: BookingState,
  input: BookAppointmentInput,
  { nowMs }: { readonly nowMs: number },
): Result<Booking, DomainError> {
  if (!state.service.active) return err(domainError("conflict", "scheduling.service_unavailable"));
  const start = decideStart(input, nowMs);
  if (!start.ok) return start;
  const wanted = stretch(start.value.atMs, state.service.durationMin);
  const free = decideFree(state, wanted, { zone: input.zone, nowMs, except: null });
  if (!free.ok) return free;
  return ok({
    ...wanted,
    patientId: state.patient.id,
    clinicianId: state.clinician.id,
    serviceId: state.service.id,
    reason: input.reason === undefined || input.reason === "" ? null : input.reason,
    clockRepeats: start.value.repeats,
  });
}

/** The stretch of a number of minutes from an instant. */
export function stretch(startsAtMs: number, durationMin: number): Interval {
  return { startsAtMs, endsAtMs: startsAtMs + minutesMs(durationMin) };
}

/** The instant of a wanted start, refused when the clock skips it, when it has gone by or is absurdly far. */
export function decideStart(wall: WallTime, nowMs: number): Result<ResolvedTime, DomainError> {
  const start = resolveWallTime(wall);
  if (!start.ok) return start;
  if (start.value.atMs < nowMs - minutesMs(LATE_START_MIN)) {
    return err(domainError("invalid", "scheduling.time_past", { fields: { time: "scheduling.time_past" } }));
  }
  if (start.value.atMs > nowMs + minutesMs(MAX_DAYS_AHEAD * 1440)) {
    return err(domainError("invalid", "scheduling.time_too_far", { fields: { date: "scheduling.time_too_far" } }));
  }
  return start;
}

/** What `decideFree` also needs: the zone in which to speak, and the appointment that is being moved. */
export interface FreeQuestion {
  readonly zone: Zone;
  readonly nowMs: number;
  readonly except: AppointmentId | null;
}

/** Refuses a stretch in which the clinician (SCH-1) or the patient (SCH-2) has another appointment. */
export function decideFree(
  state: { readonly patient: BookablePatient; readonly clinician: BookableClinician },
  wanted: Interval,
  question: FreeQuestion,
): Result<null, DomainError> {
  const { clinician, patient } = state;
  if (!clinician.active || !clinician.isClinician) {
    return err(domainError("conflict", "scheduling.clinician_unavailable"));
  }
  const others = (busy: readonly Busy[]) => busy.filter(({ appointmentId }) => appointmentId !== question.except);
  const clinicianBusy = others(clinician.busy);
  const taken = firstOverlap(clinicianBusy, wanted);
  const patientBusy = others(patient.busy);
  if (taken !== null) return err(timeTaken(taken, [...clinicianBusy, ...patientBusy], wanted, question));
  const patientTaken = firstOverlap(patientBusy, wanted);
  if (patientTaken !== null) {
    return err(
      domainError("conflict", "scheduling.patient_busy", {
        params: { until: wallTimeAt(patientTaken.endsAtMs, question.zone).time, untilMs: patientTaken.endsAtMs },
      }),
    );
  }
  return ok(null);
}

/**
 * The refusal names until when the time is taken and the next one of the same day that is free for both, if any
 * (`hasNext` "yes" or "no"; `next` and `nextMs` then carry it). Times are written in the zone of the one who asked.
 */
function timeTaken(taken: Busy, busy: readonly Busy[], wanted: Interval, { zone, nowMs }: FreeQuestion): DomainError {
  const dayEndMs = dayBounds(dateAt(wanted.startsAtMs, zone), zone).endMs;
  const freeMs = nextFree(busy, {
    fromMs: Math.max(wanted.startsAtMs, nowMs),
    untilMs: dayEndMs,
    durationMin: (wanted.endsAtMs - wanted.startsAtMs) / 60_000,
    stepMin: SLOT_STEP_MIN,
  });
  return domainError("conflict", "scheduling.time_taken", {
    params: {
      until: wallTimeAt(taken.endsAtMs, zone).time,
      untilMs: taken.endsAtMs,
      takenBy: taken.appointmentId,
      hasNext: freeMs === null ? "no" : "yes",
      next: freeMs === null ? "" : wallTimeAt(freeMs, zone).time,
      nextMs: freeMs ?? 0,
    },
  });
}
