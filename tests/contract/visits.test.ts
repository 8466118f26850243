import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { VisitId } from "@/core/kit/ids";
import { closeDb, db } from "@/server/kit/db";
import { arrive, heartbeat, leave } from "@/server/visits/attend";
import { confirmIdentity } from "@/server/visits/confirm-identity";
import { forStaff } from "@/server/visits/for-staff";
import { forVisitor } from "@/server/visits/for-visitor";
import { admit, clinicianSeen, end } from "@/server/visits/host";
import { revokeVisitLinks } from "@/server/visits/issue-link";
import { openLink } from "@/server/visits/open-link";
import { reportReadiness, sayWhereabouts } from "@/server/visits/prepare";
import { sweepVisits } from "@/server/visits/sweep";
import { takeOver } from "@/server/visits/take-seat";
import { act, createClinician, createVisit, openAs, strangerIn, type VisitFixture } from "../support/visit-fixture";

const PUBLIC = { kind: "public" } as const;
const RIGHT = { name: "haddad", birthDate: "1968-03-02" };
const PLACE = { place: "Bahnhofstrasse 12, Zürich", callbackNumber: "+41 79 555 01 99" };

afterAll(closeDb);

async function confirmed(fixture: VisitFixture) {
  const { visitor, cookies } = await openAs(fixture.token);
  const result = await act(confirmIdentity, visitor, { visitId: fixture.visitId, ...RIGHT });
  expect(result).toEqual({ ok: true, value: { confirmed: true } });
  return { visitor, cookies };
}

async function waiting(fixture: VisitFixture) {
  const { visitId } = fixture;
  const { visitor, cookies } = await confirmed(fixture);
  await act(sayWhereabouts, visitor, { visitId, ...PLACE });
  expect(await act(arrive, visitor, { visitId })).toEqual({ ok: true, value: { state: "waiting" } });
  return { visitor, cookies };
}

async function admitted(fixture: VisitFixture) {
  const there = await waiting(fixture);
  const result = await act(admit, fixture.clinician, { visitId: fixture.visitId });
  expect(result).toEqual({ ok: true, value: { state: "admitted" } });
  return there;
}

describe("a mailed link", () => {
  it("VISIT-1: opens as often as one likes, and the same browser keeps its seat", async () => {
    const fixture = await createVisit();
    const first = await openAs(fixture.token);
    const again = await openAs(fixture.token, first.cookies);
    const other = await openAs(fixture.token);
    expect(again.visitor.seatId).toBe(first.visitor.seatId);
    expect(other.visitor.seatId).not.toBe(first.visitor.seatId);
  });

  it("VISIT-2: neither token nor seat secret is stored", async () => {
    const fixture = await createVisit();
    const { cookies } = await openAs(fixture.token);
    const secret = [...cookies.values()][0];
    const stored = await db().visitLink.findMany({ where: { visitId: fixture.visitId }, include: { seats: true } });
    const text = JSON.stringify(stored);
    expect(fixture.token).toMatch(/^[\w-]{43}$/);
    expect(text).not.toContain(fixture.token);
    expect(text).not.toContain(secret);
  });

  it("VISIT-1: an unknown, broken, revoked, ended, cancelled and missed one each gets its own answer", async () => {
    const fixture = await createVisit();
    for (const token of ["", "nonsense", `${fixture.token}x`, "A".repeat(43)]) {
      expect(await act(openLink, PUBLIC, { token })).toMatchObject({ ok: false, error: { kind: "not_found" } });
    }
    for (const [state, code] of [["ended", "visits.over"], ["cancelled", "visits.cancelled"], ["missed", "visits.missed"]] as const) {
      await db().visit.update({ where: { id: fixture.visitId }, data: { state } });
      expect(await act(openLink, PUBLIC, { token: fixture.token })).toMatchObject({ ok: false, error: { kind: "gone", code } });
    }
    await db().visit.update({ where: { id: fixture.visitId }, data: { state: "expected" } });
    expect(await revokeVisitLinks(db(), fixture.visitId, Date.now())).toBe(1);
    expect(await act(openLink, PUBLIC, { token: fixture.token })).toMatchObject({ error: { code: "visits.link_revoked" } });
  });
});

