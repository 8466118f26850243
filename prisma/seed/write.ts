import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { searchNameOf } from "@/core/people/names";
import { canonicalNote } from "@/core/record/note";
import { dateAt } from "@/core/scheduling/wall-time";
import { hashPassword } from "@/server/access/passwords";
import type { Tx } from "@/server/kit/db";
import { patientSealer } from "@/server/kit/sealing";
import { noteTextPlace } from "@/server/record/repository";
import { bookedMail } from "@/server/scheduling/mail";
import { reasonPlace } from "@/server/scheduling/reason";
import { issueVisitLink } from "@/server/visits/issue-link";
import { noteFor } from "./notes";
import { writePain } from "./pain";
import { DEMO_PASSWORD, FIRST_STAFF, LATER_STAFF, patientEmail, PATIENTS, PRACTICE, SERVICES, STAFF, type SeedStaff } from "./people";
import type { Planned } from "./plan";
import { randomFrom, type Random } from "./random";

const MIN = 60_000;
const DAY = 1440 * MIN;
/** Where the chance of those who came later begins. */
const LATER_SEED = 20_261_126;

/** Ids of what was made, by the keys of the seed's own lists. */
export interface Made {
  readonly practiceId: string;
  readonly staff: ReadonlyMap<string, string>;
  readonly patients: ReadonlyMap<string, string>;
  readonly services: ReadonlyMap<string, string>;
}

/** Hashes of the demo password, one for each account; outside the transaction, because they take their time. */
export async function hashDemoPasswords(): Promise<readonly string[]> {
  const accounts = STAFF.length + PATIENTS.filter(({ signsIn }) => signsIn).length;
  return Promise.all(Array.from({ length: accounts }, () => hashPassword(DEMO_PASSWORD)));
}

/** Makes the practice with everybody in it. */
export async function writePeople(tx: Tx, random: Random, nowMs: number, hashes: readonly string[]): Promise<Made> {
  const practiceId = random.uuid();
  await tx.practice.create({ data: { id: practiceId, ...PRACTICE, createdAt: new Date(nowMs - 400 * DAY) } });
  const left = [...hashes];
  const account = async (person: { name: string; email: string; locale: string; zone: string }, ids: Random) => {
    const id = ids.uuid();
    const common = { practiceId, passwordHash: left.pop() ?? null, emailVerifiedAt: new Date(nowMs - 300 * DAY) };
    await tx.account.create({ data: { id, ...person, ...common, createdAt: new Date(nowMs - 300 * DAY) } });
    return id;
  };
  const staff = new Map<string, string>();
  const employ = async (people: readonly SeedStaff[], ids: Random) => {
    for (const { key, name, email, locale, zone, supervisor, ...facts } of people) {
      const id = ids.uuid();
      const accountId = await account({ name, email, locale, zone }, ids);
      const lists = { roles: [...facts.roles], languages: [...facts.languages], licencePlaces: [...facts.licencePlaces] };
      const supervisorId = supervisor === undefined ? null : known(staff, supervisor);
      await tx.staffMember.create({ data: { id, practiceId, accountId, ...facts, ...lists, zone, supervisorId } });
      staff.set(key, id);
    }
  };
  await employ(FIRST_STAFF, random);
  const patients = new Map<string, string>();
  for (const patient of PATIENTS) {
    const { key, signsIn, reason: _reason, birthDate, ...facts } = patient;
    const id = random.uuid();
    const email = patientEmail(patient);
    const name = `${patient.givenName} ${patient.familyName}`;
    const locale = patient.locale === "es" ? "es" : "en";
    const accountId = signsIn ? await account({ name, email, locale, zone: patient.zone }, random) : null;
    const searchName = searchNameOf(patient);
    const born = new Date(`${birthDate}T00:00:00Z`);
    await tx.patient.create({
      data: { id, practiceId, accountId, ...facts, birthDate: born, email, searchName, createdAt: new Date(nowMs - 200 * DAY) },
    });
    patients.set(key, id);
  }
  const services = new Map<string, string>();
  for (const { key, name, durationMin } of SERVICES) {
    const id = random.uuid();
    await tx.service.create({ data: { id, practiceId, name, durationMin } });
    services.set(key, id);
  }
  await employ(LATER_STAFF, randomFrom(LATER_SEED));
  return { practiceId, staff, patients, services };
}

interface Row extends Planned {
  readonly id: string;
  readonly visitId: string;
  readonly noteId: string;
  readonly clinicianId: string;
  readonly patientId: string;
  readonly serviceId: string;
}

