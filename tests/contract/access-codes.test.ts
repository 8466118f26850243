import { describe, expect, it } from "vitest";
import { listSessions } from "@/server/access/list-sessions";
import { ownSecurity } from "@/server/access/own-security";
import { secondStep, signInStep } from "@/server/access/second-step";
import { stepUp } from "@/server/access/step-up";
import { beginTotp, confirmTotp, removeTotp, renewCodes } from "@/server/access/totp-commands";
import { db } from "@/server/kit/db";
import { patientPage } from "@/server/people/patient-page";
import { waitingMails } from "../support/read-mail";
import { browserOf, codeAt, createStaff, enrolTotp, PASSWORD } from "../support/keys-fixture";
import { createVisit } from "../support/visit-fixture";

const MIN = 60_000;
const start = Math.floor(Date.now() / 30_000) * 30_000;
const CODE_WRONG = { ok: false, error: { kind: "invalid", fields: { code: "access.code_wrong" } } };

describe("an authenticator app", { timeout: 120_000 }, () => {
  it("ACC-63, ACC-79: staff with one factor reach no health data and are led to make a second; then they do", async () => {
    const visit = await createVisit();
    const browser = await browserOf(visit.clinician.accountId, ["password"], start);
    expect(await browser.run(signInStep, {}, start)).toMatchObject({ ok: true, value: { step: "enrol", ways: [] } });
    const denied = { ok: false, error: { kind: "denied", code: "access.second_factor_needed" } };
    expect(await browser.run(patientPage, { patientId: visit.patientId }, start)).toMatchObject(denied);
    const before = await browser.sessionId();
    const { recoveryCodes } = await enrolTotp(browser, start);
    expect(recoveryCodes).toHaveLength(10);
    expect((await browser.run(patientPage, { patientId: visit.patientId }, start)).ok).toBe(true);
    expect(await browser.run(signInStep, {}, start)).toMatchObject({ ok: true, value: { step: "in" } });
    // The id of the weaker session is worth nothing.
    expect(await browser.sessionId()).not.toBe(before);
    expect(await db().session.findUniqueOrThrow({ where: { id: before } })).toMatchObject({ revokedAt: new Date(start) });
  });

  it("counts only once a code of it was shown, and its secret stands in no table as it is", async () => {
    const browser = await browserOf((await createStaff()).accountId, ["password"], start);
    const begun = await browser.run(beginTotp, {}, start);
    if (!begun.ok) throw new Error(begun.error.code);
    const { secret, ticket, uri } = begun.value;
    expect(uri).toContain(`secret=${secret}`);
    expect(await browser.run(confirmTotp, { ticket, code: "000000" }, start)).toMatchObject(CODE_WRONG);
    expect(await browser.run(ownSecurity, {}, start)).toMatchObject({ ok: true, value: { totpAtMs: null } });
    const late = start + 16 * MIN - 60_000;
    expect(await browser.run(confirmTotp, { ticket: ticket.slice(0, -2), code: await codeAt(secret, start) }, start)).toMatchObject({ ok: false, error: { kind: "gone" } });
    // Another browser of the same person can't use the ticket.
    const other = await browserOf(browser.accountId, ["password"], start);
    expect(await other.run(confirmTotp, { ticket, code: await codeAt(secret, start) }, start)).toMatchObject({ ok: false, error: { kind: "gone" } });
    await db().session.updateMany({ where: { accountId: browser.accountId }, data: { lastSeenAt: new Date(late) } });
    expect(await browser.run(confirmTotp, { ticket, code: await codeAt(secret, late) }, late)).toMatchObject({ ok: false, error: { code: "access.totp_ticket_over" } });
    expect((await browser.run(confirmTotp, { ticket, code: await codeAt(secret, start) }, start)).ok).toBe(true);
    const row = await db().account.findUniqueOrThrow({ where: { id: browser.accountId } });
    expect(Buffer.from(row.totpSealed ?? []).includes(secret)).toBe(false);
    expect((await waitingMails(browser.email)).map(({ subject }) => subject)).toEqual(["A new way to sign in was added"]);
  });

  it("ACC-68: a code works once, of two at one moment too, and no earlier one after it", async () => {
    const { accountId } = await createStaff();
    const { secret } = await enrolTotp(await browserOf(accountId, ["password"], start), start);
    const [one, two] = [await browserOf(accountId, ["password"], start), await browserOf(accountId, ["link"], start)];
    const same = { proof: { way: "code", code: await codeAt(secret, start) } };
    expect(await one.run(secondStep, same, start)).toMatchObject(CODE_WRONG);
    const next = start + 30_000;
    const proof = { proof: { way: "code", code: await codeAt(secret, next) } };
    const outcomes = await Promise.all([one.run(secondStep, proof, next), two.run(secondStep, proof, next)]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await one.run(secondStep, same, next)).toMatchObject(CODE_WRONG);
    // The clock of a phone may be a step ahead; then the step before counts no more.
    const ahead = await browserOf(accountId, ["password"], next);
    expect((await ahead.run(secondStep, { proof: { way: "code", code: await codeAt(secret, next + 30_000) } }, next)).ok).toBe(true);
    expect(await (await browserOf(accountId, ["password"], next)).run(secondStep, { proof: { way: "code", code: await codeAt(secret, next + 90_000) } }, next)).toMatchObject(CODE_WRONG);
  });

  it("ACC-76: wrong codes make the next wait, and the right one counts afterwards", async () => {
    const { accountId } = await createStaff();
    const { secret } = await enrolTotp(await browserOf(accountId, ["password"], start), start);
    const at = start + MIN;
    const browser = await browserOf(accountId, ["password"], at);
    for (let n = 0; n < 5; n++) expect(await browser.run(secondStep, { proof: { way: "code", code: "000000" } }, at)).toMatchObject(CODE_WRONG);
    const right = { proof: { way: "code", code: await codeAt(secret, at) } };
    expect(await browser.run(secondStep, right, at)).toMatchObject({ ok: false, error: { kind: "rate_limited", params: { seconds: 2 } } });
    expect((await browser.run(secondStep, right, at + 2_001)).ok).toBe(true);
  });

  it("ACC-65, ACC-66: a session by link makes no first factor, and the last one stays", async () => {
    const { accountId } = await createStaff();
    const byLink = await browserOf(accountId, ["link"], start);
    expect(await byLink.run(beginTotp, {}, start)).toMatchObject({ ok: false, error: { code: "access.vouch_needed" } });
    expect(await byLink.run(ownSecurity, {}, start)).toMatchObject({ ok: true, value: { needsVouch: true } });
    const browser = await browserOf(accountId, ["password"], start);
    await enrolTotp(browser, start);
    expect(await browser.run(removeTotp, {}, start)).toMatchObject({ ok: false, error: { code: "access.last_factor" } });
    const later = start + 6 * MIN;
    expect(await browser.run(renewCodes, {}, later)).toMatchObject({ ok: false, error: { code: "access.step_up_needed" } });
  });
});

