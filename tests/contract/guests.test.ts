import { afterAll, describe, expect, it } from "vitest";
import type { Actor } from "@/core/access/actor";
import type { VisitId } from "@/core/kit/ids";
import { closeDb, db } from "@/server/kit/db";
import { applyOp, createSceneState, valueOf } from "@/core/room/state";
import { enter } from "@/server/room/enter";
import { pushOps, scene } from "@/server/room/scene";
import { sweepVisits } from "@/server/visits/sweep";
import { sendSummaryCode } from "@/server/record/summary-code";
import { arrive } from "@/server/visits/attend";
import { confirmIdentity } from "@/server/visits/confirm-identity";
import { forVisitor } from "@/server/visits/for-visitor";
import { forGuest, guestHere, sayGuestName } from "@/server/visits/guest-way";
import { admitGuest, inviteGuest, listGuests, removeGuest } from "@/server/visits/guests";
import { admit, end } from "@/server/visits/host";
import { sayWhereabouts } from "@/server/visits/prepare";
import { NOBODY, tokenIn, value } from "../support/people-fixture";
import { waitingMails } from "../support/read-mail";
import { act, createClinician, createVisit, openAs, visitorOf, type VisitFixture } from "../support/visit-fixture";

afterAll(closeDb);

let counter = 0;

/** A guest who opened their link; their cookies let the actor be read anew. */
async function askIn(visit: VisitFixture, name = "Karim Haddad") {
  counter += 1;
  const email = `guest${counter}.${visit.visitId}@example.test`;
  const { linkId } = value(await act(inviteGuest, visit.clinician, { visitId: visit.visitId, name, part: "family", email }));
  const [mail] = await waitingMails(email);
  const { visitor, cookies } = await openAs(tokenIn(mail?.text ?? ""));
  return { linkId, mail, guest: visitor, again: () => visitorOf(visit.visitId, cookies), token: tokenIn(mail?.text ?? "") };
}

async function patientWaits(visit: VisitFixture) {
  const { visitor } = await openAs(visit.token);
  const { visitId } = visit;
  value(await act(confirmIdentity, visitor, { visitId, name: "Amira", birthDate: "1968-03-02" }));
  value(await act(sayWhereabouts, visitor, { visitId, place: "At home", callbackNumber: "+41 44 555 01 00" }));
  value(await act(arrive, visitor, { visitId }));
  return visitor;
}

