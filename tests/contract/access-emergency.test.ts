import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor, StaffActor } from "@/core/access/actor";
import type { BreakGlassId, PatientId } from "@/core/kit/ids";
import { breakGlass, endEmergency } from "@/server/access/break-glass";
import { door, standingEmergencies } from "@/server/access/break-glass-door";
import { reviewEmergency, reviewQueue } from "@/server/access/break-glass-review";
import { actorOfSessionId, openSession } from "@/server/access/sessions";
import { db } from "@/server/kit/db";
import { patientPage } from "@/server/people/patient-page";
import { createPatient } from "../support/desk-fixture";
import { waitingMails } from "../support/read-mail";
import { act, createClinician, createVisit, type VisitFixture } from "../support/visit-fixture";

const NOW = Date.now();
const HOUR_MS = 3_600_000;
const words = "Covering tonight for a colleague on leave";

let visit: VisitFixture;
let colleague: StaffActor;
let auditor: StaffActor;
let patientId: PatientId;

/** A signed-in member of staff of the practice, whose step-up is fresh, as the server knows them. */
async function signedIn(role: "clinician" | "auditor", nowMs = NOW): Promise<StaffActor> {
  const { accountId, staffId } = await createClinician(visit.practiceId);
  await db().staffMember.update({ where: { id: staffId }, data: { roles: [role] } });
  const sessionId = randomUUID();
  await openSession(db(), accountId, sessionId, "", nowMs, ["demo"]);
  await db().session.update({ where: { id: sessionId }, data: { stepUpAt: new Date(nowMs) } });
  return again(sessionId, nowMs);
}

/** Whom the session speaks for at a time, as each request finds out; kept busy, so that it is not idle. */
async function again(sessionId: string, nowMs: number): Promise<StaffActor> {
  await db().session.update({ where: { id: sessionId }, data: { lastSeenAt: new Date(nowMs) } });
  const actor = await actorOfSessionId(sessionId, nowMs);
  if (actor?.kind !== "staff") throw new Error("the session names no staff");
  return actor;
}

async function broken(actor: Actor = colleague, nowMs = NOW): Promise<BreakGlassId> {
  const answer = await act(breakGlass, actor, { patientId, reason: "cover", words }, { nowMs });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.breakGlassId as BreakGlassId;
}

const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const read = async (actor: Actor, nowMs = NOW, of = patientId) => codeOf(await act(patientPage, actor, { patientId: of }, { nowMs }));

beforeEach(async () => {
  visit = await createVisit();
  patientId = visit.patientId;
  [colleague, auditor] = [await signedIn("clinician"), await signedIn("auditor")];
});

describe("emergency access", () => {
  it("ACC-40, ACC-42: denied, then granted for an hour, then denied a second after it", async () => {
    expect(await read(colleague)).toBe("kit.not_found");
    await broken();
    expect(await read(await again(colleague.sessionId, NOW + 1_000), NOW + 1_000)).toBe("ok");
    const last = NOW + HOUR_MS - 1;
    expect(await read(await again(colleague.sessionId, last), last)).toBe("ok");
    const after = NOW + HOUR_MS + 1_000;
    expect(await read(await again(colleague.sessionId, after), after)).toBe("kit.not_found");
    // An actor that was resolved while it stood gains nothing from being old.
    const old = await again(colleague.sessionId, last);
    expect(old.emergencies).toHaveLength(1);
    expect(await read(old, after)).toBe("kit.not_found");
  });

  it("ACC-40: opens one patient, in one session, and nothing to write", async () => {
    const other = await createPatient(visit.practiceId, { givenName: "Mei", familyName: "Tan" });
    await broken();
    const holder = await again(colleague.sessionId, NOW);
    expect(await read(holder, NOW, other)).toBe("kit.not_found");
    const sessionId = randomUUID();
    await openSession(db(), colleague.accountId, sessionId, "another browser", NOW, ["demo"]);
    expect(await read(await again(sessionId, NOW))).toBe("kit.not_found");
    const view = await act(patientPage, holder, { patientId });
    expect(view.ok && view.value.patient.id).toBe(patientId);
  });

  it("ACC-43: wants the person to have shown who they are within five minutes", async () => {
    const late = NOW + 5 * 60_000;
    const answer = await act(breakGlass, colleague, { patientId, reason: "cover", words }, { nowMs: late });
    expect(answer).toMatchObject({ ok: false, error: { kind: "denied", code: "access.step_up_needed" } });
    expect(await db().breakGlass.count({ where: { patientId } })).toBe(0);
    expect(codeOf(await act(breakGlass, { ...colleague, strong: false }, { patientId, reason: "cover", words }))).toBe("access.second_factor_needed");
  });

  it("ACC-40: is refused to those who take care, to a second press, and for a stranger's patient", async () => {
    const own = { ...visit.clinician, stepUpAtMs: NOW };
    expect(codeOf(await act(breakGlass, own, { patientId, reason: "cover", words }))).toBe("access.emergency_not_needed");
    await broken();
    expect(codeOf(await act(breakGlass, colleague, { patientId, reason: "cover", words }))).toBe("access.emergency_stands");
    const elsewhere = await createVisit();
    expect(codeOf(await act(breakGlass, colleague, { patientId: elsewhere.patientId, reason: "cover", words }))).toBe("kit.not_found");
    expect(codeOf(await act(breakGlass, auditor, { patientId, reason: "cover", words }))).toBe("access.denied");
  });

  it("ACC-44: tells the reviewers by notice and mail, and neither names anybody", async () => {
    const id = await broken();
    const notices = await db().notification.findMany({ where: { subjectId: id } });
    expect(notices).toMatchObject([{ accountId: auditor.accountId, kind: "emergency.opened", subjectType: "break_glass" }]);
    const [mail] = await waitingMails(`${auditor.accountId}@example.test`);
    expect(mail?.text).toContain("/review");
    for (const secret of ["Haddad", "Amira", "Moreau", words, patientId]) expect(JSON.stringify(mail)).not.toContain(secret);
    const stored = await db().breakGlass.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(stored.wordsSealed).toString("latin1")).not.toContain("Covering");
  });

  it("ACC-46: what is read with it stands in the audit as an emergency", async () => {
    const id = await broken();
    await read(await again(colleague.sessionId, NOW));
    const row = await db().auditEntry.findFirstOrThrow({ where: { action: "patient.read", patientId, outcome: "done" } });
    expect(row).toMatchObject({ breakGlassId: id, purpose: "emergency", actorId: colleague.staffId });
    const queue = await act(reviewQueue, auditor, {});
    expect(queue.ok && queue.value.emergencies[0]?.used).toEqual([{ action: "patient.read", count: 1 }]);
  });

  it("ACC-42: ends when its holder says so; nobody else can end it", async () => {
    const id = await broken();
    expect(codeOf(await act(endEmergency, auditor, { breakGlassId: id }))).toBe("access.denied");
    expect(codeOf(await act(endEmergency, visit.clinician, { breakGlassId: id }))).toBe("kit.not_found");
    const holder = await again(colleague.sessionId, NOW);
    const standing = await act(standingEmergencies, holder, {}, { nowMs: NOW });
    expect(standing).toMatchObject({ value: { emergencies: [{ breakGlassId: id, patientName: "Amira Haddad", endsAtMs: NOW + HOUR_MS }] } });
    expect(codeOf(await act(endEmergency, holder, { breakGlassId: id }, { nowMs: NOW + 1 }))).toBe("ok");
    expect(await read(await again(colleague.sessionId, NOW + 2), NOW + 2)).toBe("kit.not_found");
    expect(codeOf(await act(endEmergency, holder, { breakGlassId: id }, { nowMs: NOW + 3 }))).toBe("ok");
  });

  it("the door says whose record it is and whether it stands open", async () => {
    expect(await act(door, colleague, { patientId })).toMatchObject({ value: { name: "Amira Haddad", takesCare: false, standing: null } });
    expect(await act(door, visit.clinician, { patientId })).toMatchObject({ value: { takesCare: true } });
    const id = await broken();
    expect(await act(door, await again(colleague.sessionId, NOW), { patientId })).toMatchObject({ value: { standing: { breakGlassId: id } } });
  });
});

