import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import type { AppointmentId, StaffId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import type {
  BookableClinician,
  BookablePatient,
  ChangeAppointmentInput,
  MoveAppointmentInput,
  StoredAppointment,
} from "./appointment";
import { decideFree, decideStart } from "./book";
import { minutesMs, type Interval } from "./interval";
import type { Zone } from "./wall-time";

/** A cancellation can be taken back for this long; afterwards book anew. */
export const RESTORE_WITHIN_MIN = 15;

/** A cancellation to be stored. */
export interface Cancellation {
  readonly appointmentId: AppointmentId;
  readonly version: number;
  readonly cancelledAtMs: number;
}

/**
 * Decides a cancellation. Errors: `scheduling.stale`, `scheduling.already_cancelled`,
 * `scheduling.visit_begun`.
 */
export function decideCancel(
  state: { readonly appointment: StoredAppointment },
  input: ChangeAppointmentInput,
  { nowMs }: { readonly nowMs: number },
): Result<Cancellation, DomainError> {
  const open = decideOpen(state.appointment, input.version);
  if (!open.ok) return open;
  return ok({ appointmentId: state.appointment.id, version: state.appointment.version + 1, cancelledAtMs: nowMs });
}

/** A move to be stored. */
export interface Move extends Interval {
  readonly appointmentId: AppointmentId;
  readonly version: number;
  readonly clinicianId: StaffId;
  readonly clockRepeats: boolean;
}

/** What a change of time is decided on; `clinician` is the one it moves to. */
export interface MoveState {
  readonly appointment: StoredAppointment;
  readonly patient: BookablePatient;
  readonly clinician: BookableClinician;
}

/**
 * Decides a move: same length, another time or clinician. Errors: those of a booking, and
 * `scheduling.stale`, `scheduling.already_cancelled`, `scheduling.visit_begun`.
 */
export function decideReschedule(
  state: MoveState,
  input: MoveAppointmentInput,
  { nowMs }: { readonly nowMs: number },
): Result<Move, DomainError> {
  const { appointment } = state;
  const open = decideOpen(appointment, input.version);
  if (!open.ok) return open;
  const start = decideStart(input, nowMs);
  if (!start.ok) return start;
  const lengthMs = appointment.endsAtMs - appointment.startsAtMs;
  const wanted = { startsAtMs: start.value.atMs, endsAtMs: start.value.atMs + lengthMs };
  const free = decideFree(state, wanted, { zone: input.zone, nowMs, except: appointment.id });
  if (!free.ok) return free;
  return ok({
    ...wanted,
    appointmentId: appointment.id,
    version: appointment.version + 1,
    clinicianId: state.clinician.id,
    clockRepeats: start.value.repeats,
  });
}

/** A cancellation taken back, to be stored. */
export interface Restoration {
  readonly appointmentId: AppointmentId;
  readonly version: number;
}

/**
 * Decides to take a cancellation back (Undo). Errors: `scheduling.stale`, `scheduling.not_cancelled`,
 * `scheduling.restore_too_late`, and those of a booking when the time went to somebody else meanwhile.
 */
export function decideRestore(
  state: MoveState,
  input: ChangeAppointmentInput,
  { nowMs, zone }: { readonly nowMs: number; readonly zone: Zone },
): Result<Restoration, DomainError> {
  const { appointment } = state;
  if (appointment.version !== input.version) return err(staleError("scheduling.stale", appointment.version, input.version));
  if (appointment.status !== "cancelled" || appointment.cancelledAtMs === null) {
    return err(domainError("conflict", "scheduling.not_cancelled"));
  }
  if (nowMs - appointment.cancelledAtMs > minutesMs(RESTORE_WITHIN_MIN)) {
    return err(domainError("conflict", "scheduling.restore_too_late"));
  }
  const free = decideFree(state, appointment, { zone, nowMs, except: appointment.id });
  if (!free.ok) return free;
  return ok({ appointmentId: appointment.id, version: appointment.version + 1 });
}

/** Whether a visit in this state can still be moved or cancelled. */
export function canStillChange(appointment: Pick<StoredAppointment, "status" | "visitState">): boolean {
  return appointment.status === "booked" && (appointment.visitState === "expected" || appointment.visitState === "waiting");
}

function decideOpen(appointment: StoredAppointment, version: number): Result<null, DomainError> {
  if (appointment.version !== version) return err(staleError("scheduling.stale", appointment.version, version));
  if (appointment.status === "cancelled") return err(domainError("conflict", "scheduling.already_cancelled"));
  if (!canStillChange(appointment)) return err(domainError("conflict", "scheduling.visit_begun"));
  return ok(null);
}