describe("guests of a visit", () => {
  it("GUEST-1: learns time, clinician and practice; nothing of the patient, by no way", async () => {
    const visit = await createVisit();
    const { visitId } = visit;
    const { guest, mail } = await askIn(visit);
    expect(`${mail?.subject}${mail?.text}`).not.toMatch(/Amira|Moreau/);
    expect(guest).toMatchObject({ part: "guest", guestPart: "family", name: "Karim Haddad" });
    const view = value(await act(forGuest, guest, { visitId }));
    expect(view).toMatchObject({ stage: "name", clinicianName: "Dr. Ines Moreau", practice: { name: "Lindenhof Heart Clinic" } });
    expect(JSON.stringify(view)).not.toMatch(/Amira|1968|Follow-up/);
    expect(await act(forVisitor, guest, { visitId })).toMatchObject({ error: { kind: "denied" } });
    expect(await act(confirmIdentity, guest, { visitId, name: "Amira", birthDate: "1968-03-02" })).toMatchObject({ error: { kind: "denied" } });
    expect(await act(arrive, guest, { visitId })).toMatchObject({ error: { kind: "denied" } });
    expect(await act(listGuests, guest, { visitId })).toMatchObject({ error: { kind: "denied" } });
    const row = await db().visitLink.findFirstOrThrow({ where: { visitId, kind: "guest" } });
    expect(Buffer.from(row.guestSealed ?? []).toString("latin1")).not.toContain("Karim");
    const colleague = await createClinician(visit.practiceId);
    expect(await act(listGuests, colleague, { visitId })).toMatchObject({ error: { kind: "not_found" } });
    const other = await createVisit();
    const { guest: elsewhere } = await askIn(other);
    expect(await act(forGuest, elsewhere, { visitId })).toMatchObject({ error: { kind: "not_found" } });
    for (const bad of [{ part: "patient" }, { name: "\u202e" }, { email: "a@b\r\nBcc: x@y" }]) {
      expect(await act(inviteGuest, visit.clinician, { visitId, name: "X Y", part: "carer", email: "x@example.test", ...bad })).toMatchObject({ error: { kind: "invalid" } });
    }
  });

  it("GUEST-2: waits, is let in, is in the room; taken out they are gone for good", async () => {
    const visit = await createVisit(1);
    const { visitId } = visit;
    const { linkId, guest, again, token } = await askIn(visit);
    expect(await act(admitGuest, visit.clinician, { visitId, linkId })).toMatchObject({ error: { code: "visits.guest_away" } });
    expect(await act(enter, guest, { visitId })).toMatchObject({ ok: false });
    value(await act(sayGuestName, guest, { visitId, name: "Kar\u200bim H." }));
    expect(value(await act(listGuests, visit.clinician, { visitId })).guests).toMatchObject([{ linkId, name: "Karim H.", state: "waiting" }]);
    await patientWaits(visit);
    value(await act(admit, visit.clinician, { visitId }));
    expect(await act(enter, await again(), { visitId })).toMatchObject({ error: { code: "room.guest_waits" } });
    expect(await act(scene, await again(), { visitId, sinceVersion: 0 })).toMatchObject({ ok: false });
    value(await act(admitGuest, visit.clinician, { visitId, linkId }));
    expect(value(await act(forGuest, await again(), { visitId })).stage).toBe("room");
    const entered = value(await act(enter, await again(), { visitId }));
    expect(entered.roster).toMatchObject([{ role: "guest", name: "Karim H.", part: "family", present: true }]);
    value(await act(removeGuest, visit.clinician, { visitId, linkId }));
    expect(await act(enter, guest, { visitId })).toMatchObject({ error: { kind: "gone" } });
    expect((await db().roomActor.findFirstOrThrow({ where: { visitId, role: "guest" } })).deniedAt).not.toBe(null);
    await expect(again()).rejects.toThrow();
    const { openLink } = await import("@/server/visits/open-link");
    expect(await act(openLink, NOBODY, { token })).toMatchObject({ error: { code: "visits.link_revoked" } });
    expect(value(await act(listGuests, visit.clinician, { visitId })).guests).toEqual([]);
  });

  it("GUEST-3: points, and changes nothing else of the scene", async () => {
    const visit = await createVisit(1);
    const { visitId } = visit;
    const { linkId, guest, again } = await askIn(visit);
    value(await act(sayGuestName, guest, { visitId, name: "Karim" }));
    await patientWaits(visit);
    value(await act(admit, visit.clinician, { visitId }));
    value(await act(admitGuest, visit.clinician, { visitId, linkId }));
    const actor = value(await act(enter, await again(), { visitId })).actor;
    const op = (seq: number, register: string, content: unknown) => ({ visitId, actor, ops: [{ actor, seq, lamport: seq, register, value: content }] });
    expect(await act(pushOps, await again(), op(1, "model/heart/xray", true))).toMatchObject({ error: { kind: "conflict", code: "room.guests_look_on" } });
    expect(await act(pushOps, await again(), op(1, "room/model", "brain"))).toMatchObject({ error: { kind: "denied", code: "room.op_owner" } });
    expect(await act(pushOps, await again(), op(1, "room/policy", { allow: "all", fence: [] }))).toMatchObject({ error: { kind: "denied", code: "room.op_owner" } });
    expect(await act(pushOps, await again(), op(1, `person/${actor}/selection`, { model: "heart", structure: null }))).toMatchObject({ ok: true });
  });

  it("ROOM-20: changes the scene from the clinician's word on; a forged or early op is stored nowhere or counts for nobody", async () => {
    const visit = await createVisit(1);
    const { visitId } = visit;
    const { linkId, guest, again } = await askIn(visit);
    value(await act(sayGuestName, guest, { visitId, name: "Karim" }));
    const patient = await patientWaits(visit);
    value(await act(admit, visit.clinician, { visitId }));
    value(await act(admitGuest, visit.clinician, { visitId, linkId }));
    const doctor = value(await act(enter, visit.clinician, { visitId })).actor;
    const amira = value(await act(enter, patient, { visitId })).actor;
    const karim = value(await act(enter, await again(), { visitId })).actor;
    const push = async (who: Actor, actor: number, seq: number, lamport: number, register: string, content: unknown) =>
      act(pushOps, who, { visitId, actor, ops: [{ actor, seq, lamport, register, value: content }] });
    const shown = async () => {
      const page = value(await act(scene, visit.clinician, { visitId, sinceVersion: 0 }));
      const state = createSceneState(new Map(page.roster.map((seat) => [seat.actor, seat] as const)));
      for (const each of page.ops) applyOp(state, each);
      return valueOf(state, "model/heart/xray");
    };
    const all = { allow: "all", fence: [] };
    // The patient has no say in it, and nobody speaks for the clinician.
    expect(await push(patient, amira, 1, 1, "room/policy", all)).toMatchObject({ error: { code: "room.op_owner" } });
    expect(await push(await again(), doctor, 1, 1, "room/policy", all)).toMatchObject({ error: { kind: "not_found" } });
    expect(await push(await again(), karim, 1, 1, "model/heart/xray", true)).toMatchObject({ error: { code: "room.guests_look_on" } });
    expect(await db().sceneOp.count({ where: { visitId } })).toBe(0);
    value(await push(visit.clinician, doctor, 1, 10, "room/policy", all));
    // An op that claims an earlier time than the word is stored and counts for nobody.
    value(await push(await again(), karim, 1, 5, "model/heart/xray", true));
    expect(await shown()).toBe(null);
    value(await push(await again(), karim, 2, 11, "model/heart/xray", true));
    expect(await shown()).toBe(true);
    value(await push(visit.clinician, doctor, 2, 12, "room/policy", { allow: "patient", fence: [] }));
    expect(await shown()).toBe(null);
    value(await push(await again(), karim, 3, 900_000, "model/heart/xray", true));
    expect(await shown()).toBe(null);
    // A yes that comes after it does not bring it back: it was said at a later time.
    value(await push(visit.clinician, doctor, 3, 900_001, "room/policy", all));
    expect(await shown()).toBe(null);
  });

  it("GUEST-4: neither takes the other's place, and a waiting guest keeps no absent patient waiting", async () => {
    const visit = await createVisit(1);
    const { visitId } = visit;
    const { guest } = await askIn(visit);
    value(await act(sayGuestName, guest, { visitId, name: "Karim" }));
    const patient = await patientWaits(visit);
    value(await act(guestHere, guest, { visitId }));
    expect(value(await act(forGuest, guest, { visitId })).stage).toBe("wait");
    value(await act(sayGuestName, guest, { visitId, name: "Karim H." }));
    expect(value(await act(forVisitor, patient, { visitId })).stage).toBe("wait");
    const inAMinute = Date.now() + 60_000;
    value(await act(guestHere, guest, { visitId }, { nowMs: inAMinute }));
    await sweepVisits(inAMinute);
    expect((await db().visit.findUniqueOrThrow({ where: { id: visitId } })).state).toBe("expected");
  });

  it("GUEST-1: the visit ends for them too, and the summary is not theirs", async () => {
    const visit = await createVisit(1);
    const { visitId } = visit;
    const { guest } = await askIn(visit);
    value(await act(sayGuestName, guest, { visitId, name: "Karim" }));
    await patientWaits(visit);
    value(await act(admit, visit.clinician, { visitId: visitId as VisitId }));
    value(await act(end, visit.clinician, { visitId }));
    expect(value(await act(forGuest, guest, { visitId })).stage).toBe("over");
    expect(await act(sayGuestName, guest, { visitId, name: "Karim" })).toMatchObject({ error: { kind: "gone" } });
    expect(await act(sendSummaryCode, guest, { visitId })).toMatchObject({ error: { kind: "denied" } });
  });
});
