import { afterAll, describe, expect, it } from "vitest";
import { passwordHolds } from "@/server/access/passwords";
import { db, closeDb } from "@/server/kit/db";
import { ACCOUNT_INVITE_MS } from "@/core/people/patient-account";
import type { Command, Query } from "@/server/kit/operation";
import { myVisits } from "@/server/people/my-visits";
import { inviteAccount, patientAccount, withdrawAccountInvite } from "@/server/people/patient-account";
import { accountInvitation, takeAccount } from "@/server/people/take-account";
import { createDesk, createPatient, withRoles, type Desk } from "../support/desk-fixture";
import { browserOf } from "../support/keys-fixture";
import { NOBODY, patientActor, tokenIn, value } from "../support/people-fixture";
import { waitingMails } from "../support/read-mail";
import { act, createClinician } from "../support/visit-fixture";

afterAll(closeDb);

const WHO = { name: "Lena", birthDate: "1968-03-02" };
const PASSWORD = "four quiet words here";

async function asked(desk: Desk, more: { email?: string } = {}) {
  const email = more.email ?? `lena.${crypto.randomUUID()}@patients.example.test`;
  const patientId = await createPatient(desk.practiceId, { givenName: "Lena", familyName: "Quist", birthDate: WHO.birthDate, email });
  value(await act(inviteAccount, desk.scheduler, { patientId }));
  const mails = await waitingMails(email);
  const mail = mails.at(-1);
  return { patientId, email, mail, token: tokenIn(mail?.text ?? "") };
}

const stateFor = async (desk: Desk, patientId: string) => value(await act(patientAccount, desk.scheduler, { patientId }));

