import { z } from "zod";
import type {
  AccountId,
  PatientId,
  PracticeId,
  SessionId,
  StaffId,
  VisitId,
  VisitLinkId,
  VisitSeatId,
} from "@/core/kit/ids";

export { formatActorClaim, parseActorClaim, type ActorClaim } from "./claim";

/** What a member of staff may be. One person may be several. */
export const ROLES = ["clinician", "scheduler", "admin", "auditor", "interpreter", "trainee"] as const;
/** See {@link ROLES}. */
export const Role = z.enum(ROLES);
/** See {@link ROLES}. */
export type Role = z.infer<typeof Role>;

/** A member of staff, signed in. */
export interface StaffActor {
  readonly kind: "staff";
  readonly practiceId: PracticeId;
  readonly accountId: AccountId;
  readonly staffId: StaffId;
  readonly roles: readonly Role[];
  readonly sessionId: SessionId;
  readonly name: string;
  /** IANA zone, for example `America/New_York`. */
  readonly zone: string;
  readonly locale: string;
}

/** A patient, signed in. */
export interface PatientActor {
  readonly kind: "patient";
  readonly practiceId: PracticeId;
  readonly accountId: AccountId;
  readonly patientId: PatientId;
  readonly sessionId: SessionId;
  readonly name: string;
  /** IANA zone. */
  readonly zone: string;
  readonly locale: string;
}

/** A person in one visit, in by a mailed link and nothing else. */
export interface VisitorActor {
  readonly kind: "visitor";
  readonly practiceId: PracticeId;
  readonly visitId: VisitId;
  readonly patientId: PatientId;
  readonly linkId: VisitLinkId;
  readonly seatId: VisitSeatId;
  readonly name: string;
  readonly locale: string;
}

/** Somebody we know nothing about. */
export interface PublicActor {
  readonly kind: "public";
}

/** Our own jobs. */
export interface SystemActor {
  readonly kind: "system";
  readonly practiceId: PracticeId | null;
}

/** Whoever asks. Resolved from cookies by the server, never from what a request says about itself. */
export type Actor = StaffActor | PatientActor | VisitorActor | PublicActor | SystemActor;

/** An actor with a server-side session. */
export type SessionActor = StaffActor | PatientActor;

/** The practice that an actor belongs to, or null. */
export function practiceOf(actor: Actor): PracticeId | null {
  return actor.kind === "public" ? null : actor.practiceId;
}

/** Whether the actor is staff and has the role. */
export function hasRole(actor: Actor, role: Role): actor is StaffActor {
  return actor.kind === "staff" && actor.roles.includes(role);
}

/**
 * A short stable name of the actor for keys (rate buckets, idempotency): `staff:<account>`,
 * `patient:<account>`, `visitor:<seat>`, `public`, `system`.
 */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case "staff":
    case "patient":
      return `${actor.kind}:${actor.accountId}`;
    case "visitor":
      return `visitor:${actor.seatId}`;
    default:
      return actor.kind;
  }
}

/** Name of the cookie that holds a seat in a visit. */
export function visitCookieName(visitId: VisitId): string {
  return `bedside-visit-${visitId}`;
}
