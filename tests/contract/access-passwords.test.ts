import { describe, expect, it } from "vitest";
import { changePassword } from "@/server/access/change-password";
import { isCommonPassword } from "@/server/access/common-passwords";
import { requestPassword } from "@/server/access/request-password";
import { revokeOthers, staySignedIn } from "@/server/access/revoke-others";
import { secondStep, signInStep } from "@/server/access/second-step";
import { setPassword } from "@/server/access/set-password";
import { signInWithPassword } from "@/server/access/sign-in";
import { stepUp } from "@/server/access/step-up";
import { beginTotp } from "@/server/access/totp-commands";
import { db } from "@/server/kit/db";
import { browserOf, codeAt, createStaff, enrolTotp, PASSWORD } from "../support/keys-fixture";
import { waitingMails } from "../support/read-mail";
import { act } from "../support/visit-fixture";

const MIN = 60_000;
const nowMs = Math.floor(Date.now() / 30_000) * 30_000;
const NEW = "nine slow boats at dawn";
const PUBLIC = { kind: "public" } as const;
const given = (more: object = {}) => ({ source: crypto.randomUUID(), userAgent: "Firefox on a test", requestId: "r", nowMs, ...more });

async function forgot(email: string, at = nowMs): Promise<string> {
  expect(await act(requestPassword, PUBLIC, { email }, { nowMs: at })).toEqual({ ok: true, value: { lifeMin: 30 } });
  const mails = (await waitingMails(email)).filter(({ subject }) => subject === "Set a new password");
  return /\/sign-in\/set-password#([\w-]{43})\b/.exec(mails.at(-1)?.text ?? "")?.[1] ?? "";
}

const set = (token: string, password = NEW, at = nowMs) => act(setPassword, PUBLIC, { token, password }, { nowMs: at });

describe("the list of common passwords", { timeout: 120_000 }, () => {
  it("ACC-61: finds what everybody uses, in microseconds, and takes few others for it", () => {
    for (const word of ["password", "Football", "letmein", "qwerty123"]) expect(isCommonPassword(word), word).toBe(true);
    const strange = Array.from({ length: 20_000 }, () => crypto.randomUUID());
    expect(strange.filter(isCommonPassword).length).toBeLessThan(10);
  });
});

