import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { Actor, StaffActor } from "@/core/access/actor";
import { DEFAULT_PREFERENCES } from "@/core/kit/preferences";
import { ownPreferences, setPreferences } from "@/server/access/set-preferences";
import { preferenceCookies } from "@/server/access/preference-cookies";
import { askSupervisor } from "@/server/home/ask-supervisor";
import { enterAsInterpreter } from "@/server/home/enter-as-interpreter";
import { homeNext } from "@/server/home/next";
import { closeDb, db } from "@/server/kit/db";
import { patientPage } from "@/server/people/patient-page";
import { listNotifications } from "@/server/notifications/list";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { inviteGuest } from "@/server/visits/guests";
import { bookingAt, createDesk, createPatient, withRoles } from "../support/desk-fixture";
import { NOBODY, patientActor, value } from "../support/people-fixture";
import { act, createClinician, createVisit, visitorOf } from "../support/visit-fixture";

afterAll(closeDb);

const cardsOf = async (actor: Actor) => value(await act(homeNext, actor, {})).cards;
const kindsOf = async (actor: Actor) => (await cardsOf(actor)).map(({ kind }) => kind);

/** A visit that has ended, with a draft of its note or without. */
async function endedVisit(withDraft: boolean) {
  const visit = await createVisit(-120);
  await db().visit.update({ where: { id: visit.visitId }, data: { state: "ended", endedAt: new Date() } });
  if (withDraft) {
    const { practiceId, visitId, patientId, clinician } = visit;
    await db().encounterNote.create({ data: { practiceId, visitId, patientId, authorId: clinician.staffId, textSealed: new Uint8Array([1]) } });
  }
  return visit;
}

