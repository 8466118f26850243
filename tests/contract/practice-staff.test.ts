import { afterAll, describe, expect, it } from "vitest";
import type { StaffActor } from "@/core/access/actor";
import type { InviteStaffInput } from "@/core/practice/staff";
import { findAccountToken } from "@/server/access/account-tokens";
import { careTeamOf } from "@/server/access/care-team";
import { openSession } from "@/server/access/sessions";
import { setPassword } from "@/server/access/set-password";
import { closeDb, db } from "@/server/kit/db";
import { addToCareTeam, careTeam, endCareTeamPlace } from "@/server/practice/care-team";
import { changeStaff } from "@/server/practice/change-staff";
import { deactivateStaff, leaving, reactivateStaff } from "@/server/practice/deactivate-staff";
import { inviteStaff, resendInvite } from "@/server/practice/invite-staff";
import { practiceStaff } from "@/server/practice/staff";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { bookingAt, type Desk } from "../support/desk-fixture";
import { NOBODY, tokenIn, value } from "../support/people-fixture";
import { createPractice, createStaff, fresh, type Practice } from "../support/practice-fixture";
import { waitingMails } from "../support/read-mail";
import { act } from "../support/visit-fixture";

afterAll(closeDb);

const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);

function invitation(more: Partial<InviteStaffInput> = {}): object {
  const email = `${crypto.randomUUID()}@example.test`;
  return { email, displayName: "Nora Quist", speciality: "Front desk", roles: ["scheduler"], languages: ["en"], licencePlaces: ["CH"], zone: "Europe/Zurich", locale: "en", supervisorId: null, ...more };
}

async function book(desk: Desk, time: string, patient = 0): Promise<string> {
  return value(await act(bookAppointment, desk.scheduler, bookingAt(desk, time, { patient }))).appointmentId;
}

