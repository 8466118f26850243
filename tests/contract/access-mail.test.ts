import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { STEP_UP_FRESH_MS } from "@/core/access/factors";
import { changeMail, confirmMail, undoMail } from "@/server/access/mail-change";
import { requestLink } from "@/server/access/request-link";
import { requestPassword } from "@/server/access/request-password";
import { setPassword } from "@/server/access/set-password";
import { signInWithLink, signInWithPassword } from "@/server/access/sign-in";
import { stepUp } from "@/server/access/step-up";
import { db } from "@/server/kit/db";
import { browserOf, createStaff, PASSWORD, type Browser } from "../support/keys-fixture";
import { waitingMails } from "../support/read-mail";
import { act } from "../support/visit-fixture";

const MIN = 60_000;
const DAY = 24 * 60 * MIN;
const nowMs = Date.now();
const PUBLIC = { kind: "public" } as const;
const given = () => ({ source: randomUUID(), userAgent: "Firefox on a test", requestId: "r", nowMs });
const fresh = () => `${randomUUID()}@example.test`;

/** A member of staff in a browser that has just shown who they are. */
async function someone(practiceId?: string): Promise<Browser> {
  const { accountId } = await createStaff(practiceId);
  const browser = await browserOf(accountId, ["password", "totp"], nowMs);
  expect((await browser.run(stepUp, { proof: { way: "password", password: PASSWORD } }, nowMs)).ok).toBe(true);
  return browser;
}

async function tokenFor(to: string, page: string): Promise<string> {
  const mails = await waitingMails(to);
  return new RegExp(`${page}#([\\w-]{43})\\b`).exec(mails.map(({ text }) => text).reverse().join("\n"))?.[1] ?? "";
}

const subjectsOf = async (to: string) => (await waitingMails(to)).map(({ subject }) => subject);
const emailOf = async ({ accountId }: Browser) => (await db().account.findUniqueOrThrow({ where: { id: accountId } })).email;

/** The whole way to another address. */
async function move(browser: Browser): Promise<{ from: string; to: string; undo: string }> {
  const [from, to] = [await emailOf(browser), fresh()];
  expect((await browser.run(changeMail, { email: to }, nowMs)).ok).toBe(true);
  const token = await tokenFor(to, "/account/email");
  expect(await browser.run(confirmMail, { token }, nowMs)).toEqual({ ok: true, value: { email: to } });
  return { from, to, undo: await tokenFor(from, "/sign-in/undo-email") };
}

describe("changing one's mail address", { timeout: 120_000 }, () => {
  it("ACC-81: counts only once the new mailbox answers; every session stays, and the new address signs in", async () => {
    const browser = await someone();
    const other = await browserOf(browser.accountId, ["password"], nowMs);
    const [from, to] = [browser.email, fresh()];
    expect(await browser.run(changeMail, { email: to.toUpperCase() }, nowMs)).toEqual({ ok: true, value: { lifeMin: 60 } });
    expect(await emailOf(browser)).toBe(from);
    expect(await subjectsOf(from)).toEqual([]);
    const token = await tokenFor(to, "/account/email");
    expect(await browser.run(confirmMail, { token }, nowMs)).toEqual({ ok: true, value: { email: to } });
    expect(await emailOf(browser)).toBe(to);
    expect(await browser.actor(nowMs)).not.toBeNull();
    expect(await other.actor(nowMs)).not.toBeNull();
    expect((await signInWithPassword(to, PASSWORD, given())).kind).toBe("in");
    expect((await signInWithPassword(from, PASSWORD, given())).kind).toBe("wrong");
    expect(await browser.run(confirmMail, { token }, nowMs)).toMatchObject({ ok: false, error: { kind: "gone" } });
    expect(JSON.stringify(await db().accountToken.findMany())).not.toContain(token);
  });

  it("ACC-81: asks for a fresh proof, and for another address than the one that stands", async () => {
    const browser = await someone();
    const late = nowMs + STEP_UP_FRESH_MS;
    expect(await browser.run(changeMail, { email: fresh() }, late)).toMatchObject({ ok: false, error: { code: "access.step_up_needed" } });
    expect(await browser.run(changeMail, { email: browser.email }, nowMs)).toMatchObject({ ok: false, error: { fields: { email: "access.mail_same" } } });
    expect(await browser.run(changeMail, { email: "no address" }, nowMs)).toMatchObject({ ok: false, error: { fields: { email: "access.email_invalid" } } });
    expect(await act(changeMail, PUBLIC, { email: fresh() })).toMatchObject({ ok: false, error: { kind: "signed_out" } });
  });

  it("ACC-81: a patient who has mailed links alone shows it by having signed in within the last minutes", async () => {
    const { practiceId } = await someone();
    const accountId = randomUUID();
    await db().account.create({ data: { id: accountId, practiceId, email: fresh(), name: "Amira Haddad" } });
    await db().patient.create({ data: { practiceId, accountId, givenName: "Amira", familyName: "Haddad", searchName: "amirahaddad", birthDate: new Date("1968-03-02"), zone: "Europe/Zurich" } });
    const browser = await browserOf(accountId, ["link"], nowMs);
    expect(await browser.run(changeMail, { email: fresh() }, nowMs + STEP_UP_FRESH_MS)).toMatchObject({ ok: false, error: { code: "access.sign_in_again" } });
    const { to } = await move(browser);
    expect(await emailOf(browser)).toBe(to);
  });

  it("ACC-81: an address that somebody has, or may still go back to, gets the same answer, and only its owner hears of it", async () => {
    const [browser, owner] = [await someone(), await someone()];
    expect(await browser.run(changeMail, { email: owner.email }, nowMs)).toEqual({ ok: true, value: { lifeMin: 60 } });
    expect(await subjectsOf(owner.email)).toEqual(["This address has an account already"]);
    expect(await tokenFor(owner.email, "/account/email")).toBe("");
    const { from } = await move(owner);
    expect((await browser.run(changeMail, { email: from }, nowMs)).ok).toBe(true);
    expect(await tokenFor(from, "/account/email")).toBe("");
    expect(await emailOf(browser)).toBe(browser.email);
  });

  it("ACC-81: the link counts only in a browser of the account that asked, for an hour, and only the newest", async () => {
    const [browser, stranger] = [await someone(), await someone()];
    const to = fresh();
    await browser.run(changeMail, { email: to }, nowMs);
    const older = await tokenFor(to, "/account/email");
    await browser.run(changeMail, { email: to }, nowMs);
    const token = await tokenFor(to, "/account/email");
    expect(await browser.run(confirmMail, { token: older }, nowMs)).toMatchObject({ ok: false, error: { kind: "gone" } });
    expect(await act(confirmMail, PUBLIC, { token })).toMatchObject({ ok: false, error: { kind: "signed_out" } });
    expect(await stranger.run(confirmMail, { token }, nowMs)).toMatchObject({ ok: false, error: { code: "access.mail_other" } });
    const weak = await browserOf(browser.accountId, ["password"], nowMs);
    expect(await weak.run(confirmMail, { token }, nowMs)).toMatchObject({ ok: false, error: { code: "access.second_factor_needed" } });
    const late = await browserOf(browser.accountId, ["password", "totp"], nowMs + 60 * MIN);
    expect(await late.run(confirmMail, { token }, nowMs + 60 * MIN)).toMatchObject({ ok: false, error: { kind: "gone" } });
    // Somebody may have taken the address meanwhile.
    await db().account.update({ where: { id: stranger.accountId }, data: { email: to } });
    expect(await browser.run(confirmMail, { token }, nowMs)).toMatchObject({ ok: false, error: { code: "access.mail_taken" } });
  });

  it("ACC-81: of two accounts that take one address at one moment one gets it", async () => {
    const pair = [await someone(), await someone()];
    const to = fresh();
    const tokens: string[] = [];
    for (const browser of pair) {
      await browser.run(changeMail, { email: to }, nowMs);
      tokens.push(await tokenFor(to, "/account/email"));
    }
    const outcomes = await Promise.all(pair.map((browser, at) => browser.run(confirmMail, { token: tokens[at] }, nowMs)));
    expect(outcomes.map((each) => (each.ok ? "ok" : each.error.code)).sort()).toEqual(["access.mail_taken", "ok"]);
    expect(await db().account.count({ where: { email: to } })).toBe(1);
  });
});

