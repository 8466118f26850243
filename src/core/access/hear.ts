import type { PushEvent, Topic } from "@/core/kit/topics";
import { hasRole, hasSession, type Actor, type ProxyScope, type StaffActor, type VisitorActor } from "./actor";

/** In which scopes somebody who acts for a patient hears of what. */
const PROXY_HEARS: Readonly<Partial<Record<Topic, readonly ProxyScope[]>>> = {
  "appointment.changed": ["appointments"],
  "visit.changed": ["appointments", "visits"],
  "note.changed": ["summaries"],
  "pain.changed": ["visits", "summaries"],
};

/**
 * Whether an actor may hear of an event. Even ids tell something (that there is a visit, that it
 * moved), so a stream carries only what its reader could also ask for.
 */
export function mayHear(actor: Actor, event: PushEvent): boolean {
  const { ids } = event;
  if (actor.kind === "public" || actor.kind === "system" || ids.practiceId !== actor.practiceId) return false;
  // What is told to an account is told to nobody else, whatever its kind.
  if (event.topic === "session.revoked" || event.topic === "notification.new") return hasSession(actor) && ids.accountId === actor.accountId;
  switch (actor.kind) {
    case "visitor":
      // A guest hears of the meeting, and not that a note was written about it or that something hurts.
      return ids.visitId === actor.visitId && ids.confidential !== true && mayPartHear(actor.part, event.topic);
    case "patient":
      return ids.patientId === actor.patientId;
    case "proxy":
      return ids.patientId === actor.patientId && ids.confidential !== true && (PROXY_HEARS[event.topic] ?? []).some((scope) => actor.scopes.includes(scope));
    case "staff":
      return mayStaffHear(actor, event);
    case "account":
    case "integration":
      return false;
  }
}

function mayPartHear(part: VisitorActor["part"], topic: Topic): boolean {
  if (topic === "pain.changed") return part !== "guest";
  return part === "patient" || topic !== "note.changed";
}

function mayStaffHear(actor: StaffActor, { topic, ids }: PushEvent): boolean {
  if (!actor.strong) return false;
  const isTheirs = ids.clinicianId === undefined || ids.clinicianId === actor.staffId;
  switch (topic) {
    case "appointment.changed":
    case "visit.changed":
      return hasRole(actor, "scheduler") || hasRole(actor, "clinician");
    case "note.changed":
    case "pain.changed":
    case "room.ops":
      return hasRole(actor, "clinician") && isTheirs;
    case "model.changed":
      return hasRole(actor, "clinician") || hasRole(actor, "admin") || hasRole(actor, "trainee");
    default:
      return false;
  }
}
