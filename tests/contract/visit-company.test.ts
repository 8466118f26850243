import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { VisitorActor } from "@/core/access/actor";
import type { BreakGlassId } from "@/core/kit/ids";
import { accessLog } from "@/server/audit/access-log";
import { closeDb, db } from "@/server/kit/db";
import { tidyUp } from "@/server/kit/housekeeping";
import { myVisits } from "@/server/people/my-visits";
import { revokeProxy } from "@/server/people/proxies";
import { summaryQuery } from "@/server/record/queries";
import { enter } from "@/server/room/enter";
import { reconcileRoom } from "@/server/room/reconcile";
import { pushOps, scene } from "@/server/room/scene";
import { arrive, heartbeat, leave } from "@/server/visits/attend";
import { confirmIdentity } from "@/server/visits/confirm-identity";
import { forStaff } from "@/server/visits/for-staff";
import { forVisitor } from "@/server/visits/for-visitor";
import { admitGuest, listGuests, removeGuest } from "@/server/visits/guests";
import { admit, end } from "@/server/visits/host";
import { sayWhereabouts } from "@/server/visits/prepare";
import { sweepVisits } from "@/server/visits/sweep";
import { takeSeat } from "@/server/visits/take-seat";
import { patientActor, value } from "../support/people-fixture";
import { createHelper } from "../support/proxy-fixture";
import { act, createVisit, openAs, visitorOf, type VisitFixture } from "../support/visit-fixture";

afterAll(closeDb);

async function comeIn(visit: VisitFixture, visitor: VisitorActor) {
  const { visitId } = visit;
  value(await act(sayWhereabouts, visitor, { visitId, place: "At home", callbackNumber: "+41 44 555 01 00" }));
  value(await act(arrive, visitor, { visitId }));
}

async function patientWaits(visit: VisitFixture) {
  const { visitor, cookies } = await openAs(visit.token);
  value(await act(confirmIdentity, visitor, { visitId: visit.visitId, name: "Amira", birthDate: "1968-03-02" }));
  await comeIn(visit, visitor);
  return { patient: visitor, cookies };
}

const stageOf = async (visitor: VisitorActor, visitId: string) => value(await act(forVisitor, visitor, { visitId })).stage;
const stateOf = async (visitId: string) => (await db().visit.findUniqueOrThrow({ where: { id: visitId } })).state;