describe("inviting", () => {
  it("STAFF-8: makes an account without a password and mails one link, good once; a newer one ends it", async () => {
    const { admin } = await createPractice();
    const input = invitation();
    const { staffId } = value(await act(inviteStaff, admin, input));
    const row = await db().staffMember.findUniqueOrThrow({ where: { id: staffId }, include: { account: true } });
    expect(row.account).toMatchObject({ passwordHash: null, email: (input as { email: string }).email });
    const first = tokenIn((await waitingMails(row.account.email))[0]?.text ?? "");
    expect(await findAccountToken(db(), first, Date.now())).toMatchObject({ kind: "invite", accountId: row.accountId });
    value(await act(resendInvite, admin, { staffId }));
    expect(await findAccountToken(db(), first, Date.now())).toBeNull();
    const view = value(await act(practiceStaff, admin, {}));
    expect(view.staff.find(({ id }) => id === staffId)).toMatchObject({ state: "invited", roles: ["scheduler"], licencePlaces: ["CH"] });
    const inAWeek = Date.now() + 8 * 86_400_000;
    expect(value(await act(practiceStaff, admin, {}, { nowMs: inAWeek })).staff.find(({ id }) => id === staffId)?.state).toBe("lapsed");
  });

  it("STAFF-8, NTF-3: admins hear of a colleague who has come, and nobody hears of themselves", async () => {
    const { admin, practiceId } = await createPractice();
    const input = invitation({ roles: ["admin"] });
    value(await act(inviteStaff, admin, input));
    const token = tokenIn((await waitingMails((input as { email: string }).email))[0]?.text ?? "");
    value(await act(setPassword, NOBODY, { token, password: "nine slow boats at dawn" }));
    const told = await db().notification.findMany({ where: { practiceId, kind: "staff.joined" } });
    expect(told.map(({ accountId }) => accountId)).toEqual([admin.accountId]);
  });

  it("STAFF-8: refuses an address that somebody signs in with, in whatever case and whatever practice", async () => {
    const [{ admin }, other] = [await createPractice(), await createPractice()];
    const { email } = await db().account.findUniqueOrThrow({ where: { id: other.clinician.accountId } });
    expect(code(await act(inviteStaff, admin, invitation({ email: email.toUpperCase() })))).toBe("practice.address_taken");
    expect(await db().staffMember.count({ where: { practiceId: admin.practiceId, account: { email } } })).toBe(0);
  });

  it("STAFF-1: asks for a fresh proof, of an admin and of nobody else", async () => {
    const { admin, scheduler, clinician } = await createPractice();
    expect(code(await act(inviteStaff, { ...admin, stepUpAtMs: Date.now() - 6 * 60_000 }, invitation()))).toBe("access.step_up_needed");
    for (const actor of [scheduler, clinician]) expect(code(await act(inviteStaff, fresh(actor), invitation()))).toBe("access.denied");
  });

  it("STAFF-4: a trainee needs a clinician of this practice who answers for them, and is no clinician as well", async () => {
    const [{ admin, clinician, scheduler }, other] = [await createPractice(), await createPractice()];
    const ask = async (more: object) => code(await act(inviteStaff, admin, invitation({ roles: ["trainee"], ...more })));
    expect(await ask({})).toBe("practice.supervisor_missing");
    expect(await ask({ supervisorId: scheduler.staffId })).toBe("practice.supervisor_unfit");
    expect(await ask({ supervisorId: other.clinician.staffId })).toBe("practice.supervisor_unfit");
    expect(await ask({ roles: ["trainee", "clinician"], supervisorId: clinician.staffId })).toBe("practice.trainee_alone");
    expect(await ask({ supervisorId: clinician.staffId })).toBe("ok");
  });

  it("takes what can't be seen out of names and refuses what no name has", async () => {
    const { admin } = await createPractice();
    const { staffId } = value(await act(inviteStaff, admin, invitation({ displayName: " No\u200bra\u2060   Quist " })));
    expect((await db().staffMember.findUniqueOrThrow({ where: { id: staffId } })).displayName).toBe("Nora Quist");
    expect(code(await act(inviteStaff, admin, invitation({ displayName: "Nora \u202eQuist" })))).toBe("kit.text_impossible");
    for (const wrong of [{ displayName: "<b>Nora" }, { roles: [] }, { licencePlaces: ["Texas"] }, { email: "nobody" }]) {
      const refused = await act(inviteStaff, admin, invitation(wrong as object));
      expect(refused.ok ? null : refused.error.kind, JSON.stringify(wrong)).toBe("invalid");
    }
  });
});