describe("confirming", () => {
  it("VISIT-3: before it, the view names the practice and nothing else", async () => {
    const fixture = await createVisit();
    const { visitor } = await openAs(fixture.token);
    const view = await act(forVisitor, visitor, { visitId: fixture.visitId });
    expect(view).toMatchObject({ ok: true, value: { stage: "confirm", visit: null, triesLeft: 5 } });
    expect(JSON.stringify(view)).not.toMatch(/Amira|Haddad|Moreau|Follow-up|Heart clinic"|1968/);
  });

  it("VISIT-4: five wrong answers close the link on every browser, also for the right one", async () => {
    const fixture = await createVisit();
    const { visitId } = fixture;
    const codes: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      const { visitor } = await openAs(fixture.token);
      const wrong = await act(confirmIdentity, visitor, { visitId, name: "haddad", birthDate: "1968-03-03" });
      codes.push(wrong.ok ? "ok" : wrong.error.code);
    }
    expect(codes).toEqual([...Array<string>(4).fill("visits.wrong_answer"), "visits.tries_used_up"]);
    const { visitor } = await openAs(fixture.token);
    expect(await act(confirmIdentity, visitor, { visitId, ...RIGHT })).toMatchObject({ error: { code: "visits.tries_used_up" } });
    expect(await act(forVisitor, visitor, { visitId })).toMatchObject({ value: { stage: "closed", visit: null } });
  });

  it("VISIT-4: wrong answers at the same moment are all counted", async () => {
    const fixture = await createVisit();
    const seats = await Promise.all(Array.from({ length: 8 }, () => openAs(fixture.token)));
    const wrong = { visitId: fixture.visitId, name: "wrong", birthDate: "1968-03-02" };
    const results = await Promise.all(seats.map(({ visitor }) => act(confirmIdentity, visitor, wrong)));
    const codes = results.map((result) => (result.ok ? "ok" : result.error.code));
    expect(codes.filter((code) => code === "visits.wrong_answer")).toHaveLength(4);
    expect(codes.filter((code) => code === "visits.tries_used_up")).toHaveLength(4);
  });

  it("VISIT-7: the device that confirms last holds the visit; the other is told and may take it back", async () => {
    const fixture = await createVisit();
    const { visitId } = fixture;
    const phone = await confirmed(fixture);
    const laptop = await confirmed(fixture);
    expect(await act(forVisitor, phone.visitor, { visitId })).toMatchObject({ value: { stage: "replaced", visit: null } });
    expect(await act(sayWhereabouts, phone.visitor, { visitId, ...PLACE })).toMatchObject({ error: { code: "visits.seat_replaced" } });
    expect(await act(takeOver, phone.visitor, { visitId })).toMatchObject({ ok: true });
    expect(await act(forVisitor, phone.visitor, { visitId })).toMatchObject({ value: { stage: "prepare" } });
    expect(await act(forVisitor, laptop.visitor, { visitId })).toMatchObject({ value: { stage: "replaced" } });
  });
});

describe("the waiting room", () => {
  it("VISIT-9: needs whereabouts, which are stored sealed and read by the clinician only", async () => {
    const fixture = await createVisit();
    const { visitId } = fixture;
    const { visitor } = await confirmed(fixture);
    expect(await act(arrive, visitor, { visitId })).toMatchObject({ error: { code: "visits.whereabouts_missing" } });
    expect(await act(sayWhereabouts, visitor, { visitId, ...PLACE })).toMatchObject({ ok: true });
    const row = await db().visit.findUniqueOrThrow({ where: { id: visitId } });
    expect(Buffer.from(row.whereaboutsSealed ?? []).includes("Bahnhof")).toBe(false);
    expect(await act(forStaff, fixture.clinician, { visitId })).toMatchObject({ value: { whereabouts: PLACE } });
    const scheduler = { ...(await createClinician(fixture.practiceId)), roles: ["scheduler" as const] };
    expect(await act(forStaff, scheduler, { visitId })).toMatchObject({ ok: true, value: { whereabouts: null, verbs: [] } });
  });

  it("VISIT-9: a missing camera and microphone keep nobody out", async () => {
    const fixture = await createVisit();
    const { visitId } = fixture;
    const { visitor } = await confirmed(fixture);
    await act(sayWhereabouts, visitor, { visitId, ...PLACE });
    const readiness = { camera: "skipped", microphone: "failed", speaker: "skipped", device: "phone" };
    expect(await act(reportReadiness, visitor, { visitId, readiness })).toMatchObject({ ok: true });
    expect(await act(arrive, visitor, { visitId })).toMatchObject({ ok: true, value: { state: "waiting" } });
    expect(await act(forStaff, fixture.clinician, { visitId })).toMatchObject({ value: { readiness, verbs: ["admit", "end"] } });
  });

  it("VISIT-5: opens 60 minutes before the visit", async () => {
    const fixture = await createVisit(90);
    const { visitId } = fixture;
    const { visitor } = await confirmed(fixture);
    await act(sayWhereabouts, visitor, { visitId, ...PLACE });
    expect(await act(arrive, visitor, { visitId })).toMatchObject({ error: { code: "visits.too_early" } });
    const nowMs = fixture.startsAtMs - 59 * 60_000;
    expect(await act(arrive, visitor, { visitId }, { nowMs })).toMatchObject({ ok: true });
  });

  it("VISIT-8: a silent patient is expected again after 45 seconds, one who gives signs is not", async () => {
    const fixture = await createVisit();
    const { visitId } = fixture;
    const { visitor } = await waiting(fixture);
    const start = Date.now();
    await act(heartbeat, visitor, { visitId }, { nowMs: start + 30_000 });
    await sweepVisits(start + 74_000);
    expect((await db().visit.findUniqueOrThrow({ where: { id: visitId } })).state).toBe("waiting");
    await sweepVisits(start + 76_000);
    expect((await db().visit.findUniqueOrThrow({ where: { id: visitId } })).state).toBe("expected");
    expect(await act(heartbeat, visitor, { visitId })).toMatchObject({ value: { state: "expected" } });
    expect(await act(arrive, visitor, { visitId })).toMatchObject({ value: { state: "waiting" } });
  });

  it("knows when the clinician is there", async () => {
    const fixture = await createVisit();
    const { visitId } = fixture;
    const { visitor } = await waiting(fixture);
    expect(await act(forVisitor, visitor, { visitId })).toMatchObject({ value: { visit: { clinicianHere: false, clinicianKnows: false } } });
    await act(clinicianSeen, fixture.clinician, { visitId, here: true });
    expect(await act(forVisitor, visitor, { visitId })).toMatchObject({ value: { visit: { clinicianHere: true, clinicianKnows: true } } });
    await act(clinicianSeen, fixture.clinician, { visitId, here: false });
    expect(await act(forVisitor, visitor, { visitId })).toMatchObject({ value: { visit: { clinicianHere: false } } });
  });
});

