import type { PatientId, PracticeId, AccountId, StaffId, VisitId } from "@/core/kit/ids";
import type { Actor, ApiScope, ProxyScope, Role, StaffActor } from "./actor";
import { needsStepUp, needsStrong, type Resource, type Verb } from "./resources";

export { RESOURCES, type Resource, type Verb } from "./resources";

/**
 * How an actor stands to a thing.
 * - `any`: needs none; `practice`: staff, a program or a job of the same practice;
 * - `own`: the clinician, patient or account that the thing is about;
 * - `care_team`: a clinician who treats the patient (an appointment in the window, or named for it);
 * - `supervised`: a trainee whose supervisor owns the thing or treats the patient;
 * - `emergency`: staff whose emergency access to this patient stands;
 * - `in_visit`: the patient, or somebody who acts for them, by a seat in the very visit;
 * - `guest`: somebody asked into the very visit beside the patient;
 * - `proxy`: acts for the patient, within the scope of the grant.
 */
export const RELATIONS = ["any", "practice", "own", "care_team", "supervised", "emergency", "in_visit", "guest", "proxy"] as const;
/** See {@link RELATIONS}. */
export type Relation = (typeof RELATIONS)[number];

/** A staff role, or one of the other kinds of actor. */
export type Who = Role | "patient" | "account" | "proxy" | "visitor" | "guest" | "integration" | "public" | "system";

/** One line of the policy. */
export interface Grant {
  readonly who: Who;
  readonly relation: Relation;
  readonly resource: Resource;
  readonly verbs: readonly Verb[];
  /** For proxies and programs: the scope that they must have been given. */
  readonly scope?: ProxyScope | ApiScope;
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
  /** Clinicians who treat the patient: `careTeamOf` in `server/access/care-team`. */
  readonly careTeam?: readonly StaffId[];
  /** Staff (interpreters) who were asked into the visit. */
  readonly guests?: readonly StaffId[];
  /** What the patient told in confidence: kept from those who act for them, and from whoever holds a mailed link. */
  readonly confidential?: boolean;
}

/**
 * Why an actor may not. `no_relation` is told as "not found"; `weak` wants a second factor, `stale`
 * wants the person to show once more who they are.
 */
export type Refusal = "signed_out" | "no_grant" | "weak" | "stale" | "no_relation";

/** Outcome of an evaluation. */
export type Decision = { readonly allowed: true; readonly grant: Grant } | { readonly allowed: false; readonly why: Refusal };

/** Every name under which the policy may speak of this actor. */
export function whoOf(actor: Actor): readonly Who[] {
  if (actor.kind === "staff") return actor.roles;
  // In a visit, somebody who acts for the patient is still that: what they may do there has lines of its own.
  if (actor.kind === "visitor") return [actor.part === "patient" ? "visitor" : actor.part];
  return [actor.kind];
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
    case "account":
    case "proxy":
      return facts.accountId === actor.accountId;
    default:
      return false;
  }
}

function standsAsStaff(actor: StaffActor, relation: Relation, facts: Facts): boolean {
  const { careTeam = [], guests = [], patientId } = facts;
  switch (relation) {
    case "practice":
      return true;
    case "care_team":
      return careTeam.includes(actor.staffId);
    case "supervised":
      return actor.supervisorId !== null && (facts.clinicianId === actor.supervisorId || careTeam.includes(actor.supervisorId));
    case "emergency":
      return patientId != null && actor.emergencies.some((each) => each.patientId === patientId);
    case "guest":
      return guests.includes(actor.staffId);
    default:
      return false;
  }
}

/**
 * Whether it can matter to the policy who takes care of a patient: only clinicians stand to somebody by that, and
 * trainees by their supervisor's. For anybody else nobody need look.
 */
export function dependsOnCareTeam(actor: Actor): boolean {
  return actor.kind === "staff" && (actor.supervisorId !== null || actor.roles.some((role) => role === "clinician" || role === "trainee"));
}

