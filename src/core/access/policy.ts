import type { PatientId, PracticeId, AccountId, StaffId, VisitId } from "@/core/kit/ids";
import type { Actor, Role } from "./actor";

/** What rules speak about. One name for one thing, the same as in the address of a command. */
export const RESOURCES = [
  "session",
  "account",
  "staff",
  "patient",
  "patient_record",
  "service",
  "appointment",
  "visit",
  "visit_link",
  "summary_code",
  "room",
  "scene_view",
  "note",
  "summary",
  "audit",
  "practice",
  "anatomy",
] as const;

/** See {@link RESOURCES}. */
export type Resource = (typeof RESOURCES)[number];

/** What can be done to a resource. Views carry the verbs their reader may use. */
export type Verb =
  | "list"
  | "read"
  | "create"
  | "change"
  | "cancel"
  | "book"
  | "move"
  | "open"
  | "confirm"
  | "prepare"
  | "arrive"
  | "admit"
  | "leave"
  | "end"
  | "send"
  | "revoke"
  | "enter"
  | "keep"
  | "write"
  | "sign"
  | "sign_in";

/**
 * How an actor stands to a thing.
 * - `any`: needs none; `practice`: staff of the same practice;
 * - `own`: the clinician, patient or account that the thing is about;
 * - `care_team`: a clinician who treats the patient;
 * - `in_visit`: holds a seat in the very visit.
 */
export type Relation = "any" | "practice" | "own" | "care_team" | "in_visit";

/** A staff role, or one of the other kinds of actor. */
export type Who = Role | "patient" | "visitor" | "public" | "system";

/** One line of the policy. */
export interface Grant {
  readonly who: Who;
  readonly relation: Relation;
  readonly resource: Resource;
  readonly verbs: readonly Verb[];
}

/** What is known about one thing, enough to tell how any actor stands to it. */
export interface Facts {
  /** Null only for things that belong to no practice (anatomy, sign-in). */
  readonly practiceId: PracticeId | null;
  readonly patientId?: PatientId | null;
  readonly visitId?: VisitId | null;
  readonly accountId?: AccountId | null;
  /** The clinician whose appointment, visit or note it is. */
  readonly clinicianId?: StaffId | null;
  /** Clinicians who treat the patient: an appointment in the window, past or to come. */
  readonly careTeam?: readonly StaffId[];
}

/** Why an actor may not. `no_relation` is told as "not found". */
export type Refusal = "signed_out" | "no_grant" | "no_relation";

/** Outcome of an evaluation. */
export type Decision = { readonly allowed: true; readonly grant: Grant } | { readonly allowed: false; readonly why: Refusal };

/** Every name under which the policy may speak of this actor. */
export function whoOf(actor: Actor): readonly Who[] {
  return actor.kind === "staff" ? actor.roles : [actor.kind];
}

function samePractice(actor: Actor, facts: Facts): boolean {
  if (actor.kind === "public") return facts.practiceId === null;
  if (actor.kind === "system") return actor.practiceId === null || actor.practiceId === facts.practiceId;
  return facts.practiceId === actor.practiceId;
}

function isOwn(actor: Actor, facts: Facts): boolean {
  switch (actor.kind) {
    case "staff":
      return facts.clinicianId === actor.staffId || facts.accountId === actor.accountId;
    case "patient":
      return facts.patientId === actor.patientId || facts.accountId === actor.accountId;
    default:
      return false;
  }
}

/** Whether the actor stands in the relation to the thing. Another practice's things stand in none. */
export function stands(actor: Actor, relation: Relation, facts: Facts): boolean {
  if (relation === "any") return facts.practiceId === null || actor.kind === "public" || samePractice(actor, facts);
  if (!samePractice(actor, facts)) return false;
  switch (relation) {
    case "practice":
      return actor.kind === "staff" || actor.kind === "system";
    case "own":
      return isOwn(actor, facts);
    case "care_team":
      return actor.kind === "staff" && (facts.careTeam ?? []).includes(actor.staffId);
    case "in_visit":
      return actor.kind === "visitor" && facts.visitId === actor.visitId;
  }
}

/**
 * The one evaluation of the policy. Denies unless a grant names the actor, the resource, the verb
 * and a relation that holds.
 */
export function evaluate(
  policy: readonly Grant[],
  actor: Actor,
  resource: Resource,
  verb: Verb,
  facts: Facts,
): Decision {
  const candidates = grantsFor(policy, actor, resource, verb);
  if (candidates.length === 0) return { allowed: false, why: actor.kind === "public" ? "signed_out" : "no_grant" };
  const grant = candidates.find((each) => stands(actor, each.relation, facts));
  return grant === undefined ? { allowed: false, why: "no_relation" } : { allowed: true, grant };
}

/** The grants that could let the actor do this to some such thing. Empty: refuse before loading. */
export function grantsFor(policy: readonly Grant[], actor: Actor, resource: Resource, verb: Verb): readonly Grant[] {
  const who = whoOf(actor);
  return policy.filter(
    (grant) => grant.resource === resource && grant.verbs.includes(verb) && who.includes(grant.who),
  );
}

/** The verbs that the actor may use on this thing, for its view: buttons and server then agree. */
export function verbsOn(policy: readonly Grant[], actor: Actor, resource: Resource, facts: Facts): readonly Verb[] {
  const who = whoOf(actor);
  const verbs = policy
    .filter((grant) => grant.resource === resource && who.includes(grant.who) && stands(actor, grant.relation, facts))
    .flatMap((grant) => grant.verbs);
  return [...new Set(verbs)];
}