describe("who comes for the patient", () => {
  it("VISIT-15: joins by their own account, waits, is named to the clinician, let in, and named in the room", async () => {
    const visit = await createVisit(5);
    const { visitId } = visit;
    const helper = await createHelper(visit);
    const marta = await helper.sit(visitId);
    expect(marta).toMatchObject({ part: "proxy", proxyId: helper.proxyId, name: "Marta Novak" });
    expect(value(await act(forVisitor, marta, { visitId }))).toMatchObject({
      stage: "prepare",
      visit: { patientName: "Amira", proxy: { proxyId: helper.proxyId, name: "Marta Novak" }, hasSummary: false },
    });
    expect(await act(arrive, marta, { visitId })).toMatchObject({ error: { code: "visits.whereabouts_missing" } });
    expect(await act(enter, marta, { visitId })).toMatchObject({ ok: false });
    await comeIn(visit, marta);
    expect(await stageOf(marta, visitId)).toBe("wait");
    expect(value(await act(forStaff, visit.clinician, { visitId }))).toMatchObject({
      state: "waiting",
      isPatientHere: false,
      company: [{ name: "Marta Novak", relation: "parent", state: "waiting" }],
    });
    value(await act(admit, visit.clinician, { visitId }));
    expect(await stageOf(marta, visitId)).toBe("room");
    const entered = value(await act(enter, await helper.again(visitId), { visitId }));
    expect(entered).toMatchObject({ role: "patient", roster: [{ role: "patient", name: "Marta Novak", actsFor: "Amira", present: true }] });
    const op = { actor: entered.actor, seq: 1, lamport: 1, register: "model/heart/xray", value: true };
    expect(await act(pushOps, marta, { visitId, actor: entered.actor, ops: [op] })).toMatchObject({ ok: true });
    const audit = await db().auditEntry.findFirstOrThrow({ where: { practiceId: visit.practiceId, action: "room.enter" } });
    expect(audit).toMatchObject({ actorKind: "visitor", actorRoles: "proxy", actorId: marta.seatId, patientId: visit.patientId });
    // What they did is told as theirs, never as the patient's own.
    const log = value(await act(accessLog, patientActor(visit.practiceId, visit.patientId), {}));
    expect(log.lines.find(({ action }) => action === "room.enter")).toMatchObject({ who: "proxy", name: "Marta Novak", why: "for_you" });
  });

  it("VISIT-15: once the visit goes on they knock, and are let in by themselves", async () => {
    const visit = await createVisit(5);
    const { visitId } = visit;
    const helper = await createHelper(visit);
    await patientWaits(visit);
    const marta = await helper.sit(visitId);
    // The patient waits; that brings nobody else to the waiting room, nor into the room.
    expect(await stageOf(marta, visitId)).toBe("prepare");
    value(await act(admit, visit.clinician, { visitId }));
    expect(await stageOf(marta, visitId)).toBe("prepare");
    const [line] = value(await act(listGuests, visit.clinician, { visitId })).company;
    expect(line).toMatchObject({ state: "away" });
    const whom = { visitId, linkId: line?.linkId };
    expect(await act(admitGuest, visit.clinician, whom)).toMatchObject({ error: { code: "visits.guest_away" } });
    value(await act(arrive, marta, { visitId }));
    expect(await stageOf(marta, visitId)).toBe("wait");
    expect(await act(enter, marta, { visitId })).toMatchObject({ error: { code: "room.guest_waits" } });
    expect(await act(scene, marta, { visitId, sinceVersion: 0 })).toMatchObject({ ok: false });
    expect(value(await act(listGuests, visit.clinician, { visitId })).company).toMatchObject([{ state: "waiting" }]);
    expect(await act(admitGuest, marta, whom)).toMatchObject({ error: { kind: "denied" } });
    value(await act(admitGuest, visit.clinician, whom));
    expect(await stageOf(marta, visitId)).toBe("room");
    value(await act(enter, marta, { visitId }));
    // Taken out, they may come to the door anew and wait there anew.
    value(await act(removeGuest, visit.clinician, whom));
    await expect(helper.again(visitId)).rejects.toThrow();
    const back = await helper.sit(visitId);
    expect(await stageOf(back, visitId)).toBe("prepare");
    expect(await act(enter, back, { visitId })).toMatchObject({ error: { code: "room.guest_waits" } });
  });

  it("VISIT-14: neither takes the other's place, and the visit waits as long as one of the two does", async () => {
    const visit = await createVisit(5);
    const { visitId } = visit;
    const helper = await createHelper(visit);
    const marta = await helper.sit(visitId);
    await comeIn(visit, marta);
    const { patient, cookies } = await patientWaits(visit);
    expect(await stageOf(marta, visitId)).toBe("wait");
    expect(await stageOf(patient, visitId)).toBe("wait");
    value(await act(leave, patient, { visitId }));
    expect(await stateOf(visitId)).toBe("waiting");
    value(await act(heartbeat, patient, { visitId }));
    value(await act(leave, marta, { visitId }));
    expect(await stateOf(visitId)).toBe("waiting");
    expect(value(await act(forStaff, visit.clinician, { visitId }))).toMatchObject({ isPatientHere: true, company: [{ state: "away" }] });
    // Silence of both, and only of both, empties the waiting room.
    value(await act(arrive, marta, { visitId }));
    const inAMinute = Date.now() + 60_000;
    value(await act(heartbeat, marta, { visitId }, { nowMs: inAMinute }));
    await sweepVisits(inAMinute);
    expect(await stateOf(visitId)).toBe("waiting");
    await sweepVisits(inAMinute + 60_000);
    expect(await stateOf(visitId)).toBe("expected");
    value(await act(arrive, marta, { visitId }));
    value(await act(admit, visit.clinician, { visitId }));
    const [first, second] = [value(await act(enter, marta, { visitId })), value(await act(enter, patient, { visitId }))];
    expect(second.roster.map(({ name, actsFor }) => [name, actsFor])).toEqual([["Marta Novak", "Amira"], ["Amira", null]]);
    const actors = await db().roomActor.findMany({ where: { visitId, actor: { in: [first.actor, second.actor] }, deniedAt: null } });
    expect(actors).toHaveLength(2);
    expect((await visitorOf(visitId, cookies)).part).toBe("patient");
  });

  it("VISIT-14: one browser may hold one seat: the patient's link opens the patient's, and says who that is anew", async () => {
    const visit = await createVisit(5);
    const helper = await createHelper(visit);
    await helper.sit(visit.visitId);
    const { visitor } = await openAs(visit.token, helper.browser.cookies);
    expect(visitor).toMatchObject({ part: "patient", proxyId: null });
    expect(await stageOf(visitor, visit.visitId)).toBe("confirm");
  });

  it("VISIT-7: goes on with another device, let in as before, and the one before gives way", async () => {
    const visit = await createVisit(5);
    const { visitId } = visit;
    const helper = await createHelper(visit);
    const phone = await helper.sit(visitId);
    await comeIn(visit, phone);
    value(await act(admit, visit.clinician, { visitId }));
    value(await act(enter, phone, { visitId }));
    const laptop = await helper.sit(visitId, new Map());
    expect(laptop.linkId).toBe(phone.linkId);
    expect(await stageOf(phone, visitId)).toBe("replaced");
    expect(await stageOf(laptop, visitId)).toBe("room");
    value(await act(enter, laptop, { visitId }));
    expect(await db().roomActor.count({ where: { visitId, deniedAt: null } })).toBe(1);
  });
});

