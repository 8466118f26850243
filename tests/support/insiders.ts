import { randomUUID } from "node:crypto";
import type { Actor, PatientActor } from "@/core/access/actor";
import type { PatientId, PracticeId } from "@/core/kit/ids";
import { openSession } from "@/server/access/sessions";
import { db } from "@/server/kit/db";
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

/** The patient, signed in: a seat that they take is tied to a session that there is. */
async function signedInPatient(practiceId: PracticeId, patientId: PatientId): Promise<PatientActor> {
  const patient = patientActor(practiceId, patientId);
  await db().account.create({ data: { id: patient.accountId, practiceId, email: `${patient.accountId}@example.test`, name: "Amira Haddad" } });
  await openSession(db(), patient.accountId, patient.sessionId, "", Date.now(), ["demo"]);
  return patient;
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
    patient: { ...(await signedInPatient(visit.practiceId, visit.patientId)), stepUpAtMs },
    visitor,
    guest: await guestOf(visit),
    nobody: { kind: "public" },
  };
}
