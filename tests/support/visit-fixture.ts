import { randomUUID } from "node:crypto";
import type { Actor, StaffActor, VisitorActor } from "@/core/access/actor";
import type { DomainError } from "@/core/kit/errors";
import type { AccountId, PatientId, PracticeId, SessionId, StaffId, VisitId, VisitLinkId, VisitSeatId } from "@/core/kit/ids";
import type { Result } from "@/core/kit/result";
import { resolveActor } from "@/server/access/resolve-actor";
import { db } from "@/server/kit/db";
import type { Command, Query } from "@/server/kit/operation";
import { issueVisitLink } from "@/server/visits/issue-link";
import { openLink } from "@/server/visits/open-link";

/** A practice of its own with one clinician, one patient and one visit, so that tests don't meet. */
export interface VisitFixture {
  readonly practiceId: PracticeId;
  readonly visitId: VisitId;
  readonly patientId: PatientId;
  readonly startsAtMs: number;
  readonly clinician: StaffActor;
  /** The token of a fresh link. */
  readonly token: string;
}

const MIN = 60_000;

/** Makes a clinician of a practice, as an actor. */
export async function createClinician(practiceId: string): Promise<StaffActor> {
  const [accountId, staffId] = [randomUUID(), randomUUID()];
  await db().account.create({
    data: { id: accountId, practiceId, email: `${accountId}@example.test`, name: "Ines Moreau", zone: "Europe/Zurich" },
  });
  await db().staffMember.create({
    data: {
      id: staffId,
      practiceId,
      accountId,
      displayName: "Dr. Ines Moreau",
      speciality: "Heart clinic",
      roles: ["clinician"],
      zone: "Europe/Zurich",
    },
  });
  return {
    kind: "staff",
    practiceId: practiceId as PracticeId,
    accountId: accountId as AccountId,
    staffId: staffId as StaffId,
    roles: ["clinician"],
    strong: true,
    stepUpAtMs: null,
    supervisorId: null,
    emergencies: [],
    sessionId: randomUUID() as SessionId,
    name: "Dr. Ines Moreau",
    zone: "Europe/Zurich",
    locale: "en",
  };
}

/** Makes the whole fixture; the visit begins `inMin` minutes from now. */
export async function createVisit(inMin = 10): Promise<VisitFixture> {
  const ids = { practice: randomUUID(), patient: randomUUID(), service: randomUUID(), appointment: randomUUID() };
  const visitId = randomUUID() as VisitId;
  const startsAtMs = Date.now() + inMin * MIN;
  await db().practice.create({ data: { id: ids.practice, name: "Lindenhof Heart Clinic", zone: "Europe/Zurich", emergencyNumber: "144" } });
  const clinician = await createClinician(ids.practice);
  await db().service.create({ data: { id: ids.service, practiceId: ids.practice, name: "Follow-up", durationMin: 30 } });
  await db().patient.create({
    data: {
      id: ids.patient,
      practiceId: ids.practice,
      givenName: "Amira",
      familyName: "Haddad",
      searchName: "amirahaddad",
      birthDate: new Date("1968-03-02"),
      zone: "Europe/Zurich",
    },
  });
  await db().appointment.create({
    data: {
      id: ids.appointment,
      practiceId: ids.practice,
      clinicianId: clinician.staffId,
      patientId: ids.patient,
      serviceId: ids.service,
      startsAt: new Date(startsAtMs),
      endsAt: new Date(startsAtMs + 30 * MIN),
    },
  });
  await db().visit.create({
    data: { id: visitId, practiceId: ids.practice, appointmentId: ids.appointment, patientId: ids.patient, roomName: randomUUID() },
  });
  const { url } = await issueVisitLink(db(), { practiceId: ids.practice, visitId });
  return {
    practiceId: ids.practice as PracticeId,
    visitId,
    patientId: ids.patient as PatientId,
    startsAtMs,
    clinician,
    token: url.slice(url.indexOf("#") + 1),
  };
}

/** Runs a command or a query as somebody, past HTTP and through the whole pipeline. */
export async function act<I, O>(
  operation: Command<O> | Query<I, O>,
  actor: Actor,
  input: unknown,
  more: { nowMs?: number; cookies?: Map<string, string> } = {},
): Promise<Result<O, DomainError>> {
  const call = {
    actor,
    input,
    requestId: randomUUID(),
    nowMs: more.nowMs ?? Date.now(),
    source: randomUUID(),
    cookie: (name: string) => more.cookies?.get(name) ?? null,
  };
  if (operation.kind === "query") return operation.run(call);
  const answer = await operation.run({ ...call, idempotencyKey: null });
  for (const { name, value } of answer.cookies) more.cookies?.set(name, value);
  return answer.result;
}

/** A browser opens a link: its cookies and who it then is. */
export async function openAs(token: string, cookies = new Map<string, string>()): Promise<{ visitor: VisitorActor; cookies: Map<string, string> }> {
  const opened = await act(openLink, { kind: "public" }, { token }, { cookies });
  if (!opened.ok) throw new Error(`link did not open: ${opened.error.code}`);
  return { visitor: await visitorOf(opened.value.visitId as VisitId, cookies), cookies };
}

/** Who the cookies of a browser make it in a visit. */
export async function visitorOf(visitId: VisitId, cookies: ReadonlyMap<string, string>): Promise<VisitorActor> {
  const actor = await resolveActor({ kind: "visit", visitId }, (name) => cookies.get(name) ?? null, Date.now());
  if (actor.kind !== "visitor") throw new Error("the cookies name no visitor");
  return actor;
}

/** A visitor who was never let in anywhere: for tests of what others may not. */
export function strangerIn(visit: VisitFixture): VisitorActor {
  return {
    kind: "visitor",
    part: "patient",
    guestPart: null,
    proxyId: null,
    practiceId: visit.practiceId,
    visitId: randomUUID() as VisitId,
    patientId: randomUUID() as PatientId,
    linkId: randomUUID() as VisitLinkId,
    seatId: randomUUID() as VisitSeatId,
    name: "Nobody",
    locale: "en",
  };
}