describe("what is next", () => {
  it("for nobody: signed out; for staff with one factor: nothing", async () => {
    const visit = await endedVisit(false);
    expect(await act(homeNext, NOBODY, {})).toMatchObject({ error: { kind: "signed_out" } });
    expect(await kindsOf(visit.clinician)).toEqual(["note_unsigned"]);
    expect(await kindsOf({ ...visit.clinician, strong: false }), "HOME-1").toEqual([]);
  });

  it("HOME-1: for a clinician their own notes, and none of a colleague or of another practice", async () => {
    const visit = await endedVisit(false);
    expect(await cardsOf(visit.clinician)).toMatchObject([{ kind: "note_unsigned", count: 1, name: "Amira Haddad", href: `/visit/${visit.visitId}/note` }]);
    expect(await kindsOf(await createClinician(visit.practiceId))).toEqual([]);
    expect(await kindsOf((await createVisit()).clinician)).toEqual([]);
  });

  it("for the desk: registrations, people who can't be reached, likely duplicates", async () => {
    const desk = await createDesk({ patients: 0 });
    await db().practice.update({ where: { id: desk.practiceId }, data: { phone: "+41 44 555 01 00" } });
    expect(await kindsOf(desk.scheduler)).toEqual([]);
    const id = await createPatient(desk.practiceId, { givenName: "Nora", familyName: "Quist", email: null });
    value(await act(bookAppointment, desk.scheduler, { ...bookingAt(desk, "10:00"), patientId: id }));
    const pending = await createPatient(desk.practiceId, { givenName: "Ada", familyName: "Brandt", birthDate: "1990-01-01" });
    await db().patient.update({ where: { id: pending }, data: { status: "pending" } });
    await createPatient(desk.practiceId, { givenName: "Nora", familyName: "Quist" });
    expect(await cardsOf(desk.scheduler)).toMatchObject([
      { kind: "registration_pending", count: 1, name: "Ada Brandt" },
      { kind: "contact_missing", count: 1, name: "Nora Quist", href: `/people/${id}` },
      { kind: "duplicate_likely", count: 1 },
    ]);
    for (const role of ["clinician", "auditor"] as const) expect(await kindsOf(withRoles(desk.scheduler, role)), "HOME-1").toEqual([]);
  });

  it("for an admin: what is left to set up, invitations, recoveries, programs whose keys run out", async () => {
    const desk = await createDesk({ patients: 0 });
    const admin = withRoles(desk.scheduler, "admin");
    expect(await cardsOf(admin)).toMatchObject([{ kind: "setup_left", count: 2, href: "/settings/practice" }]);
    const whose = { practiceId: desk.practiceId, accountId: desk.clinician.accountId };
    const soon = new Date(Date.now() + 86_400_000);
    await db().accountToken.create({ data: { ...whose, kind: "invite", tokenHash: randomUUID(), expiresAt: soon } });
    await db().accountRecovery.create({ data: { ...whose, requestedAt: new Date(), expiresAt: soon } });
    await db().accountRecovery.create({ data: { practiceId: desk.practiceId, accountId: admin.accountId, requestedAt: new Date(), expiresAt: soon } });
    await db().apiClient.create({ data: { practiceId: desk.practiceId, name: "Calendar", scopes: [], secretHash: randomUUID(), hint: "bds", createdBy: admin.accountId, expiresAt: soon } });
    expect(await cardsOf(admin)).toMatchObject([
      { kind: "recovery_asked", count: 1, href: "/settings/recoveries" },
      { kind: "setup_left" },
      { kind: "client_expiring", name: "Calendar" },
      { kind: "invite_open", count: 1 },
    ]);
  });

  it("for an auditor: emergencies that nobody judged, never their own", async () => {
    const visit = await createVisit();
    const auditor = withRoles(await createClinician(visit.practiceId), "auditor");
    await db().session.create({ data: { id: visit.clinician.sessionId, practiceId: visit.practiceId, accountId: visit.clinician.accountId, expiresAt: new Date(Date.now() + 60_000) } });
    await db().breakGlass.create({
      data: {
        practiceId: visit.practiceId,
        staffId: visit.clinician.staffId,
        patientId: visit.patientId,
        sessionId: visit.clinician.sessionId,
        reason: "cover",
        wordsSealed: new Uint8Array([1]),
        startedAt: new Date(),
        endsAt: new Date(Date.now() + 60_000),
      },
    });
    expect(await cardsOf(auditor)).toMatchObject([{ kind: "emergency_to_review", count: 1, href: "/review" }]);
    expect(await kindsOf({ ...visit.clinician, roles: ["auditor"] })).toEqual([]);
  });

  it("HOME-3: for an interpreter: visits that they are asked into by their address, by name and time", async () => {
    const visit = await createVisit(30);
    const colleague = await createClinician(visit.practiceId);
    const { email } = await db().account.findUniqueOrThrow({ where: { id: colleague.accountId } });
    await db().staffMember.update({ where: { id: colleague.staffId }, data: { roles: ["interpreter"] } });
    const interpreter = withRoles(colleague, "interpreter");
    expect(await kindsOf(interpreter)).toEqual([]);
    value(await act(inviteGuest, visit.clinician, { visitId: visit.visitId, name: "Karim", part: "interpreter", email }));
    expect(await cardsOf(interpreter)).toMatchObject([{ kind: "visit_to_interpret", name: "Amira Haddad", atMs: visit.startsAtMs, id: visit.visitId }]);
    const cookies = new Map<string, string>();
    const input = { visitId: visit.visitId };
    value(await act(enterAsInterpreter, interpreter, input, { cookies }));
    expect(await visitorOf(visit.visitId, cookies)).toMatchObject({ part: "guest", guestPart: "interpreter" });
    value(await act(enterAsInterpreter, interpreter, input, { cookies }));
    expect(await db().visitSeat.count({ where: { visitId: visit.visitId } })).toBe(1);
    const other = withRoles(await createClinician(visit.practiceId), "interpreter");
    expect(await act(enterAsInterpreter, other, input)).toMatchObject({ error: { kind: "not_found" } });
    await db().visitLink.updateMany({ where: { visitId: visit.visitId, kind: "guest" }, data: { revokedAt: new Date() } });
    expect(await act(enterAsInterpreter, interpreter, input), "HOME-3").toMatchObject({ error: { kind: "not_found" } });
    expect(await kindsOf(interpreter)).toEqual([]);
  });

  it("for a patient: new summaries until they are read, and what is missing", async () => {
    const visit = await endedVisit(true);
    const patient = patientActor(visit.practiceId, visit.patientId);
    await db().encounterNote.update({ where: { visitId: visit.visitId }, data: { status: "signed", signedAt: new Date(), contentHash: "0".repeat(64) } });
    expect(await cardsOf(patient)).toMatchObject([
      { kind: "summary_new", href: `/visit/${visit.visitId}/summary` },
      { kind: "phone_missing", href: "/home/details" },
    ]);
    await db().patient.update({ where: { id: visit.patientId }, data: { phone: "+41 44 555 01 01" } });
    expect(await kindsOf(patient)).toEqual(["summary_new"]);
    expect(await kindsOf(patientActor(visit.practiceId, await createPatient(visit.practiceId, { givenName: "Ada", familyName: "Brandt", phone: "+41 44 555 01 02" })))).toEqual([]);
  });

  it("HOME-1: for somebody who acts for others: their visits, where the grant covers appointments and stands", async () => {
    const visit = await createVisit(30);
    const account = await db().account.create({ data: { practiceId: visit.practiceId, email: `${randomUUID()}@example.test`, name: "Karim" } });
    const grant = { practiceId: visit.practiceId, patientId: visit.patientId, accountId: account.id, relation: "partner", grantedBy: visit.clinician.accountId };
    const proxy = await db().proxy.create({ data: { ...grant, scopes: ["appointments"], startsAt: new Date(0), acceptedAt: new Date(0) } });
    const { practiceId, sessionId, zone, locale } = visit.clinician;
    const actor = { kind: "account", practiceId, accountId: account.id, sessionId, stepUpAtMs: null, name: "Karim", zone, locale } as Actor;
    expect(await cardsOf(actor)).toMatchObject([{ kind: "proxy_visit_next", name: "Amira Haddad", href: `/home?for=${proxy.id}` }]);
    for (const change of [{ scopes: ["contact"] }, { scopes: ["appointments"], revokedAt: new Date() }]) {
      await db().proxy.update({ where: { id: proxy.id }, data: change });
      expect(await kindsOf(actor)).toEqual([]);
    }
  });
});