describe("changing", () => {
  it("STAFF-9: refuses a stale change and changes nothing", async () => {
    const { admin, clinician } = await createPractice();
    const input = { staffId: clinician.staffId, version: 1, changes: { speciality: "Valves" } };
    expect(value(await act(changeStaff, admin, input)).version).toBe(2);
    const stale = await act(changeStaff, admin, { ...input, changes: { speciality: "Rhythm" } });
    expect(stale.ok ? null : stale.error).toMatchObject({ kind: "stale", params: { version: 2, given: 1 } });
    expect((await db().staffMember.findUniqueOrThrow({ where: { id: clinician.staffId } })).speciality).toBe("Valves");
  });

  it("STAFF-1, STAFF-2: roles ask for a fresh proof, and nobody gives one to themselves", async () => {
    const { admin, colleague } = await createPractice();
    await createStaff(admin.practiceId, ["admin"]);
    const toAdmin = { staffId: colleague.staffId, version: 1, changes: { roles: ["clinician", "admin"] } };
    expect(code(await act(changeStaff, { ...admin, stepUpAtMs: null }, toAdmin))).toBe("access.step_up_needed");
    expect(code(await act(changeStaff, admin, toAdmin))).toBe("ok");
    const own = (roles: string[]) => act(changeStaff, admin, { staffId: admin.staffId, version: 1, changes: { roles } });
    expect(code(await own(["admin", "auditor"]))).toBe("practice.own_roles");
    expect(code(await own(["scheduler"]))).toBe("practice.own_roles");
  });

  it("STAFF-3: the last admin who can sign in stays one; one who never took their invitation up doesn't count", async () => {
    const { admin } = await createPractice();
    value(await act(inviteStaff, admin, invitation({ roles: ["admin"] })));
    await db().staffMember.update({ where: { id: admin.staffId }, data: { roles: ["admin", "scheduler"] } });
    const giveUp = { staffId: admin.staffId, version: 1, changes: { roles: ["scheduler"] } };
    expect(code(await act(changeStaff, admin, giveUp))).toBe("practice.last_admin");
    await createStaff(admin.practiceId, ["admin"]);
    expect(code(await act(changeStaff, admin, giveUp))).toBe("ok");
  });

  it("STAFF-3: of two admins who let each other go at one moment one stays", async () => {
    const { admin } = await createPractice();
    const other = fresh(await createStaff(admin.practiceId, ["admin"]));
    const leave = (by: StaffActor, who: StaffActor) => act(deactivateStaff, by, { staffId: who.staffId, version: 1, visits: [], trainees: [] });
    const results = await Promise.all([leave(admin, other), leave(other, admin)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().staffMember.count({ where: { practiceId: admin.practiceId, active: true, roles: { has: "admin" } } })).toBe(1);
  });

  it("STAFF-12: a clinician with visits to come, or with trainees, stays one", async () => {
    const practice = await createPractice();
    const { admin, clinician, colleague } = practice;
    await book(practice, "10:00");
    const stop = (staffId: string) => act(changeStaff, admin, { staffId, version: 1, changes: { roles: ["scheduler"] } });
    expect(code(await stop(clinician.staffId))).toBe("practice.visits_to_come");
    await createStaff(admin.practiceId, ["trainee"], { supervisorId: colleague.staffId });
    expect(code(await stop(colleague.staffId))).toBe("practice.has_trainees");
  });

  it("PRC-10: somebody of another practice is not found, by any operation", async () => {
    const [{ admin }, other] = [await createPractice(), await createPractice()];
    const staffId = other.clinician.staffId;
    const refused = [
      await act(changeStaff, admin, { staffId, version: 1, changes: { speciality: "x" } }),
      await act(resendInvite, admin, { staffId }),
      await act(leaving, admin, { staffId }),
      await act(deactivateStaff, admin, { staffId, version: 1, visits: [], trainees: [] }),
      await act(reactivateStaff, admin, { staffId, version: 1 }),
    ];
    expect(refused.map((each) => (each.ok ? null : each.error.kind))).toEqual(Array(5).fill("not_found"));
  });
});

describe("letting somebody go", () => {
  async function leavingWith(practice: Practice, fates: (view: { visits: readonly { appointmentId: string; version: number }[] }) => object[], more: object = {}) {
    const { admin, clinician } = practice;
    const view = value(await act(leaving, admin, { staffId: clinician.staffId }));
    return act(deactivateStaff, admin, { staffId: clinician.staffId, version: view.version, visits: fates(view), trainees: [], ...more });
  }

  it("STAFF-5: hands each visit to a colleague who is free or cancels it, and writes to the patients", async () => {
    const practice = await createPractice();
    const { colleague, clinician, admin } = practice;
    const [first, second] = [await book(practice, "10:00", 0), await book(practice, "11:00", 1)];
    const view = value(await act(leaving, admin, { staffId: clinician.staffId }));
    expect(view.visits.map(({ appointmentId, patient, freeStaffIds }) => [appointmentId, patient, freeStaffIds])).toEqual([
      [first, null, [colleague.staffId]],
      [second, null, [colleague.staffId]],
    ]);
    const left = value(
      await leavingWith(practice, ({ visits }) =>
        visits.map(({ appointmentId, version }) =>
          appointmentId === first ? { appointmentId, version, to: "colleague", staffId: colleague.staffId } : { appointmentId, version, to: "cancel" },
        ),
      ),
    );
    expect(left).toMatchObject({ handedOver: 1, cancelled: 1 });
    const rows = await db().appointment.findMany({ where: { id: { in: [first, second] } }, include: { patient: true, visit: true }, orderBy: { startsAt: "asc" } });
    expect(rows[0]).toMatchObject({ clinicianId: colleague.staffId, status: "booked", version: 2, visit: { state: "expected" } });
    expect(rows[1]).toMatchObject({ clinicianId: clinician.staffId, status: "cancelled", version: 2, visit: { state: "cancelled" } });
    const mails = await Promise.all(rows.map(({ patient }) => waitingMails(patient.email ?? "")));
    expect(mails.map((each) => each.map(({ subject }) => subject))).toEqual([
      expect.arrayContaining(["Your video visit: another clinician"]),
      expect.arrayContaining(["Your video visit is cancelled"]),
    ]);
  });

  it("STAFF-5: refuses a list that is not the whole, a visit that changed meanwhile, and a colleague who is busy; nothing changes", async () => {
    const practice = await createPractice();
    const { colleague, clinician } = practice;
    await book(practice, "10:00", 0);
    value(await act(bookAppointment, practice.scheduler, bookingAt(practice, "10:00", { patient: 1, clinicianId: colleague.staffId })));
    expect(code(await leavingWith(practice, () => []))).toBe("practice.visits_changed");
    const hand = (more: object) => leavingWith(practice, ({ visits }) => visits.map(({ appointmentId, version }) => ({ appointmentId, version, to: "colleague", staffId: colleague.staffId, ...more })));
    expect(code(await hand({}))).toBe("practice.colleague_busy");
    expect(code(await hand({ staffId: clinician.staffId }))).toBe("practice.colleague_busy");
    expect(code(await hand({ version: 9 }))).toBe("practice.visits_changed");
    expect(await db().staffMember.findUniqueOrThrow({ where: { id: clinician.staffId } })).toMatchObject({ active: true, version: 1 });
    expect(await db().appointment.count({ where: { clinicianId: clinician.staffId, status: "booked", version: 1 } })).toBe(1);
  });

  it("STAFF-6: ends every session at once, and places in care teams; taken back, they sign in again", async () => {
    const practice = await createPractice();
    const { admin, clinician, practiceId, patientIds } = practice;
    await db().careTeamMember.create({ data: { practiceId, patientId: patientIds[0] ?? "", staffId: clinician.staffId, addedBy: admin.staffId, startsAt: new Date(Date.now() - 1000) } });
    const sessionId = crypto.randomUUID();
    expect(await openSession(db(), clinician.accountId, sessionId, "", Date.now(), ["demo"])).not.toBeNull();
    expect(value(await leavingWith(practice, () => [])).sessionsEnded).toBe(1);
    expect((await db().session.findUniqueOrThrow({ where: { id: sessionId } })).revokedAt).not.toBeNull();
    expect(await openSession(db(), clinician.accountId, crypto.randomUUID(), "", Date.now(), ["demo"])).toBeNull();
    expect(await careTeamOf(db(), { practiceId, patientId: patientIds[0] ?? "" }, Date.now() + 1)).toEqual([]);
    expect(code(await act(changeStaff, admin, { staffId: clinician.staffId, version: 2, changes: { speciality: "x" } }))).toBe("practice.staff_inactive");
    expect(code(await act(reactivateStaff, admin, { staffId: clinician.staffId, version: 1 }))).toBe("practice.staff_stale");
    expect(value(await act(reactivateStaff, admin, { staffId: clinician.staffId, version: 2 })).version).toBe(3);
    expect(await openSession(db(), clinician.accountId, crypto.randomUUID(), "", Date.now(), ["demo"])).not.toBeNull();
  });

  it("STAFF-7: trainees get another supervisor in the same step, or nobody leaves", async () => {
    const practice = await createPractice();
    const { clinician, colleague, scheduler, practiceId } = practice;
    const trainee = await createStaff(practiceId, ["trainee"], { supervisorId: clinician.staffId });
    const give = (supervisorId: string) => leavingWith(practice, () => [], { trainees: [{ staffId: trainee.staffId, supervisorId }] });
    expect(code(await leavingWith(practice, () => []))).toBe("practice.trainees_open");
    expect(code(await give(scheduler.staffId))).toBe("practice.supervisor_unfit");
    expect(code(await give(clinician.staffId))).toBe("practice.supervisor_unfit");
    expect(code(await give(colleague.staffId))).toBe("ok");
    expect((await db().staffMember.findUniqueOrThrow({ where: { id: trainee.staffId } })).supervisorId).toBe(colleague.staffId);
  });

  it("STAFF-1: asks for a fresh proof, and nobody lets themselves go", async () => {
    const { admin, clinician } = await createPractice();
    await createStaff(admin.practiceId, ["admin"]);
    const go = (by: StaffActor, who: StaffActor) => act(deactivateStaff, by, { staffId: who.staffId, version: 1, visits: [], trainees: [] });
    expect(code(await go({ ...admin, stepUpAtMs: null }, clinician))).toBe("access.step_up_needed");
    expect(code(await go(admin, admin))).toBe("practice.leave_self");
  });
});

describe("care teams", () => {
  it("STAFF-10: nobody names themself; another practice's people and patients are not found", async () => {
    const [practice, other] = [await createPractice(), await createPractice()];
    const { clinician, colleague, scheduler, patientIds, tomorrow } = practice;
    await book(practice, "10:00");
    const add = (by: StaffActor, staffId: string, patientId = patientIds[0] ?? "") =>
      act(addToCareTeam, by, { patientId, staffId, part: "member", from: tomorrow, until: null });
    expect(code(await add(clinician, clinician.staffId))).toBe("practice.care_self");
    expect(code(await add(clinician, other.clinician.staffId))).toBe("kit.not_found");
    expect(code(await add(scheduler, clinician.staffId, other.patientIds[0]))).toBe("kit.not_found");
    // Somebody who takes no care of the patient names nobody either.
    expect(code(await add(colleague, clinician.staffId))).toBe("kit.not_found");
    expect(code(await add(scheduler, scheduler.staffId))).toBe("practice.care_self");
    expect(await db().careTeamMember.count({ where: { practiceId: practice.practiceId } })).toBe(0);
  });

  it("STAFF-11: a place holds within its dates; a new lead takes the place of the one before; ending counts at once", async () => {
    const { clinician, colleague, scheduler, patientIds, practiceId, tomorrow } = await createPractice();
    const patientId = patientIds[0] ?? "";
    const today = value(await act(careTeam, scheduler, { patientId })).today;
    const add = (staffId: string, more: object = {}) => act(addToCareTeam, scheduler, { patientId, staffId, part: "lead", from: today, until: null, ...more });
    const { memberId } = value(await add(clinician.staffId));
    expect(code(await add(clinician.staffId))).toBe("practice.care_twice");
    expect(code(await add(colleague.staffId, { from: "2020-01-01" }))).toBe("practice.care_dates");
    expect(code(await add(colleague.staffId, { from: tomorrow, until: today }))).toBe("practice.care_dates");
    const later = value(await add(colleague.staffId, { from: tomorrow })).memberId;
    const view = value(await act(careTeam, scheduler, { patientId }));
    expect(view.members.map(({ id, part, state }) => [id, part, state])).toEqual([[later, "lead", "later"], [memberId, "member", "now"]]);
    expect(await careTeamOf(db(), { practiceId, patientId }, Date.now())).toEqual([clinician.staffId]);
    value(await act(endCareTeamPlace, scheduler, { memberId }));
    expect(await careTeamOf(db(), { practiceId, patientId }, Date.now() + 1)).toEqual([]);
    expect(code(await act(endCareTeamPlace, scheduler, { memberId }))).toBe("practice.care_over");
    value(await act(endCareTeamPlace, scheduler, { memberId: later }));
    expect(await db().careTeamMember.count({ where: { id: later } })).toBe(0);
  });
});
