import { describe, expect, it } from "vitest";
import { askRecovery, listRecoveries, ownRecovery, stopRecovery, takeRecovery, vouchRecovery } from "@/server/access/recoveries";
import { signInStep } from "@/server/access/second-step";
import { stepUp } from "@/server/access/step-up";
import { db } from "@/server/kit/db";
import { browserOf, createStaff, enrolTotp, PASSWORD, type Browser } from "../support/keys-fixture";
import { waitingMails } from "../support/read-mail";

const HOUR = 3_600_000;
const nowMs = Math.floor(Date.now() / 30_000) * 30_000;

interface Case {
  readonly lost: Browser;
  readonly admin: Browser;
  readonly recoveryId: string;
}

async function admin(practiceId: string): Promise<Browser> {
  const { accountId } = await createStaff(practiceId, ["admin"]);
  const browser = await browserOf(accountId, ["password"], nowMs);
  await enrolTotp(browser, nowMs);
  return browser;
}

/** Somebody with a second factor that is gone, who asked; and an admin beside them. */
async function lostCase(): Promise<Case> {
  const { accountId, practiceId } = await createStaff();
  await enrolTotp(await browserOf(accountId, ["password"], nowMs), nowMs);
  const colleague = await admin(practiceId);
  const lost = await browserOf(accountId, ["password"], nowMs);
  expect(await lost.run(askRecovery, {}, nowMs)).toEqual({ ok: true, value: { state: "asked" } });
  const { id } = await db().accountRecovery.findFirstOrThrow({ where: { accountId } });
  return { lost, admin: colleague, recoveryId: id };
}

async function returns(browser: Browser, atMs: number): Promise<Browser> {
  return browserOf(browser.accountId, ["password"], atMs);
}

describe("recovering an account whose second factors are lost", { timeout: 120_000 }, () => {
  it("ACC-70: takes a vouch and 24 hours, ends every session and opens the way to a new factor, once", async () => {
    const { lost, admin, recoveryId } = await lostCase();
    const listed = await admin.run(listRecoveries, {}, nowMs);
    expect(listed).toMatchObject({ ok: true, value: { recoveries: [{ recoveryId, state: "asked", isOwn: false }] } });
    expect(await lost.run(takeRecovery, {}, nowMs)).toMatchObject({ ok: false, error: { code: "access.recovery_not_ready" } });
    expect(await admin.run(vouchRecovery, { recoveryId }, nowMs)).toEqual({ ok: true, value: { readyAtMs: nowMs + 24 * HOUR } });
    const early = await returns(lost, nowMs + 24 * HOUR - 1);
    expect(await early.run(takeRecovery, {}, nowMs + 24 * HOUR - 1)).toMatchObject({ ok: false, error: { code: "access.recovery_not_ready" } });
    const at = nowMs + 24 * HOUR;
    const back = await returns(lost, at);
    expect(await back.run(ownRecovery, {}, at)).toMatchObject({ ok: true, value: { recovery: { state: "ready" } } });
    expect((await back.run(takeRecovery, {}, at)).ok).toBe(true);
    expect(await back.run(signInStep, {}, at)).toMatchObject({ ok: true, value: { step: "enrol" } });
    expect(await back.actor(at)).toMatchObject({ strong: false });
    expect(await early.actor(at)).toBeNull();
    await enrolTotp(back, at);
    expect(await back.actor(at)).toMatchObject({ strong: true });
    expect(await (await returns(lost, at)).run(takeRecovery, {}, at)).toMatchObject({ ok: false, error: { code: "access.recovery_none" } });
  });

  it("ACC-71: its owner hears of every turn, the admins of the request, and nobody else", async () => {
    const { lost, admin, recoveryId } = await lostCase();
    await lost.run(askRecovery, {}, nowMs);
    await admin.run(vouchRecovery, { recoveryId }, nowMs);
    const subjects = async (email: string) => (await waitingMails(email)).map(({ subject }) => subject).filter((each) => /recover|vouch/i.test(each));
    expect(await subjects(lost.email)).toEqual(["Somebody asks to recover your account", "A colleague vouched for your account"]);
    expect(await subjects(admin.email)).toEqual(["A colleague asks you to vouch"]);
    expect(await db().notification.count({ where: { accountId: lost.accountId, kind: "account.recovery" } })).toBe(2);
    expect(await db().auditEntry.count({ where: { action: { startsWith: "recovery." }, practiceId: lost.practiceId, outcome: "done" } })).toBe(3);
  });

  it("ACC-71: can be stopped by its owner, who still has a factor, and by an admin", async () => {
    const { lost, admin, recoveryId } = await lostCase();
    const owner = await browserOf(lost.accountId, ["password", "totp"], nowMs);
    await admin.run(vouchRecovery, { recoveryId }, nowMs);
    expect((await owner.run(stopRecovery, { recoveryId }, nowMs)).ok).toBe(true);
    expect(await admin.run(stopRecovery, { recoveryId }, nowMs)).toMatchObject({ ok: false, error: { kind: "gone" } });
    const at = nowMs + 24 * HOUR;
    expect((await (await returns(lost, at)).run(takeRecovery, {}, at)).ok).toBe(false);
    const another = await lostCase();
    expect((await another.admin.run(stopRecovery, { recoveryId: another.recoveryId }, nowMs)).ok).toBe(true);
  });

  it("ACC-69: nobody vouches for themself, no clinician vouches, no other practice, and not without a step-up", async () => {
    const { lost, admin: colleague, recoveryId } = await lostCase();
    const { accountId, practiceId } = await createStaff(lost.practiceId, ["admin"]);
    const strong = await browserOf(accountId, ["password", "totp"], nowMs);
    await strong.run(stepUp, { proof: { way: "password", password: PASSWORD } }, nowMs);
    const own = await db().accountRecovery.create({ data: { practiceId, accountId, requestedAt: new Date(nowMs), expiresAt: new Date(nowMs + HOUR) } });
    expect(await strong.run(vouchRecovery, { recoveryId: own.id }, nowMs)).toMatchObject({ ok: false, error: { code: "access.vouch_self" } });
    const clinician = await browserOf((await createStaff(lost.practiceId)).accountId, ["password", "totp"], nowMs);
    expect(await clinician.run(vouchRecovery, { recoveryId }, nowMs)).toMatchObject({ ok: false, error: { kind: "denied" } });
    const elsewhere = await admin((await createStaff()).practiceId);
    expect(await elsewhere.run(vouchRecovery, { recoveryId }, nowMs)).toMatchObject({ ok: false, error: { kind: "not_found" } });
    const later = nowMs + 6 * 60_000;
    expect(await colleague.run(vouchRecovery, { recoveryId }, later)).toMatchObject({ ok: false, error: { code: "access.step_up_needed" } });
    const strongOwner = await browserOf(lost.accountId, ["password", "totp"], nowMs);
    expect(await strongOwner.run(askRecovery, {}, nowMs)).toMatchObject({ ok: false, error: { code: "access.recovery_needless" } });
  });
});