/** Makes the planned appointments with their visits, notes and mails. */
export async function writeAppointments(tx: Tx, random: Random, nowMs: number, made: Made, plan: readonly Planned[]): Promise<void> {
  const { practiceId } = made;
  const rows = plan.map((each): Row => ({
    ...each,
    id: random.uuid(),
    visitId: random.uuid(),
    noteId: random.uuid(),
    clinicianId: known(made.staff, each.clinician),
    patientId: known(made.patients, each.patient),
    serviceId: known(made.services, each.service),
  }));
  const today = dateAt(nowMs, PRACTICE.zone);
  const sealers = new Map<string, Awaited<ReturnType<typeof patientSealer>>>();
  for (const patientId of made.patients.values()) sealers.set(patientId, await patientSealer(tx, patientId));
  await tx.appointment.createMany({
    data: rows.map((row) => {
      const isToday = dateAt(row.startsAtMs, PRACTICE.zone) === today;
      const reason = isToday ? PATIENTS.find(({ key }) => key === row.patient)?.reason : undefined;
      const seal = sealers.get(row.patientId);
      return {
        id: row.id,
        practiceId,
        clinicianId: row.clinicianId,
        patientId: row.patientId,
        serviceId: row.serviceId,
        startsAt: new Date(row.startsAtMs),
        endsAt: new Date(row.endsAtMs),
        createdAt: new Date(Math.min(row.startsAtMs, nowMs) - 9 * DAY),
        reasonSealed: reason === undefined || seal === undefined ? null : seal(reasonPlace(row.id), reason),
      };
    }),
  });
  await tx.visit.createMany({ data: rows.map((row) => visitOf(row, practiceId, random)) });
  await writePain(tx, practiceId, rows, (patientId) => sealers.get(patientId));
  await tx.encounterNote.createMany({
    data: rows.flatMap((row) => {
      const seal = sealers.get(row.patientId);
      return row.state !== "signed" || seal === undefined ? [] : [signedNote(row, practiceId, seal)];
    }),
  });
  const due = rows.filter(({ state, startsAtMs }) => state === "expected" && dateAt(startsAtMs, PRACTICE.zone) === today);
  for (const [index, row] of due.entries()) await writeMail(tx, practiceId, row, nowMs - (due.length - index) * MIN);
}

function known(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the seed's plan names ${key}, who is not in its lists`);
  return id;
}

function visitOf(row: Row, practiceId: string, random: Random) {
  const common = { id: row.visitId, practiceId, appointmentId: row.id, patientId: row.patientId, roomName: randomUUID() };
  const device = random.pick(["phone", "computer", "phone", "headset"]);
  const readiness = { camera: "ready", microphone: "ready", speaker: "ready", device };
  if (row.state === "expected") return { ...common, state: "expected" };
  const admittedAtMs = row.startsAtMs + random.below(5) * MIN;
  return {
    ...common,
    state: "ended",
    arrivedAt: new Date(row.startsAtMs - (2 + random.below(8)) * MIN),
    clinicianSeenAt: new Date(admittedAtMs),
    admittedAt: new Date(admittedAtMs),
    endedAt: new Date(Math.max(admittedAtMs + 5 * MIN, row.endsAtMs - random.below(4) * MIN)),
    readiness,
  };
}

function signedNote(row: Row, practiceId: string, seal: Awaited<ReturnType<typeof patientSealer>>) {
  const text = noteFor(row.service);
  const signedAt = new Date(row.endsAtMs + 6 * MIN);
  return {
    id: row.noteId,
    practiceId,
    visitId: row.visitId,
    patientId: row.patientId,
    authorId: row.clinicianId,
    status: "signed",
    textSealed: seal(noteTextPlace(row.noteId), JSON.stringify(text)),
    version: 1,
    contentHash: createHash("sha256").update(canonicalNote(text, [])).digest("hex"),
    signedAt,
    createdAt: new Date(row.endsAtMs),
    updatedAt: signedAt,
  };
}

/** The mail with the link, as the worker would have put it into the captured mailbox. */
async function writeMail(tx: Tx, practiceId: string, row: Row, sentAtMs: number): Promise<void> {
  const { url } = await issueVisitLink(tx, { practiceId, visitId: row.visitId });
  const patient = await tx.patient.findUniqueOrThrow({ where: { id: row.patientId } });
  const clinician = await tx.staffMember.findUniqueOrThrow({ where: { id: row.clinicianId } });
  const about = {
    practice: { id: practiceId, name: PRACTICE.name, emergencyNumber: PRACTICE.emergencyNumber },
    patient,
    clinicianName: clinician.displayName,
    startsAtMs: row.startsAtMs,
  };
  const draft = await bookedMail(tx, about, url);
  if (draft === null) return;
  const { to: recipient, subject, text } = draft;
  await tx.mailMessage.create({ data: { practiceId, recipient, subject, text, html: "", sentAt: new Date(sentAtMs) } });
}