describe("a patient's second factor", { timeout: 120_000 }, () => {
  it("ACC-63: is theirs to choose; once there, a password alone makes them nobody until it is shown", async () => {
    const { practiceId, patientId } = await createVisit();
    const account = await db().account.create({ data: { practiceId, email: `${crypto.randomUUID()}@patients.example.test`, name: "Amira Haddad" } });
    await db().patient.update({ where: { id: patientId }, data: { accountId: account.id } });
    const first = await browserOf(account.id, ["link"], start);
    expect(await first.run(signInStep, {}, start)).toMatchObject({ ok: true, value: { step: "in" } });
    const { secret } = await enrolTotp(first, start);
    expect(await first.actor(start)).toMatchObject({ kind: "patient", patientId });
    const at = start + MIN;
    const second = await browserOf(account.id, ["link"], at);
    expect(await second.actor(at)).toBeNull();
    expect(await second.run(signInStep, {}, at)).toMatchObject({ ok: true, value: { step: "second" } });
    expect((await second.run(secondStep, { proof: { way: "code", code: await codeAt(secret, at) } }, at)).ok).toBe(true);
    expect(await second.actor(at)).toMatchObject({ kind: "patient" });
    // Patients, unlike staff, may go back to one.
    await second.run(stepUp, { proof: { way: "code", code: await codeAt(secret, at + MIN) } }, at + MIN);
    expect((await second.run(removeTotp, {}, at + MIN)).ok).toBe(true);
  });
});

