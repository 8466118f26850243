import { randomUUID } from "node:crypto";
import type { Role, StaffActor } from "@/core/access/actor";
import type { PatientId, PracticeId, ServiceId, StaffId } from "@/core/kit/ids";
import { addDays, dateAt } from "@/core/scheduling/wall-time";
import { searchNameOf } from "@/core/people/names";
import { db } from "@/server/kit/db";
import { createClinician } from "./visit-fixture";

/** A practice of its own with two clinicians, a scheduler, patients and a service of 30 minutes. */
export interface Desk {
  readonly practiceId: PracticeId;
  readonly zone: string;
  readonly clinician: StaffActor;
  readonly colleague: StaffActor;
  readonly scheduler: StaffActor;
  readonly patientIds: readonly PatientId[];
  readonly serviceId: ServiceId;
  /** Tomorrow in the practice's zone. */
  readonly tomorrow: string;
}

/** The same person with other roles: for what each role may do. */
export function withRoles(actor: StaffActor, ...roles: readonly Role[]): StaffActor {
  return { ...actor, roles };
}

/** Makes a practice with its desk. */
export async function createDesk({ patients = 3, zone = "Europe/Zurich" } = {}): Promise<Desk> {
  const practiceId = randomUUID() as PracticeId;
  await db().practice.create({ data: { id: practiceId, name: "Harbour Clinic", zone, emergencyNumber: "144" } });
  const clinician = await createClinician(practiceId);
  const colleague = await createClinician(practiceId);
  const desk = await createClinician(practiceId);
  await db().staffMember.update({ where: { id: desk.staffId }, data: { roles: ["scheduler"] } });
  const service = await db().service.create({ data: { practiceId, name: "Heart review", durationMin: 30 } });
  const patientIds = await Promise.all(
    Array.from({ length: patients }, (_, n) => createPatient(practiceId, { givenName: `Pat${n}`, familyName: "Demo" })),
  );
  return {
    practiceId,
    zone,
    clinician,
    colleague,
    scheduler: withRoles(desk, "scheduler"),
    patientIds,
    serviceId: service.id as ServiceId,
    tomorrow: addDays(dateAt(Date.now(), zone), 1),
  };
}

/** Puts a patient on file without asking. */
export async function createPatient(
  practiceId: string,
  name: { givenName: string; familyName: string; birthDate?: string; email?: string | null; phone?: string },
): Promise<PatientId> {
  const row = await db().patient.create({
    data: {
      practiceId,
      givenName: name.givenName,
      familyName: name.familyName,
      searchName: searchNameOf(name),
      birthDate: new Date(`${name.birthDate ?? "1968-05-03"}T00:00:00Z`),
      zone: "Europe/Lisbon",
      email: name.email === undefined ? `${randomUUID()}@patients.example.test` : name.email,
      phone: name.phone ?? null,
    },
  });
  return row.id as PatientId;
}

/** What books the first patient with the first clinician tomorrow. */
export function bookingAt(desk: Desk, time: string, more: { patient?: number; clinicianId?: StaffId; date?: string } = {}) {
  return {
    patientId: desk.patientIds[more.patient ?? 0],
    clinicianId: more.clinicianId ?? desk.clinician.staffId,
    serviceId: desk.serviceId,
    date: more.date ?? desk.tomorrow,
    time,
    zone: desk.zone,
  };
}
