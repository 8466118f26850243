import type { PushEvent } from "@/core/kit/topics";
import { hasRole, type Actor } from "./actor";

/**
 * Whether an actor may hear of an event. Even ids tell something (that there is a visit, that it
 * moved), so a stream carries only what its reader could also ask for.
 */
export function mayHear(actor: Actor, event: PushEvent): boolean {
  const { ids } = event;
  if (actor.kind === "public" || actor.kind === "system" || ids.practiceId !== actor.practiceId) return false;
  if (event.topic === "session.revoked") {
    return actor.kind !== "visitor" && ids.accountId === actor.accountId;
  }
  switch (actor.kind) {
    case "visitor":
      return ids.visitId === actor.visitId;
    case "patient":
      return ids.patientId === actor.patientId;
    case "staff":
      return mayStaffHear(actor, event);
  }
}

function mayStaffHear(actor: Actor, { topic, ids }: PushEvent): boolean {
  const isTheirs = actor.kind === "staff" && (ids.clinicianId === undefined || ids.clinicianId === actor.staffId);
  switch (topic) {
    case "appointment.changed":
    case "visit.changed":
      return hasRole(actor, "scheduler") || hasRole(actor, "clinician");
    case "note.changed":
    case "room.ops":
      return hasRole(actor, "clinician") && isTheirs;
    case "session.revoked":
      return false;
  }
}