describe("recovery codes", { timeout: 120_000 }, () => {
  it("ACC-67: each works once, new ones end the old, and none is kept as it is", async () => {
    const { accountId } = await createStaff();
    const owner = await browserOf(accountId, ["password"], start);
    const { recoveryCodes } = await enrolTotp(owner, start);
    const [code = "", spare = ""] = recoveryCodes;
    const use = async (given: string) => (await browserOf(accountId, ["password"], start)).run(secondStep, { proof: { way: "recovery_code", code: given } }, start);
    expect(await use(code.toLowerCase().replaceAll("-", " "))).toMatchObject({ ok: true, value: { recoveryCodesLeft: 9 } });
    expect(await use(code)).toMatchObject(CODE_WRONG);
    expect(JSON.stringify(await db().recoveryCode.findMany({ where: { accountId } }))).not.toContain(spare);
    expect((await owner.run(renewCodes, {}, start)).ok).toBe(true);
    expect(await use(spare)).toMatchObject(CODE_WRONG);
  });
});

describe("showing who one is once more", { timeout: 120_000 }, () => {
  it("ACC-64: opens grave steps for five minutes in this session alone, by password or code, never by a recovery code", async () => {
    const { accountId } = await createStaff();
    const browser = await browserOf(accountId, ["password"], start);
    const { secret, recoveryCodes } = await enrolTotp(browser, start);
    const at = start + 10 * MIN;
    expect(await browser.run(renewCodes, {}, at)).toMatchObject({ ok: false, error: { code: "access.step_up_needed" } });
    expect(await browser.run(stepUp, { proof: { way: "password", password: "wrong" } }, at)).toMatchObject({ ok: false, error: { fields: { password: "access.password_wrong" } } });
    expect(await browser.run(stepUp, { proof: { way: "recovery_code", code: recoveryCodes[0] } }, at)).toMatchObject({ ok: false, error: { kind: "invalid" } });
    expect(await browser.run(stepUp, { proof: { way: "password", password: PASSWORD } }, at)).toMatchObject({ ok: true, value: { untilMs: at + 5 * MIN } });
    expect((await browser.run(renewCodes, {}, at + 5 * MIN - 1)).ok).toBe(true);
    expect((await browser.run(renewCodes, {}, at + 5 * MIN)).ok).toBe(false);
    expect((await browser.run(stepUp, { proof: { way: "code", code: await codeAt(secret, at + 5 * MIN) } }, at + 5 * MIN)).ok).toBe(true);
    const elsewhere = await browserOf(accountId, ["password", "totp"], at + 5 * MIN);
    expect((await elsewhere.run(renewCodes, {}, at + 5 * MIN)).ok).toBe(false);
    const sessions = await browser.run(listSessions, {}, at + 5 * MIN);
    expect(sessions).toMatchObject({ ok: true, value: { sessions: [{}, {}] } });
  });
});

describe("a session in a live visit", { timeout: 120_000 }, () => {
  it("ACC-80: outlasts its limit while its person is in the room, and no longer", async () => {
    const { visitId, practiceId, clinician } = await createVisit();
    const browser = await browserOf(clinician.accountId, ["password", "totp"], start);
    const sessionId = await browser.sessionId();
    const near = start + 719 * MIN;
    await db().session.update({ where: { id: sessionId }, data: { lastSeenAt: new Date(near - MIN) } });
    await browser.actor(near);
    const endOf = async () => (await db().session.findUniqueOrThrow({ where: { id: sessionId } })).expiresAt.getTime();
    expect(await endOf()).toBe(start + 720 * MIN);
    const room = await db().roomActor.create({
      data: { identity: crypto.randomUUID(), practiceId, visitId, actor: 1, role: "clinician", staffId: clinician.staffId, sessionId, joinedAt: new Date(near) },
    });
    await browser.actor(near + MIN / 2);
    expect(await endOf()).toBe(near + MIN / 2 + 30 * MIN);
    await db().roomActor.update({ where: { identity: room.identity }, data: { leftAt: new Date(near + MIN) } });
    await browser.actor(near + 16 * MIN);
    expect(await endOf()).toBe(near + MIN / 2 + 30 * MIN);
  });
});