describe("a patient who is asked to have an account", () => {
  it("PPL-25, PPL-26, PPL-27: by a mail that names nobody, says who they are, and signs in with the password they chose", async () => {
    const desk = await createDesk({ patients: 0 });
    const { patientId, email, mail, token } = await asked(desk);
    expect(`${mail?.subject}${mail?.text}`).not.toMatch(/Lena|Quist|1968/);
    expect(await stateFor(desk, patientId)).toMatchObject({ state: "invited", email, mayInvite: true });
    expect(value(await act(accountInvitation, NOBODY, { token }))).toEqual({ practice: "Harbour Clinic", isOver: false });
    // Nobody can sign in by this address before.
    expect(await db().account.count({ where: { email } })).toBe(0);
    expect(await act(takeAccount, NOBODY, { token, ...WHO, password: "password1" })).toMatchObject({ error: { fields: { password: "access.password_common" } } });
    expect(value(await act(takeAccount, NOBODY, { token, ...WHO, password: PASSWORD }))).toEqual({ signInToken: null });
    const account = await db().account.findUniqueOrThrow({ where: { email }, include: { patient: true } });
    expect(account).toMatchObject({ name: "Lena Quist", emailVerifiedAt: expect.any(Date), patient: { id: patientId } });
    expect(await passwordHolds(account.passwordHash, PASSWORD)).toBe(true);
    expect(await db().session.count({ where: { accountId: account.id } })).toBe(0);
    expect(await stateFor(desk, patientId)).toMatchObject({ state: "active", email });
    const browser = await browserOf(account.id);
    expect(await browser.actor()).toMatchObject({ kind: "patient", patientId });
    expect(value(await browser.run(myVisits, {}))).toMatchObject({ visits: [] });
    // Once is once.
    expect(await act(takeAccount, NOBODY, { token, ...WHO, password: PASSWORD })).toMatchObject({ error: { code: "people.invite_over" } });
    expect(await act(inviteAccount, desk.scheduler, { patientId })).toMatchObject({ error: { code: "people.account_has" } });
    const audit = await db().auditEntry.findMany({ where: { practiceId: desk.practiceId, patientId, action: { startsWith: "patient_account." }, outcome: "done" } });
    expect(audit.map(({ action }) => action)).toEqual(expect.arrayContaining(["patient_account.invite", "patient_account.read"]));
  });

  it("PPL-27: without a password they sign in once by a link of its own", async () => {
    const desk = await createDesk({ patients: 0 });
    const { email, token } = await asked(desk);
    const { signInToken } = value(await act(takeAccount, NOBODY, { token, ...WHO, password: null }));
    expect(signInToken).toMatch(/^[\w-]{43}$/);
    const account = await db().account.findUniqueOrThrow({ where: { email } });
    expect(account.passwordHash).toBeNull();
    expect(await db().verificationToken.count({ where: { identifier: account.id } })).toBe(1);
  });

  it("PPL-26: wrong answers look alike, are counted over all browsers, and the fifth closes the link", async () => {
    const desk = await createDesk({ patients: 0 });
    const { patientId, email, token } = await asked(desk);
    const wrongs = [{ ...WHO, name: "Nora" }, { ...WHO, birthDate: "1968-03-03" }, { name: "Nora", birthDate: "2001-01-01" }, { ...WHO, name: "Lenz" }];
    for (const [index, wrong] of wrongs.entries()) {
      const answer = await act(takeAccount, NOBODY, { token, ...wrong, password: PASSWORD });
      expect(answer).toMatchObject({ error: { kind: "invalid", code: "visits.wrong_answer", params: { left: 4 - index } } });
    }
    expect(await act(takeAccount, NOBODY, { token, ...WHO, name: "Nora", password: PASSWORD })).toMatchObject({ error: { kind: "gone", code: "visits.tries_used_up" } });
    expect(await act(takeAccount, NOBODY, { token, ...WHO, password: PASSWORD })).toMatchObject({ error: { code: "visits.tries_used_up" } });
    expect(await stateFor(desk, patientId)).toMatchObject({ state: "lapsed" });
    expect(await db().account.count({ where: { email } })).toBe(0);
    expect(await act(takeAccount, NOBODY, { token: "x".repeat(43), ...WHO, password: null })).toMatchObject({ error: { kind: "not_found" } });
  });

  it("PPL-25: taken back, sent anew and run out, a link makes no account", async () => {
    const desk = await createDesk({ patients: 0 });
    const first = await asked(desk);
    value(await act(inviteAccount, desk.scheduler, { patientId: first.patientId }));
    const again = tokenIn((await waitingMails(first.email)).at(-1)?.text ?? "");
    expect(again).not.toBe(first.token);
    expect(await act(takeAccount, NOBODY, { token: first.token, ...WHO, password: null })).toMatchObject({ error: { code: "people.invite_over" } });
    const late = { nowMs: Date.now() + ACCOUNT_INVITE_MS };
    expect(await act(takeAccount, NOBODY, { token: again, ...WHO, password: null }, late)).toMatchObject({ error: { code: "people.invite_over" } });
    value(await act(withdrawAccountInvite, desk.scheduler, { patientId: first.patientId }));
    expect(await stateFor(desk, first.patientId)).toMatchObject({ state: "none" });
    expect(await act(takeAccount, NOBODY, { token: again, ...WHO, password: null })).toMatchObject({ error: { code: "people.invite_over" } });
    expect(value(await act(accountInvitation, NOBODY, { token: again })).isOver).toBe(true);
    expect(await act(withdrawAccountInvite, desk.scheduler, { patientId: first.patientId })).toMatchObject({ error: { code: "people.account_not_asked" } });
  });

  it("PPL-27: of two presses at one moment one makes the account", async () => {
    const desk = await createDesk({ patients: 0 });
    const { email, token } = await asked(desk);
    const both = await Promise.all([0, 1].map(() => act(takeAccount, NOBODY, { token, ...WHO, password: null })));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().account.count({ where: { email } })).toBe(1);
  });

  it("PPL-25, PPL-27: one address is one account: whose it may be and whose not", async () => {
    const desk = await createDesk({ patients: 0 });
    const first = await asked(desk);
    value(await act(takeAccount, NOBODY, { token: first.token, ...WHO, password: PASSWORD }));
    const twin = await createPatient(desk.practiceId, { givenName: "Nora", familyName: "Quist", email: first.email });
    expect(await act(inviteAccount, desk.scheduler, { patientId: twin })).toMatchObject({ error: { code: "people.account_mail" } });
    const none = await createPatient(desk.practiceId, { givenName: "Ida", familyName: "Quist", email: null });
    expect(await act(inviteAccount, desk.scheduler, { patientId: none })).toMatchObject({ error: { code: "people.account_no_mail" } });
    // A mother's address on a child's file is hers: she acts for the child, and is not the child.
    const mother = `mother.${crypto.randomUUID()}@example.test`;
    const [child, herself] = [await createPatient(desk.practiceId, { givenName: "Tim", familyName: "Quist", email: mother }), await createPatient(desk.practiceId, { givenName: "Lena", familyName: "Quist", birthDate: WHO.birthDate, email: mother })];
    const accountId = crypto.randomUUID();
    await db().account.create({ data: { id: accountId, practiceId: desk.practiceId, email: mother, name: "Lena Quist" } });
    await db().proxy.create({ data: { practiceId: desk.practiceId, patientId: child, accountId, relation: "parent", scopes: ["visits"], startsAt: new Date(), acceptedAt: new Date(), grantedBy: accountId } });
    expect(await act(inviteAccount, desk.scheduler, { patientId: child })).toMatchObject({ error: { code: "people.account_mail" } });
    value(await act(inviteAccount, desk.scheduler, { patientId: herself }));
    const token = tokenIn((await waitingMails(mother)).at(-1)?.text ?? "");
    value(await act(takeAccount, NOBODY, { token, ...WHO, password: PASSWORD }));
    expect(await db().patient.findUniqueOrThrow({ where: { id: herself } })).toMatchObject({ accountId });
    expect(await act(inviteAccount, desk.scheduler, { patientId: child })).toMatchObject({ error: { code: "people.account_mail" } });
  });

  it("PPL-25: is the desk's to ask; who treats the patient sees it; nobody else does", async () => {
    const [desk, other] = [await createDesk({ patients: 1 }), await createDesk({ patients: 1 })];
    const patientId = desk.patientIds[0] ?? "";
    const operations: readonly (Command | Query)[] = [inviteAccount, withdrawAccountInvite, patientAccount];
    for (const operation of operations) {
      expect(await act(operation, other.scheduler, { patientId })).toMatchObject({ error: { kind: "not_found" } });
      expect(await act(operation, withRoles(desk.clinician, "admin"), { patientId })).toMatchObject({ error: { kind: "denied" } });
      expect(await act(operation, patientActor(desk.practiceId, desk.patientIds[0] ?? ("" as never)), { patientId })).toMatchObject({ error: { kind: "denied" } });
    }
    expect(await act(patientAccount, await createClinician(desk.practiceId), { patientId })).toMatchObject({ error: { kind: "not_found" } });
    await db().careTeamMember.create({ data: { practiceId: desk.practiceId, patientId, staffId: desk.clinician.staffId, addedBy: desk.clinician.staffId, startsAt: new Date(0) } });
    expect(value(await act(patientAccount, desk.clinician, { patientId }))).toMatchObject({ state: "none", mayInvite: false });
  });
});
