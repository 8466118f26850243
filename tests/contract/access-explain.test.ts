import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { StaffActor } from "@/core/access/actor";
import { explain, explainPeople } from "@/server/access/explain";
import { openSession } from "@/server/access/sessions";
import { db } from "@/server/kit/db";
import { act, createClinician, createVisit, type VisitFixture } from "../support/visit-fixture";

const DAY_MS = 86_400_000;
let visit: VisitFixture;
let admin: StaffActor;
let colleague: StaffActor;

const ask = (staffId: string, resource = "note", verb = "read", more: { nowMs?: number; actor?: StaffActor; patientId?: string } = {}) =>
  act(explain, more.actor ?? admin, { staffId, patientId: more.patientId ?? visit.patientId, resource, verb }, { nowMs: more.nowMs });

beforeAll(async () => {
  visit = await createVisit();
  admin = { ...(await createClinician(visit.practiceId)), roles: ["admin"] };
  colleague = await createClinician(visit.practiceId);
});

describe("why somebody may", () => {
  it("ACC-31, ACC-47: an appointment lets until thirty days after it; their own visit stays theirs", async () => {
    const { staffId } = visit.clinician;
    const now = await ask(staffId, "patient");
    const tie = { kind: "appointment", sinceMs: visit.startsAtMs, untilMs: visit.startsAtMs + 30 * DAY_MS };
    expect(now).toMatchObject({ value: { allowed: true, staffName: "Dr. Ines Moreau", patientName: "Amira Haddad" } });
    expect(now.ok && now.value.lines.find((line) => line.relation === "care_team")).toMatchObject({ holds: true, ties: [tie] });
    const late = { nowMs: visit.startsAtMs + 30 * DAY_MS + 1 };
    expect(await ask(staffId, "patient", "read", late)).toMatchObject({ value: { allowed: false } });
    const ownNote = await ask(staffId, "note", "read", late);
    expect(ownNote).toMatchObject({ value: { allowed: true } });
    expect(ownNote.ok && ownNote.value.lines.find((line) => line.holds)).toMatchObject({ relation: "own", ties: [{ kind: "own_visit" }] });
  });

  it("ACC-47: says what is missing, and who else may", async () => {
    const answer = await ask(colleague.staffId);
    expect(answer.ok && [answer.value.allowed, answer.value.lines.every((line) => !line.holds)]).toEqual([false, true]);
    expect(await ask(admin.staffId, "note", "sign")).toMatchObject({ value: { allowed: false, lines: [{ relation: "own", holds: false, ties: [] }], others: [] } });
    await db().staffMember.update({ where: { id: admin.staffId }, data: { roles: ["admin"] } });
    expect(await ask(admin.staffId, "note", "sign")).toMatchObject({ value: { allowed: false, lines: [], others: ["clinician"] } });
  });

  it("ACC-42, ACC-47: names emergency access with its end, and a place in the care team with its begin", async () => {
    const sessionId = randomUUID();
    await openSession(db(), colleague.accountId, sessionId, "", Date.now(), ["demo"]);
    const [startedAt, endsAt] = [new Date(), new Date(Date.now() + 60_000)];
    const { practiceId, patientId } = visit;
    await db().breakGlass.create({
      data: { practiceId, patientId, staffId: colleague.staffId, sessionId, reason: "cover", wordsSealed: Buffer.from("x"), startedAt, endsAt },
    });
    const answer = await ask(colleague.staffId);
    const tie = { kind: "emergency", sinceMs: startedAt.getTime(), untilMs: endsAt.getTime() };
    expect(answer.ok && answer.value.lines.filter((line) => line.holds)).toMatchObject([{ relation: "emergency", ties: [tie] }]);
    const named = await createClinician(practiceId);
    await db().careTeamMember.create({ data: { practiceId, patientId, staffId: named.staffId, addedBy: admin.staffId, startsAt: startedAt } });
    const team = await ask(named.staffId);
    expect(team.ok && team.value.lines.find((line) => line.holds)).toMatchObject({ relation: "care_team", ties: [{ kind: "named", sinceMs: startedAt.getTime() }] });
  });

  it("ACC-47: is for admins of the practice alone, and finds nobody elsewhere", async () => {
    for (const actor of [visit.clinician, { ...admin, roles: ["auditor"] as const }, { ...admin, roles: ["scheduler"] as const }]) {
      expect(await ask(colleague.staffId, "note", "read", { actor })).toMatchObject({ error: { code: "access.denied" } });
    }
    const elsewhere = await createVisit();
    expect(await ask(elsewhere.clinician.staffId)).toMatchObject({ error: { code: "kit.not_found" } });
    expect(await ask(colleague.staffId, "note", "read", { patientId: elsewhere.patientId })).toMatchObject({ error: { code: "kit.not_found" } });
    expect(await ask(colleague.staffId, "patient", "sign")).toMatchObject({ error: { kind: "invalid" } });
    const people = await act(explainPeople, admin, { text: "Haddad" });
    expect(people.ok && people.value.patients.map(({ id }) => id)).toEqual([visit.patientId]);
    expect(await act(explainPeople, admin, { text: "" })).toMatchObject({ value: { patients: [] } });
  });
});