describe("asking the supervisor", () => {
  it("HOME-2: about a draft of their visit; asked twice is asked once; nobody else's", async () => {
    const visit = await endedVisit(true);
    const trainee: StaffActor = { ...withRoles(await createClinician(visit.practiceId), "trainee"), supervisorId: visit.clinician.staffId };
    const input = { visitId: visit.visitId };
    expect(await kindsOf(trainee)).toEqual(["draft_mine"]);
    value(await act(askSupervisor, trainee, input));
    value(await act(askSupervisor, trainee, input));
    expect(value(await act(listNotifications, visit.clinician, {})).lines).toMatchObject([{ kind: "note.supervisor_asked", href: `/visit/${visit.visitId}/note` }]);
    expect((await cardsOf(visit.clinician))[0]).toMatchObject({ kind: "draft_asked", count: 1 });
    const stranger = { ...trainee, supervisorId: (await createClinician(visit.practiceId)).staffId };
    expect(await act(askSupervisor, stranger, input)).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(askSupervisor, visit.clinician, input)).toMatchObject({ error: { kind: "denied" } });
  });

  it("HOME-2: the way to a draft stands on the patient's page, for the supervisor's visits alone", async () => {
    const visit = await endedVisit(false);
    const trainee: StaffActor = { ...withRoles(await createClinician(visit.practiceId), "trainee"), supervisorId: visit.clinician.staffId };
    const mayWrite = async (actor: StaffActor) => value(await act(patientPage, actor, { patientId: visit.patientId })).appointments.map(({ mayWriteNote }) => mayWriteNote);
    expect(await mayWrite(trainee)).toEqual([true]);
    expect(await mayWrite(visit.clinician)).toEqual([true]);
    expect(await mayWrite(withRoles(await createClinician(visit.practiceId), "scheduler"))).toEqual([false]);
  });

  it("HOME-2: not where there is no draft", async () => {
    const visit = await endedVisit(false);
    const trainee: StaffActor = { ...withRoles(await createClinician(visit.practiceId), "trainee"), supervisorId: visit.clinician.staffId };
    expect(await act(askSupervisor, trainee, { visitId: visit.visitId })).toMatchObject({ error: { code: "home.no_draft" } });
  });
});

