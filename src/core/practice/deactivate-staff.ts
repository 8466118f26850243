import type { Actor } from "@/core/access/actor";
import { decideStepUp } from "@/core/access/second-factor";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import type { AppointmentId, PatientId, StaffId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import type { BookableClinician } from "@/core/scheduling/appointment";
import { decideFree } from "@/core/scheduling/book";
import type { Interval } from "@/core/scheduling/interval";
import type { Zone } from "@/core/scheduling/wall-time";
import { isFitSupervisor, type StoredStaff, type Supervisor } from "./decide-staff";
import type { DeactivateStaffInput, VisitFate } from "./staff";

/** A visit to come of the one who leaves. */
export interface VisitToCome extends Interval {
  readonly appointmentId: AppointmentId;
  readonly version: number;
  readonly patientId: PatientId;
}

/** What letting somebody go is decided on. */
export interface LeavingState {
  readonly member: StoredStaff;
  readonly zone: Zone;
  readonly otherAdmins: number;
  readonly visits: readonly VisitToCome[];
  readonly running: number;
  readonly traineeIds: readonly StaffId[];
  /** Colleagues named by the input, with what they are taken for. */
  readonly colleagues: ReadonlyMap<StaffId, BookableClinician>;
  readonly supervisors: ReadonlyMap<StaffId, Supervisor>;
}

/** Everything that happens when somebody is let go. */
export interface Leaving {
  readonly visits: readonly VisitFate[];
  readonly trainees: DeactivateStaffInput["trainees"];
}

/**
 * Decides to let somebody go. Nothing of theirs is left open: each visit to come is handed to a colleague who is
 * free or cancelled (STAFF-5), each trainee gets another supervisor (STAFF-7). Errors: `practice.staff_stale`,
 * `practice.staff_inactive`, `access.step_up_needed`, `practice.leave_self`, `practice.last_admin`,
 * `practice.visit_running`, `practice.visits_changed` (stale), `practice.colleague_busy`,
 * `practice.supervisor_unfit`, `practice.trainees_open`.
 */
export function decideLeaving(
  state: LeavingState,
  input: DeactivateStaffInput,
  { actor, nowMs }: { readonly actor: Actor; readonly nowMs: number },
): Result<Leaving, DomainError> {
  const { member } = state;
  if (input.version !== member.version) return err(staleError("practice.staff_stale", member.version, input.version));
  if (!member.active) return err(domainError("conflict", "practice.staff_inactive"));
  const shown = decideStepUp("stepUpAtMs" in actor ? actor.stepUpAtMs : null, nowMs);
  if (!shown.ok) return shown;
  if (actor.kind === "staff" && actor.staffId === member.id) return err(domainError("denied", "practice.leave_self"));
  if (member.roles.includes("admin") && state.otherAdmins === 0) return err(domainError("conflict", "practice.last_admin"));
  if (state.running > 0) return err(domainError("conflict", "practice.visit_running"));
  const visits = decideVisits(state, input.visits, nowMs);
  if (!visits.ok) return visits;
  const trainees = decideTrainees(state, input.trainees);
  return trainees.ok ? ok({ visits: visits.value, trainees: trainees.value }) : trainees;
}

/** The list must be exactly what is open: a visit booked meanwhile would otherwise be lost without a word. */
function decideVisits(state: LeavingState, fates: readonly VisitFate[], nowMs: number): Result<readonly VisitFate[], DomainError> {
  const changed = err(domainError("stale", "practice.visits_changed", { params: { count: state.visits.length } }));
  if (fates.length !== state.visits.length) return changed;
  for (const visit of state.visits) {
    const fate = fates.find(({ appointmentId }) => appointmentId === visit.appointmentId);
    if (fate === undefined || fate.version !== visit.version) return changed;
    if (fate.to === "cancel") continue;
    const clinician = state.colleagues.get(fate.staffId);
    const busy = domainError("conflict", "practice.colleague_busy", { params: { appointmentId: visit.appointmentId } });
    if (clinician === undefined || clinician.id === state.member.id) return err(busy);
    // The patient's time stays as it is; only the colleague's matters.
    const patient = { id: visit.patientId, busy: [] };
    const free = decideFree({ patient, clinician }, visit, { zone: state.zone, nowMs, except: visit.appointmentId });
    if (!free.ok) return err(busy);
  }
  return ok(fates);
}

function decideTrainees(state: LeavingState, given: DeactivateStaffInput["trainees"]): Result<DeactivateStaffInput["trainees"], DomainError> {
  const open = state.traineeIds.filter((id) => !given.some(({ staffId }) => staffId === id));
  if (open.length > 0 || given.length !== state.traineeIds.length) {
    return err(domainError("conflict", "practice.trainees_open", { params: { count: state.traineeIds.length } }));
  }
  const unfit = given.some(
    ({ staffId, supervisorId }) =>
      supervisorId === state.member.id || supervisorId === staffId || !isFitSupervisor(state.supervisors.get(supervisorId) ?? null),
  );
  return unfit ? err(domainError("conflict", "practice.supervisor_unfit")) : ok(given);
}
