import { randomUUID } from "node:crypto";
import type { Actor, PatientActor } from "@/core/access/actor";
import type { AccountId, PatientId, SessionId } from "@/core/kit/ids";
import { emergencyWordsPlace } from "@/server/access/break-glass";
import { openSession } from "@/server/access/sessions";
import { sealName } from "@/server/files/file-record";
import { db } from "@/server/kit/db";
import { sealForPatient } from "@/server/kit/sealing";
import { issueVisitLink } from "@/server/visits/issue-link";
import { createOwnModel } from "./own-models";
import type { Outsiders, Target } from "./reach";
import { createClinician, createVisit, openAs, type VisitFixture } from "./visit-fixture";

/** Makes a visit with everything around it that an operation may name. */
export async function makeTarget(): Promise<Target> {
  const visit = await createVisit();
  const [row, service] = await Promise.all([
    db().visit.findUniqueOrThrow({ where: { id: visit.visitId } }),
    db().service.findFirstOrThrow({ where: { practiceId: visit.practiceId } }),
  ]);
  const sessionId = randomUUID();
  await openSession(db(), visit.clinician.accountId, sessionId, "", Date.now(), ["demo"]);
  const whose = { practiceId: visit.practiceId, accountId: visit.clinician.accountId };
  const passkey = await db().passkey.create({ data: { ...whose, credentialId: randomUUID(), publicKey: new Uint8Array([1]), label: "Laptop" } });
  const recovery = await db().accountRecovery.create({
    data: { ...whose, requestedAt: new Date(), expiresAt: new Date(Date.now() + 86_400_000) },
  });
  const keys = { passkeyId: passkey.id, recoveryId: recovery.id };
  const breakGlassId = await createEmergency(visit, sessionId);
  return { visit, appointmentId: row.appointmentId, serviceId: service.id, sessionId, ...keys, breakGlassId, fileId: await createDocument(visit), modelId: await createOwnModel(visit.practiceId, visit.clinician.accountId) };
}

/** A document that the visit's clinician brought; its bytes lie nowhere. */
async function createDocument({ practiceId, patientId, clinician }: VisitFixture): Promise<string> {
  const id = randomUUID();
  const nameSealed = await sealName(db(), { practiceId, patientId }, id, "letter.pdf");
  const about = { purpose: "document", mediaType: "application/pdf", byteCount: 10n, sha256: "0", storageKey: `${practiceId}/${id}` };
  await db().storedFile.create({ data: { id, practiceId, patientId, nameSealed, ...about, uploadedBy: clinician.accountId } });
  return id;
}

/** Emergency access of the visit's own clinician: nobody else can end it, and only an auditor judges it. */
async function createEmergency({ practiceId, patientId, clinician }: VisitFixture, sessionId: string): Promise<string> {
  const startedAt = new Date();
  const endsAt = new Date(startedAt.getTime() + 60_000);
  const id = randomUUID();
  const wordsSealed = await sealForPatient(db(), patientId, emergencyWordsPlace(id), "Covering tonight");
  await db().breakGlass.create({
    data: { id, practiceId, staffId: clinician.staffId, patientId, sessionId, reason: "cover", wordsSealed, startedAt, endsAt },
  });
  return id;
}

/** Somebody else's patient, in by a link of their own, in the same practice. */
async function otherVisitorOf({ visit, serviceId }: Target): Promise<Actor> {
  const common = { practiceId: visit.practiceId };
  const patient = await db().patient.create({
    data: { ...common, givenName: "Mei", familyName: "Tan", searchName: "meitan", birthDate: new Date("1990-01-01"), zone: "UTC" },
  });
  const startsAt = new Date(visit.startsAtMs + 3_600_000);
  const { id: appointmentId } = await db().appointment.create({
    data: { ...common, clinicianId: visit.clinician.staffId, patientId: patient.id, serviceId, startsAt, endsAt: new Date(startsAt.getTime() + 60_000) },
  });
  const { id: visitId } = await db().visit.create({ data: { ...common, appointmentId, patientId: patient.id, roomName: randomUUID() } });
  const { url } = await issueVisitLink(db(), { ...common, visitId });
  return (await openAs(url.slice(url.indexOf("#") + 1))).visitor;
}

function otherPatientOf(visit: VisitFixture): PatientActor {
  const ids = { accountId: randomUUID() as AccountId, patientId: randomUUID() as PatientId, sessionId: randomUUID() as SessionId };
  return { kind: "patient", practiceId: visit.practiceId, ...ids, stepUpAtMs: null, name: "Somebody", zone: "UTC", locale: "en" };
}

/** Makes everybody who has no business with a target. */
export async function outsidersOf(target: Target): Promise<Outsiders> {
  const { practiceId } = target.visit;
  const elsewhere = await createVisit();
  const schedulerElsewhere = await createClinician(elsewhere.practiceId);
  const [admin, auditor] = [await createClinician(practiceId), await createClinician(practiceId)];
  return {
    clinicianElsewhere: { ...elsewhere.clinician, stepUpAtMs: Date.now() },
    schedulerElsewhere: { ...schedulerElsewhere, roles: ["scheduler"] },
    visitorElsewhere: (await openAs(elsewhere.token)).visitor,
    colleague: { ...(await createClinician(practiceId)), stepUpAtMs: Date.now() },
    otherVisitor: await otherVisitorOf(target),
    otherPatient: otherPatientOf(target.visit),
    admin: { ...admin, roles: ["admin"] },
    auditor: { ...auditor, roles: ["auditor"] },
    nobody: { kind: "public" },
  };
}
