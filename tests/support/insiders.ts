import { randomUUID } from "node:crypto";
import type { Actor } from "@/core/access/actor";
import type { VisitLinkId } from "@/core/kit/ids";
import { patientActor } from "./people-fixture";
import type { Target } from "./reach";
import { createClinician, openAs } from "./visit-fixture";

/** Everybody who has business with a target: among them somebody who may do each thing that anybody may. */
export async function insidersOf({ visit }: Target): Promise<Readonly<Record<string, Actor>>> {
  const stepUpAtMs = Date.now();
  const [desk, office] = [await createClinician(visit.practiceId), await createClinician(visit.practiceId)];
  const { visitor } = await openAs(visit.token);
  return {
    clinician: { ...visit.clinician, stepUpAtMs },
    scheduler: { ...desk, roles: ["scheduler"], stepUpAtMs },
    admin: { ...office, roles: ["admin", "auditor"], stepUpAtMs },
    patient: { ...patientActor(visit.practiceId, visit.patientId), stepUpAtMs },
    visitor,
    guest: { ...visitor, part: "guest", guestPart: "family", linkId: randomUUID() as VisitLinkId, name: "Karim" },
    nobody: { kind: "public" },
  };
}