describe("a clinician who opened the record in an emergency", () => {
  it("ROOM-21: is told so by the visit's page while it stands, of this very patient, and not after", async () => {
    const [visit, other] = [await createVisit(5), await createVisit(5)];
    const { visitId, patientId, clinician } = visit;
    const nowMs = Date.now();
    const standing = { breakGlassId: randomUUID() as BreakGlassId, patientId, endsAtMs: nowMs + 60_000 };
    const holder = { ...clinician, emergencies: [{ ...standing, patientId: other.patientId }, standing] };
    expect(value(await act(forStaff, clinician, { visitId })).emergency).toBe(null);
    expect(value(await act(forStaff, holder, { visitId }, { nowMs })).emergency).toEqual({ breakGlassId: standing.breakGlassId, patientName: "Amira Haddad", endsAtMs: standing.endsAtMs });
    expect(value(await act(forStaff, holder, { visitId }, { nowMs: nowMs + 60_000 })).emergency).toBe(null);
  });
});

describe("what ends the place of who comes for the patient", () => {
  async function inTheRoom(grant: Parameters<typeof createHelper>[1] = {}) {
    const visit = await createVisit(5);
    const helper = await createHelper(visit, grant);
    const marta = await helper.sit(visit.visitId);
    await comeIn(visit, marta);
    value(await act(admit, visit.clinician, { visitId: visit.visitId }));
    value(await act(enter, marta, { visitId: visit.visitId }));
    return { visit, visitId: visit.visitId, helper, marta };
  }
  const denied = async (visitId: string) => (await db().roomActor.findFirstOrThrow({ where: { visitId } })).deniedAt !== null;

  it("VISIT-16: the grant is taken back: out of the room at once, and no seat any more", async () => {
    const { visit, visitId, helper } = await inTheRoom();
    const holder = await helper.browser.actor();
    if (holder === null) throw new Error("nobody");
    value(await act(revokeProxy, holder, { proxyId: helper.proxyId }));
    expect(await denied(visitId)).toBe(true);
    await expect(helper.again(visitId)).rejects.toThrow();
    await expect(helper.actor()).rejects.toThrow();
    expect(value(await act(forStaff, visit.clinician, { visitId })).company).toEqual([]);
  });

  it("VISIT-16: the grant ends by itself when the patient comes of age, in the middle of a visit", async () => {
    const endsAtMs = Date.now() + 30_000;
    const { visitId, helper } = await inTheRoom({ endsAtMs });
    await reconcileRoom(visitId, endsAtMs - 1);
    expect(await denied(visitId)).toBe(false);
    await reconcileRoom(visitId, endsAtMs);
    expect(await denied(visitId)).toBe(true);
    await db().proxy.update({ where: { id: helper.proxyId }, data: { endsAt: new Date(Date.now() - 1) } });
    await expect(helper.again(visitId)).rejects.toThrow();
  });

  it("VISIT-16: their session is ended, or their account closed", async () => {
    const first = await inTheRoom();
    await db().session.update({ where: { id: await first.helper.browser.sessionId() }, data: { revokedAt: new Date() } });
    await reconcileRoom(first.visitId, Date.now());
    expect(await denied(first.visitId)).toBe(true);
    await expect(first.helper.again(first.visitId)).rejects.toThrow();
    const second = await inTheRoom();
    await db().account.update({ where: { id: second.helper.browser.accountId }, data: { disabledAt: new Date() } });
    await expect(second.helper.again(second.visitId)).rejects.toThrow();
  });

  it("VISIT-16: an old session that is tidied away leaves its seats closed, and one with emergency access stays", async () => {
    const { visitId, helper, marta } = await inTheRoom();
    const longAgo = new Date(Date.now() - 100 * 86_400_000);
    await db().session.update({ where: { id: await helper.browser.sessionId() }, data: { expiresAt: longAgo, revokedAt: longAgo } });
    await tidyUp(Date.now());
    expect(await db().visitSeat.findUniqueOrThrow({ where: { id: marta.seatId } })).toMatchObject({ sessionId: null, revokedAt: expect.any(Date) });
    await expect(helper.again(visitId)).rejects.toThrow();
  });

  it("VISIT-16, VISIT-12: without the scope, and in another patient's visit, there is nothing to join", async () => {
    const [visit, other] = [await createVisit(5), await createVisit(5)];
    const reader = await createHelper(visit, { scopes: ["summaries", "contact"] });
    expect(await act(takeSeat, await reader.actor(), { visitId: visit.visitId })).toMatchObject({ error: { kind: "not_found" } });
    const helper = await createHelper(visit);
    expect(await act(takeSeat, await helper.actor(), { visitId: other.visitId })).toMatchObject({ error: { kind: "not_found" } });
    const marta = await helper.sit(visit.visitId);
    expect(await act(forVisitor, marta, { visitId: other.visitId })).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(arrive, marta, { visitId: other.visitId })).toMatchObject({ error: { kind: "not_found" } });
    await db().proxy.update({ where: { id: helper.proxyId }, data: { scopes: ["summaries"] } });
    await expect(helper.again(visit.visitId)).rejects.toThrow();
  });

  it("VISIT-16: nobody joins a visit that is over", async () => {
    const { visit, visitId, helper, marta } = await inTheRoom();
    value(await act(end, visit.clinician, { visitId }));
    expect(await stageOf(marta, visitId)).toBe("over");
    expect(await act(takeSeat, await helper.actor(), { visitId })).toMatchObject({ error: { kind: "gone" } });
  });

  it("VISIT-17: who reads summaries alone is told of no other visit, and reads them from there", async () => {
    const visit = await createVisit(5);
    const reader = await (await createHelper(visit, { scopes: ["summaries"] })).actor();
    expect(value(await act(myVisits, reader, {})).visits).toEqual([]);
    const { practiceId, visitId, patientId, clinician } = visit;
    await db().encounterNote.create({ data: { practiceId, visitId, patientId, authorId: clinician.staffId, status: "signed", signedAt: new Date(), contentHash: "x", textSealed: new Uint8Array([1]) } });
    expect(value(await act(myVisits, reader, {})).visits).toMatchObject([{ visitId, hasSummary: true }]);
    const contact = await (await createHelper(visit, { scopes: ["contact"] })).actor();
    expect(await act(myVisits, contact, {})).toMatchObject({ error: { kind: "denied" } });
  });

  it("VISIT-17: their place reaches the meeting, not the summary, whatever their scopes", async () => {
    const { visit, visitId, marta, helper } = await inTheRoom({ scopes: ["visits", "summaries"] });
    value(await act(end, visit.clinician, { visitId }));
    expect(await act(summaryQuery, marta, { visitId })).toMatchObject({ error: { kind: "denied" } });
    expect(value(await act(myVisits, await helper.actor(), {})).visits).toMatchObject([{ visitId, hasSummary: false }]);
  });
});
