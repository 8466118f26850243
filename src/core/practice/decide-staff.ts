import type { Actor, Role } from "@/core/access/actor";
import { decideStepUp } from "@/core/access/second-factor";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import type { StaffId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import type { ChangeStaffInput, InviteStaffInput, StaffChanges } from "./staff";

/** Somebody who could answer for a trainee. */
export interface Supervisor {
  readonly id: StaffId;
  readonly active: boolean;
  readonly roles: readonly Role[];
}

/** Who asks, and when. */
interface Now {
  readonly actor: Actor;
  readonly nowMs: number;
}

/** What an invitation is decided on. */
export interface InviteState {
  /** Somebody signs in with this address already, here or elsewhere. */
  readonly isAddressTaken: boolean;
  readonly supervisor: Supervisor | null;
}

/** A member of staff as a change needs to know them. */
export interface StoredStaff {
  readonly id: StaffId;
  readonly version: number;
  readonly active: boolean;
  readonly roles: readonly Role[];
  readonly supervisorId: StaffId | null;
}

/** What a change is decided on. */
export interface ChangeState {
  readonly member: StoredStaff;
  /** The one who would answer for them after the change; null: none is named, or there is no such person. */
  readonly supervisor: Supervisor | null;
  /** Other admins who are active and can sign in. */
  readonly otherAdmins: number;
  readonly visitsToCome: number;
  readonly trainees: number;
}

function fieldError(field: string, code: string): DomainError {
  return domainError("invalid", code, { fields: { [field]: code } });
}

/** Errors: `practice.trainee_alone`, `practice.supervisor_missing`, `practice.supervisor_unfit`, each on its field (STAFF-4). */
function decideSupervision(
  roles: readonly Role[],
  supervisorId: StaffId | null,
  supervisor: Supervisor | null,
  prefix = "",
): Result<StaffId | null, DomainError> {
  if (!roles.includes("trainee")) return ok(null);
  if (roles.includes("clinician")) return err(fieldError(`${prefix}roles`, "practice.trainee_alone"));
  if (supervisorId === null) return err(fieldError(`${prefix}supervisorId`, "practice.supervisor_missing"));
  return isFitSupervisor(supervisor) ? ok(supervisorId) : err(fieldError(`${prefix}supervisorId`, "practice.supervisor_unfit"));
}

/** Whether somebody can answer for a trainee: a clinician who works here. */
export function isFitSupervisor(supervisor: Supervisor | null): boolean {
  return supervisor !== null && supervisor.active && supervisor.roles.includes("clinician");
}

/**
 * Decides an invitation. Errors: `access.step_up_needed` (STAFF-1), `practice.address_taken`, and those of a
 * trainee without a supervisor.
 */
export function decideInvite(state: InviteState, input: InviteStaffInput, { actor, nowMs }: Now): Result<InviteStaffInput, DomainError> {
  const shown = decideStepUp("stepUpAtMs" in actor ? actor.stepUpAtMs : null, nowMs);
  if (!shown.ok) return shown;
  if (state.isAddressTaken) {
    return err(domainError("conflict", "practice.address_taken", { fields: { email: "practice.address_taken" } }));
  }
  const supervision = decideSupervision(input.roles, input.supervisorId, state.supervisor);
  return supervision.ok ? ok({ ...input, supervisorId: supervision.value }) : supervision;
}

/** Whether two lists of roles are the same. */
function areSame(a: readonly Role[], b: readonly Role[]): boolean {
  return a.length === b.length && a.every((role) => b.includes(role));
}

/**
 * Decides a change. Errors: `practice.staff_stale` (STAFF-9), `practice.staff_inactive`; for roles:
 * `access.step_up_needed` (STAFF-1), `practice.own_roles` (denied, STAFF-2), `practice.last_admin` (STAFF-3),
 * `practice.visits_to_come` and `practice.has_trainees` for a clinician who stops being one; and those of a
 * trainee without a supervisor.
 */
export function decideStaffChange(state: ChangeState, { version, changes }: ChangeStaffInput, now: Now): Result<StaffChanges, DomainError> {
  const { member } = state;
  if (version !== member.version) return err(staleError("practice.staff_stale", member.version, version));
  if (!member.active) return err(domainError("conflict", "practice.staff_inactive"));
  const roles = changes.roles ?? member.roles;
  if (!areSame(roles, member.roles)) {
    const decided = decideRoles(state, roles, now);
    if (!decided.ok) return decided;
  }
  const wanted = changes.supervisorId === undefined ? member.supervisorId : changes.supervisorId;
  if (wanted === member.id) return err(fieldError("changes.supervisorId", "practice.supervisor_unfit"));
  const supervision = decideSupervision(roles, wanted, state.supervisor, "changes.");
  return supervision.ok ? ok({ ...changes, supervisorId: supervision.value }) : supervision;
}

function decideRoles(state: ChangeState, roles: readonly Role[], { actor, nowMs }: Now): Result<null, DomainError> {
  const { member } = state;
  const shown = decideStepUp("stepUpAtMs" in actor ? actor.stepUpAtMs : null, nowMs);
  if (!shown.ok) return shown;
  const isSelf = actor.kind === "staff" && actor.staffId === member.id;
  if (isSelf && roles.some((role) => !member.roles.includes(role))) return err(domainError("denied", "practice.own_roles"));
  const loses = (role: Role) => member.roles.includes(role) && !roles.includes(role);
  if (loses("admin") && state.otherAdmins === 0) return err(domainError("conflict", "practice.last_admin"));
  if (loses("clinician") && state.visitsToCome > 0) {
    return err(domainError("conflict", "practice.visits_to_come", { params: { count: state.visitsToCome } }));
  }
  if (loses("clinician") && state.trainees > 0) {
    return err(domainError("conflict", "practice.has_trainees", { params: { count: state.trainees } }));
  }
  return ok(null);
}
