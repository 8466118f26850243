import { randomUUID } from "node:crypto";
import type { Actor } from "@/core/access/actor";
import { inviteGuest } from "@/server/visits/guests";
import { patientActor, tokenIn, value } from "./people-fixture";
import type { Target } from "./reach";
import { waitingMails } from "./read-mail";
import { act, createClinician, openAs, type VisitFixture } from "./visit-fixture";

/** Somebody who was asked into the visit and opened their link. */
async function guestOf({ clinician, visitId }: VisitFixture): Promise<Actor> {
  const email = `${randomUUID()}@example.test`;
  value(await act(inviteGuest, clinician, { visitId, name: "Karim Haddad", part: "family", email }));
  const [mail] = await waitingMails(email);
  return (await openAs(tokenIn(mail?.text ?? ""))).visitor;
}

/** Everybody who has business with a target: among them somebody who may do each thing that anybody may. */
export async function insidersOf({ visit }: Target): Promise<Readonly<Record<string, Actor>>> {
  const stepUpAtMs = Date.now();
  const [desk, office, tongues] = [await createClinician(visit.practiceId), await createClinician(visit.practiceId), await createClinician(visit.practiceId)];
  const { visitor } = await openAs(visit.token);
  return {
    clinician: { ...visit.clinician, stepUpAtMs },
    scheduler: { ...desk, roles: ["scheduler"], stepUpAtMs },
    admin: { ...office, roles: ["admin", "auditor"], stepUpAtMs },
    interpreter: { ...tongues, roles: ["interpreter"], stepUpAtMs },
    patient: { ...patientActor(visit.practiceId, visit.patientId), stepUpAtMs },
    visitor,
    guest: await guestOf(visit),
    nobody: { kind: "public" },
  };
}