/** Whether the actor stands in the relation to the thing. Another practice's things stand in none. */
export function stands(actor: Actor, relation: Relation, facts: Facts): boolean {
  if (relation === "any") return facts.practiceId === null || actor.kind === "public" || samePractice(actor, facts);
  if (!samePractice(actor, facts)) return false;
  if (relation === "own") return isOwn(actor, facts);
  switch (actor.kind) {
    case "staff":
      return standsAsStaff(actor, relation, facts);
    case "visitor":
      // A link goes to a mailbox, and a young patient's may be a parent's.
      if (facts.confidential === true) return false;
      return facts.visitId === actor.visitId && relation === (actor.part === "guest" ? "guest" : "in_visit");
    case "proxy":
      return relation === "proxy" && facts.patientId === actor.patientId && facts.confidential !== true;
    case "integration":
    case "system":
      return relation === "practice";
    default:
      return false;
  }
}

/** Lines by resource, made once for a policy: lists ask it for each of their rows. */
const byResource = new WeakMap<readonly Grant[], ReadonlyMap<Resource, readonly Grant[]>>();

function linesOn(policy: readonly Grant[], resource: Resource): readonly Grant[] {
  const known = byResource.get(policy);
  if (known !== undefined) return known.get(resource) ?? [];
  const lines = new Map<Resource, Grant[]>();
  for (const grant of policy) lines.set(grant.resource, [...(lines.get(grant.resource) ?? []), grant]);
  byResource.set(policy, lines);
  return lines.get(resource) ?? [];
}

/** The grants that could let the actor do this to some such thing, second factor aside. */
export function grantsFor(policy: readonly Grant[], actor: Actor, resource: Resource, verb: Verb): readonly Grant[] {
  const who = whoOf(actor);
  return linesOn(policy, resource).filter((grant) => grant.verbs.includes(verb) && who.includes(grant.who) && isInScope(actor, grant));
}

function isInScope(actor: Actor, { scope }: Grant): boolean {
  if (scope === undefined) return true;
  const has: readonly string[] = actor.kind === "proxy" || actor.kind === "integration" ? actor.scopes : [];
  return has.includes(scope);
}

/** Staff with one factor reach what is open to anybody, and nothing of a patient. */
function isTooWeak(actor: Actor, grant: Grant, verb: Verb): boolean {
  return actor.kind === "staff" && !actor.strong && grant.relation !== "any" && needsStrong(grant.resource, verb);
}

/** `actorAt` has taken away what is no longer fresh. Programs and jobs have nothing to show; no grant names them here. */
function isSteppedUp(actor: Actor): boolean {
  return actor.kind === "system" || ("stepUpAtMs" in actor && actor.stepUpAtMs !== null);
}

/** Why the actor may not do this to any such thing, whatever it is; null: look at the thing. */
export function refusalBefore(policy: readonly Grant[], actor: Actor, resource: Resource, verb: Verb): Refusal | null {
  const candidates = grantsFor(policy, actor, resource, verb);
  if (candidates.length === 0) return actor.kind === "public" ? "signed_out" : "no_grant";
  if (candidates.every((grant) => isTooWeak(actor, grant, verb))) return "weak";
  return needsStepUp(resource, verb) && !isSteppedUp(actor) ? "stale" : null;
}

/**
 * The one evaluation of the policy. Denies unless a grant names the actor, the resource, the verb
 * and a relation that holds, and the actor's session is as strong as the thing wants.
 */
export function evaluate(
  policy: readonly Grant[],
  actor: Actor,
  resource: Resource,
  verb: Verb,
  facts: Facts,
): Decision {
  const early = refusalBefore(policy, actor, resource, verb);
  if (early !== null) return { allowed: false, why: early };
  const grant = grantsFor(policy, actor, resource, verb).find(
    (each) => !isTooWeak(actor, each, verb) && stands(actor, each.relation, facts),
  );
  return grant === undefined ? { allowed: false, why: "no_relation" } : { allowed: true, grant };
}

/** The verbs that the actor may use on this thing, for its view: buttons and server then agree. */
export function verbsOn(policy: readonly Grant[], actor: Actor, resource: Resource, facts: Facts): readonly Verb[] {
  const who = whoOf(actor);
  const verbs = linesOn(policy, resource)
    .filter((grant) => who.includes(grant.who) && isInScope(actor, grant))
    .filter((grant) => stands(actor, grant.relation, facts))
    .flatMap((grant) => grant.verbs.filter((verb) => !isTooWeak(actor, grant, verb)));
  return [...new Set(verbs)];
}