describe("own settings", () => {
  it("SET-1: are kept in the account, one by one, and come back with the next sign-in", async () => {
    const { clinician, colleague } = await createDesk({ patients: 0 });
    expect(value(await act(ownPreferences, clinician, {}))).toMatchObject({ theme: "system", locale: "en", preferences: DEFAULT_PREFERENCES });
    value(await act(setPreferences, clinician, { theme: "dark", preferences: { text: "xl" } }));
    value(await act(setPreferences, clinician, { locale: "es", zone: "Europe/Lisbon", preferences: { hand: "left" } }));
    const own = value(await act(ownPreferences, clinician, {}));
    expect(own).toEqual({ theme: "dark", locale: "es", zone: "Europe/Lisbon", preferences: { ...DEFAULT_PREFERENCES, text: "xl", hand: "left" } });
    const account = await db().account.findUniqueOrThrow({ where: { id: clinician.accountId } });
    const cookies = Object.fromEntries(preferenceCookies(account).map(({ name, value: text }) => [name, text]));
    expect(cookies).toEqual({ "bedside-theme": "dark", "bedside-locale": "es", "bedside-zone": "Europe/Lisbon", "bedside-look": "xl.system.system.left.24.day_first.on.on.off" });
    expect(value(await act(ownPreferences, colleague, {}))).toMatchObject({ theme: "system", preferences: DEFAULT_PREFERENCES });
    expect((await db().staffMember.findUniqueOrThrow({ where: { id: clinician.staffId } })).zone).toBe("Europe/Lisbon");
  });

  it("SET-1: two that are changed at one moment both hold", async () => {
    const { clinician } = await createDesk({ patients: 0 });
    const changes = [{ clock: "12" }, { dates: "month_first" }, { text: "l" }, { hand: "left" }, { contrast: "more" }] as const;
    await Promise.all(changes.map((preferences) => act(setPreferences, clinician, { preferences })));
    const own = value(await act(ownPreferences, clinician, {}));
    expect(own.preferences).toMatchObject(Object.assign({}, ...changes));
  });

  it("SET-1: refuse what is none and change nothing by it; nobody without an account has any", async () => {
    const { clinician } = await createDesk({ patients: 0 });
    for (const input of [{}, { theme: "pink" }, { zone: "Mars/Olympus" }, { preferences: { text: "xxl" } }, { preferences: { more: "x" } }, { accountId: randomUUID(), theme: "dark" }]) {
      expect(await act(setPreferences, clinician, input)).toMatchObject({ error: { kind: "invalid" } });
    }
    expect(await act(setPreferences, clinician, { locale: "tlh" })).toMatchObject({ error: { kind: "invalid", fields: { locale: "access.locale_unknown" } } });
    expect(value(await act(ownPreferences, clinician, {}))).toMatchObject({ theme: "system", locale: "en" });
    expect(await act(setPreferences, NOBODY, { theme: "dark" })).toMatchObject({ error: { kind: "signed_out" } });
  });
});