describe("admission and end", () => {
  it("VISIT-10: only the visit's clinician admits, only somebody who waits, and twice is once", async () => {
    const fixture = await createVisit();
    const { visitId, clinician } = fixture;
    expect(await act(admit, clinician, { visitId })).toMatchObject({ error: { code: "visits.nobody_waiting" } });
    const { visitor } = await waiting(fixture);
    const colleague = await createClinician(fixture.practiceId);
    expect(await act(admit, colleague, { visitId })).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(admit, visitor, { visitId })).toMatchObject({ error: { kind: "denied" } });
    const both = await Promise.all([act(admit, clinician, { visitId }), act(admit, clinician, { visitId })]);
    expect(both).toEqual(Array(2).fill({ ok: true, value: { state: "admitted" } }));
    const events = await db().outbox.count({ where: { practiceId: fixture.practiceId, topic: "visit.changed" } });
    const again = await act(admit, clinician, { visitId });
    expect(again).toMatchObject({ ok: true });
    expect(await db().outbox.count({ where: { practiceId: fixture.practiceId, topic: "visit.changed" } })).toBe(events);
  });

  it("VISIT-11: leaving is not ending; the end is for everyone and final", async () => {
    const fixture = await createVisit();
    const { visitId } = fixture;
    const { visitor } = await admitted(fixture);
    expect(await act(leave, visitor, { visitId })).toEqual({ ok: true, value: { state: "admitted" } });
    expect(await act(forVisitor, visitor, { visitId })).toMatchObject({ value: { stage: "room" } });
    expect(await act(end, visitor, { visitId })).toMatchObject({ error: { kind: "denied" } });
    expect(await act(end, fixture.clinician, { visitId })).toEqual({ ok: true, value: { state: "ended" } });
    expect(await act(forVisitor, visitor, { visitId })).toMatchObject({ value: { stage: "over" } });
    expect(await act(arrive, visitor, { visitId })).toMatchObject({ error: { code: "visits.over" } });
  });

  it("VISIT-6: a visit that nobody came to is missed an hour after its end", async () => {
    const fixture = await createVisit(-91);
    await sweepVisits(Date.now());
    expect((await db().visit.findUniqueOrThrow({ where: { id: fixture.visitId } })).state).toBe("missed");
  });
});

describe("somebody else's visit", () => {
  it("VISIT-12: is not found, whoever asks", async () => {
    const fixture = await createVisit();
    const other = await createVisit();
    const { visitId } = fixture;
    const { visitor } = await openAs(other.token);
    for (const operation of [arrive, leave, heartbeat]) {
      expect(await act(operation, visitor, { visitId })).toMatchObject({ error: { kind: "not_found" } });
      expect(await act(operation, strangerIn(fixture), { visitId })).toMatchObject({ error: { kind: "not_found" } });
    }
    expect(await act(confirmIdentity, visitor, { visitId, ...RIGHT })).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(forVisitor, visitor, { visitId })).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(forStaff, other.clinician, { visitId })).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(forStaff, fixture.clinician, { visitId: randomUUID() as VisitId })).toMatchObject({ error: { kind: "not_found" } });
  });
});