describe("a patient's page", () => {
  it("ACC-33, ACC-36: a helper for contact sees how to reach the patient and none of their visits", async () => {
    const ids = { accountId: randomUUID(), proxyId: randomUUID(), sessionId: randomUUID() };
    const helper = (scopes: readonly string[], of = patientId) =>
      ({ kind: "proxy", practiceId: visit.practiceId, ...ids, patientId: of, scopes, name: "Karim", zone: "UTC", locale: "en" }) as unknown as Actor;
    const page = await act(patientPage, helper(["contact"]), { patientId });
    expect(page).toMatchObject({ value: { patient: { id: patientId }, appointments: [] } });
    const both = await act(patientPage, helper(["contact", "appointments"]), { patientId });
    expect(both.ok && both.value.appointments).toHaveLength(1);
    expect(await read(helper(["appointments", "visits", "summaries"]))).toBe("access.denied");
    expect(await read(helper(["contact"], randomUUID() as PatientId))).toBe("kit.not_found");
  });
});

describe("the review of emergency access", () => {
  const verdict = { verdict: "unjustified", words: "There was no emergency on that day" };

  it("ACC-45: an auditor judges once, in words; never their own", async () => {
    const id = await broken();
    const queue = await act(reviewQueue, auditor, {});
    expect(queue).toMatchObject({ value: { emergencies: [{ breakGlassId: id, words, reason: "cover", review: null, verbs: ["review"] }] } });
    const both = { ...(await again(colleague.sessionId, NOW)), roles: ["clinician", "auditor"] } as const;
    expect(codeOf(await act(reviewEmergency, both, { breakGlassId: id, ...verdict }))).toBe("access.review_own");
    expect(codeOf(await act(reviewEmergency, auditor, { breakGlassId: id, ...verdict }))).toBe("ok");
    expect(codeOf(await act(reviewEmergency, auditor, { breakGlassId: id, ...verdict }))).toBe("access.reviewed_already");
    const after = await act(reviewQueue, auditor, {});
    expect(after).toMatchObject({ value: { emergencies: [{ review: { verdict: "unjustified", words: verdict.words }, verbs: [] }] } });
  });

  it("ACC-45: is for auditors of the practice alone", async () => {
    const id = await broken();
    for (const actor of [colleague, { ...auditor, roles: ["admin"] as const }, { ...auditor, roles: ["scheduler"] as const }]) {
      expect(codeOf(await act(reviewEmergency, actor, { breakGlassId: id, ...verdict }))).toBe("access.denied");
      expect(codeOf(await act(reviewQueue, actor, {}))).toBe("access.denied");
    }
    const elsewhere = await createVisit();
    const stranger = { ...elsewhere.clinician, roles: ["auditor"] as const };
    expect(codeOf(await act(reviewEmergency, stranger, { breakGlassId: id, ...verdict }))).toBe("kit.not_found");
    expect(await act(reviewQueue, stranger, {})).toMatchObject({ value: { emergencies: [] } });
  });
});
