import { z } from "zod";
import type {
  AccountId,
  ApiClientId,
  BreakGlassId,
  PatientId,
  PracticeId,
  ProxyId,
  SessionId,
  StaffId,
  VisitId,
  VisitLinkId,
  VisitSeatId,
} from "@/core/kit/ids";
import { isStepUpFresh } from "./factors";


export { formatActorClaim, parseActorClaim, type ActorClaim } from "./claim";

/** What a member of staff may be. One person may be several. */
export const ROLES = ["clinician", "scheduler", "admin", "auditor", "interpreter", "trainee"] as const;
/** See {@link ROLES}. */
export const Role = z.enum(ROLES);
/** See {@link ROLES}. */
export type Role = z.infer<typeof Role>;

/** What a proxy may be let do for a patient. */
export const PROXY_SCOPES = ["appointments", "visits", "summaries", "documents", "contact"] as const;
/** See {@link PROXY_SCOPES}. */
export const ProxyScope = z.enum(PROXY_SCOPES);
/** See {@link PROXY_SCOPES}. */
export type ProxyScope = z.infer<typeof ProxyScope>;

/** What a program of the practice may be let do. */
export const API_SCOPES = ["practice.read", "patients.read", "patients.write", "appointments.read", "appointments.write"] as const;
/** See {@link API_SCOPES}. */
export const ApiScope = z.enum(API_SCOPES);
/** See {@link API_SCOPES}. */
export type ApiScope = z.infer<typeof ApiScope>;

/** As what somebody may be asked into a visit beside the patient. */
export const GUEST_PARTS = ["interpreter", "family", "carer", "specialist", "observer"] as const;
/** See {@link GUEST_PARTS}. */
export const GuestPart = z.enum(GUEST_PARTS);
/** See {@link GUEST_PARTS}. */
export type GuestPart = z.infer<typeof GuestPart>;

/** What is sealed of a guest beside their link: `visit_link.guest_sealed`, with the patient's key. */
export const GuestIdentity = z.object({ name: z.string().min(1).max(120), part: GuestPart });
/** See {@link GuestIdentity}. */
export type GuestIdentity = z.infer<typeof GuestIdentity>;

/** Emergency access that stands: to one patient's record, until a time. */
export interface StandingEmergency {
  readonly breakGlassId: BreakGlassId;
  readonly patientId: PatientId;
  readonly endsAtMs: number;
}

/** A member of staff, signed in. */
export interface StaffActor {
  readonly kind: "staff";
  readonly practiceId: PracticeId;
  readonly accountId: AccountId;
  readonly staffId: StaffId;
  readonly roles: readonly Role[];
  readonly sessionId: SessionId;
  /** Whether a second factor was shown in this session. Without it no health data. */
  readonly strong: boolean;
  /** When they last showed who they are for a grave step, epoch ms. */
  readonly stepUpAtMs: number | null;
  /** The clinician who answers for a trainee. */
  readonly supervisorId: StaffId | null;
  /** Emergency access of this very session. */
  readonly emergencies: readonly StandingEmergency[];
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
  /** When they last showed who they are for a grave step, epoch ms. */
  readonly stepUpAtMs: number | null;
  readonly name: string;
  /** IANA zone. */
  readonly zone: string;
  readonly locale: string;
}

/** An account that belongs to neither staff nor a patient here: somebody who only acts for others. */
export interface AccountActor {
  readonly kind: "account";
  readonly practiceId: PracticeId;
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
  readonly stepUpAtMs: number | null;
  readonly name: string;
  /** IANA zone. */
  readonly zone: string;
  readonly locale: string;
}

/** An account that acts for a patient: only in its scopes and while its grant stands. */
export interface ProxyActor {
  readonly kind: "proxy";
  readonly practiceId: PracticeId;
  readonly accountId: AccountId;
  readonly proxyId: ProxyId;
  /** For whom they act. */
  readonly patientId: PatientId;
  readonly scopes: readonly ProxyScope[];
  readonly sessionId: SessionId;
  /** Their own name, not the patient's. */
  readonly name: string;
  /** IANA zone. */
  readonly zone: string;
  readonly locale: string;
}

/** A program of the practice, known by its secret: `Authorization: Bearer bds_…`. */
export interface IntegrationActor {
  readonly kind: "integration";
  readonly practiceId: PracticeId;
  readonly clientId: ApiClientId;
  readonly scopes: readonly ApiScope[];
  readonly name: string;
}

/** A person in one visit and nothing else: in by a mailed link, or by a seat that they took signed in. */
export interface VisitorActor {
  readonly kind: "visitor";
  /** The patient themself, somebody who acts for them by an account of their own, or somebody asked in beside them. */
  readonly part: "patient" | "proxy" | "guest";
  /** As what a guest was asked; null for the patient. */
  readonly guestPart: GuestPart | null;
  /** The grant of somebody who acts for the patient; null for everybody else. */
  readonly proxyId: ProxyId | null;
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
export type Actor =
  | StaffActor
  | PatientActor
  | AccountActor
  | ProxyActor
  | VisitorActor
  | IntegrationActor
  | PublicActor
  | SystemActor;

/** Whom a session speaks for by itself. */
export type SessionActor = StaffActor | PatientActor | AccountActor;

/** Whether the actor stands on a server-side session, and so ends with it. */
export function hasSession(actor: Actor): actor is SessionActor | ProxyActor {
  return actor.kind === "staff" || actor.kind === "patient" || actor.kind === "account" || actor.kind === "proxy";
}

/**
 * The actor as they stand at a time: emergency access that has run out is gone, and so is what they
 * showed too long ago for a grave step, however old the actor is. The policy reads no clock.
 */
export function actorAt(actor: Actor, nowMs: number): Actor {
  if (!("stepUpAtMs" in actor)) return actor;
  const stepUpAtMs = isStepUpFresh(actor.stepUpAtMs, nowMs) ? actor.stepUpAtMs : null;
  if (actor.kind !== "staff") return { ...actor, stepUpAtMs };
  return { ...actor, stepUpAtMs, emergencies: actor.emergencies.filter((each) => nowMs < each.endsAtMs) };
}

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
 * `patient:<account>`, `account:<account>`, `proxy:<grant>`, `visitor:<seat>`,
 * `integration:<client>`, `public`, `system`.
 */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case "staff":
    case "patient":
    case "account":
      return `${actor.kind}:${actor.accountId}`;
    case "proxy":
      return `proxy:${actor.proxyId}`;
    case "visitor":
      return `visitor:${actor.seatId}`;
    case "integration":
      return `integration:${actor.clientId}`;
    default:
      return actor.kind;
  }
}