describe("undoing it", { timeout: 120_000 }, () => {
  it("ACC-82: the old address takes the account back within seven days, once, and puts everybody out", async () => {
    const browser = await someone();
    const { from, to, undo } = await move(browser);
    expect(await subjectsOf(from)).toEqual(["Your mail address was changed"]);
    expect(await subjectsOf(to)).toEqual(["Confirm your new mail address", "This is your new mail address"]);
    const at = nowMs + 7 * DAY - MIN;
    const thief = await browserOf(browser.accountId, ["password"], at);
    await act(requestPassword, PUBLIC, { email: to }, { nowMs: at });
    await act(requestLink, PUBLIC, { email: to }, { nowMs: at });
    const [reset, link] = [await tokenFor(to, "/sign-in/set-password"), await tokenFor(to, "/sign-in/link")];
    expect(await act(undoMail, PUBLIC, { token: undo }, { nowMs: at })).toMatchObject({ ok: true });
    expect(await emailOf(browser)).toBe(from);
    expect(await thief.actor(at)).toBeNull();
    expect(await act(setPassword, PUBLIC, { token: reset, password: "nine slow boats at dawn" }, { nowMs: at })).toMatchObject({ ok: false, error: { kind: "gone" } });
    expect(await signInWithLink(link, { ...given(), nowMs: at })).toEqual({ kind: "wrong" });
    expect(await act(undoMail, PUBLIC, { token: undo }, { nowMs: at })).toMatchObject({ ok: false, error: { kind: "gone" } });
    expect(await db().notification.count({ where: { accountId: browser.accountId, kind: "account.mail" } })).toBe(2);
    const rows = await db().auditEntry.findMany({ where: { subjectId: browser.accountId, action: { startsWith: "account." }, outcome: "done" }, orderBy: { id: "asc" } });
    expect(rows.map(({ action }) => action).filter((each) => each.endsWith("_mail"))).toEqual(["account.change_mail", "account.confirm_mail", "account.undo_mail"]);
  });

  it("ACC-82: not after seven days; and the first address outranks all that came after it", async () => {
    const browser = await someone();
    const first = await move(browser);
    const second = await move(browser);
    expect(await act(undoMail, PUBLIC, { token: first.undo }, { nowMs: nowMs + 7 * DAY })).toMatchObject({ ok: false, error: { kind: "gone" } });
    expect((await act(undoMail, PUBLIC, { token: first.undo }, { nowMs })).ok).toBe(true);
    expect(await emailOf(browser)).toBe(first.from);
    expect(await act(undoMail, PUBLIC, { token: second.undo }, { nowMs })).toMatchObject({ ok: false, error: { kind: "gone" } });
  });

  it("ACC-82: what was mailed to the old address before the change opens nothing after it", async () => {
    const browser = await someone();
    await act(requestPassword, PUBLIC, { email: browser.email }, { nowMs });
    const reset = await tokenFor(browser.email, "/sign-in/set-password");
    await move(browser);
    expect(await act(setPassword, PUBLIC, { token: reset, password: "nine slow boats at dawn" }, { nowMs })).toMatchObject({ ok: false, error: { kind: "gone" } });
  });
});