describe("a forgotten password", { timeout: 120_000 }, () => {
  it("ACC-73: is set once by a mailed link; every session ends and none opens", async () => {
    const { accountId, email } = await createStaff();
    const browser = await browserOf(accountId, ["password"], nowMs);
    const token = await forgot(email);
    expect(await set(token)).toEqual({ ok: true, value: { ended: 1 } });
    expect(await browser.actor(nowMs)).toBeNull();
    expect(await set(token)).toMatchObject({ ok: false, error: { kind: "gone" } });
    expect((await signInWithPassword(email, NEW, given())).kind).toBe("in");
    expect(await signInWithPassword(email, PASSWORD, given())).toEqual({ kind: "wrong" });
    expect((await waitingMails(email)).map(({ subject }) => subject)).toContain("Your password changed");
  });

  it("ACC-73: of two presses at one moment one counts; a newer link ends the older; half an hour and it is over", async () => {
    const { email } = await createStaff();
    const older = await forgot(email);
    const token = await forgot(email);
    expect((await set(older)).ok).toBe(false);
    const outcomes = await Promise.all([set(token), set(token, "another set of four words")]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect((await set(await forgot(email), NEW, nowMs + 30 * MIN)).ok).toBe(false);
    expect(JSON.stringify(await db().accountToken.findMany())).not.toContain(token);
  });

  it("ACC-6: an address without an account hears the same and gets no mail", async () => {
    const email = `${crypto.randomUUID()}@example.test`;
    expect(await forgot(email)).toBe("");
    expect(await waitingMails(email)).toEqual([]);
  });

  it("ACC-65: a stolen mailbox sets a password and comes no further: no second factor falls, none is made", async () => {
    const guarded = await createStaff();
    const { secret } = await enrolTotp(await browserOf(guarded.accountId, ["password"], nowMs), nowMs);
    await set(await forgot(guarded.email));
    const thief = await signInWithPassword(guarded.email, NEW, given());
    if (thief.kind !== "in") throw new Error(thief.kind);
    const session = await db().session.findUniqueOrThrow({ where: { id: thief.sessionId } });
    expect(session.strongAt).toBeNull();
    const browser = await browserOf(guarded.accountId, ["password"], nowMs);
    expect(await browser.run(signInStep, {}, nowMs)).toMatchObject({ ok: true, value: { step: "second", ways: ["code", "recovery_code"] } });
    // Neither a step-up by that password nor another change of it leads around the second factor.
    const weak = { ok: false, error: { kind: "denied", code: "access.second_factor_needed" } };
    expect(await browser.run(stepUp, { proof: { way: "password", password: NEW } }, nowMs)).toMatchObject(weak);
    expect(await browser.run(changePassword, { current: NEW, next: "only I know these words" }, nowMs)).toMatchObject(weak);
    expect(await browser.run(beginTotp, {}, nowMs)).toMatchObject(weak);
    const later = nowMs + 30_000;
    expect((await browser.run(secondStep, { proof: { way: "code", code: await codeAt(secret, later) } }, later)).ok).toBe(true);

    const bare = await createStaff();
    await set(await forgot(bare.email));
    const stranger = await browserOf(bare.accountId, ["password"], nowMs);
    expect(await stranger.run(beginTotp, {}, nowMs)).toMatchObject({ ok: false, error: { code: "access.vouch_needed" } });
    expect(await stranger.run(changePassword, { current: NEW, next: "only I know these words" }, nowMs)).toMatchObject(weak);
    expect(await stranger.run(stepUp, { proof: { way: "password", password: NEW } }, nowMs)).toMatchObject(weak);
  });

  it("ACC-60, ACC-61: takes no short, long, common or personal one, says which, and uses nothing up", async () => {
    const { email } = await createStaff();
    const token = await forgot(email);
    const cases = { short: "seven77", common: "P@ssword2026", personal: "InesMoreau26", long: "word ".repeat(60) };
    for (const [problem, password] of Object.entries(cases)) {
      expect(await set(token, password), problem).toMatchObject({ ok: false, error: { kind: "invalid", fields: { password: `access.password_${problem}` } } });
    }
    expect((await set(token)).ok).toBe(true);
  });
});

describe("changing one's password", { timeout: 120_000 }, () => {
  it("ACC-74: asks for the old one and ends every other session, told to each", async () => {
    const { accountId, email } = await createStaff();
    const [here, there] = [await browserOf(accountId, ["password", "totp"], nowMs), await browserOf(accountId, ["password"], nowMs)];
    const wrong = await here.run(changePassword, { current: "wrong", next: NEW }, nowMs);
    expect(wrong).toMatchObject({ ok: false, error: { fields: { current: "access.password_wrong" } } });
    expect(await here.run(changePassword, { current: PASSWORD, next: NEW }, nowMs)).toEqual({ ok: true, value: { ended: 1 } });
    expect(await here.actor(nowMs)).not.toBeNull();
    expect(await there.actor(nowMs)).toBeNull();
    const told = await db().outbox.findMany({ where: { topic: "session.revoked", practiceId: here.practiceId } });
    expect(told.map(({ payload }) => (payload as { sessionId: string }).sessionId)).toContain(await there.sessionId());
    expect((await waitingMails(email)).map(({ subject }) => subject)).toEqual(["Your password changed"]);
  });

  it("ACC-7: wrong old ones wait like wrong ones at the door", async () => {
    const { accountId, email } = await createStaff();
    const browser = await browserOf(accountId, ["password", "totp"], nowMs);
    for (let n = 0; n < 5; n++) await browser.run(changePassword, { current: "wrong", next: NEW }, nowMs);
    expect(await browser.run(changePassword, { current: PASSWORD, next: NEW }, nowMs)).toMatchObject({ ok: false, error: { code: "access.wait" } });
    expect((await signInWithPassword(email, PASSWORD, given())).kind).toBe("wait");
  });

  it("whoever has none yet shows a second factor instead", async () => {
    const { accountId } = await createStaff();
    const browser = await browserOf(accountId, ["password"], nowMs);
    await enrolTotp(browser, nowMs);
    await db().account.update({ where: { id: accountId }, data: { passwordHash: null } });
    expect((await browser.run(changePassword, { current: null, next: NEW }, nowMs)).ok).toBe(true);
    const late = nowMs + 6 * MIN;
    await db().account.update({ where: { id: accountId }, data: { passwordHash: null } });
    expect(await browser.run(changePassword, { current: null, next: NEW }, late)).toMatchObject({ ok: false, error: { code: "access.step_up_needed" } });
  });
});

describe("one's sessions", { timeout: 120_000 }, () => {
  it("all others end at once, and staying counts as being there", async () => {
    const { accountId } = await createStaff();
    const [here, one, two] = await Promise.all([1, 2, 3].map(() => browserOf(accountId, ["password"], nowMs)));
    if (here === undefined || one === undefined || two === undefined) throw new Error("three browsers");
    expect(await here.run(revokeOthers, {}, nowMs)).toEqual({ ok: true, value: { ended: 2 } });
    expect([await one.actor(nowMs), await two.actor(nowMs)]).toEqual([null, null]);
    const at = nowMs + 14 * MIN;
    expect(await here.run(staySignedIn, {}, at)).toEqual({ ok: true, value: { endsAtMs: at + 15 * MIN } });
    expect(await here.actor(at + 14 * MIN)).not.toBeNull();
  });

  it("a mail tells of a device that is new, and of no other", async () => {
    const { accountId, email } = await createStaff();
    await signInWithPassword(email, PASSWORD, given());
    await signInWithPassword(email, PASSWORD, given({ userAgent: "Firefox on a test" }));
    expect(await waitingMails(email)).toEqual([]);
    await signInWithPassword(email, PASSWORD, given({ userAgent: "Something else" }));
    expect((await waitingMails(email)).map(({ subject }) => subject)).toEqual(["A new device signed in"]);
    expect(await db().session.count({ where: { accountId } })).toBe(3);
  });
});
