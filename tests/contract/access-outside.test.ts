import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { issueAccountToken } from "@/server/access/account-tokens";
import { signInWithOidc } from "@/server/access/oidc";
import { db } from "@/server/kit/db";
import { browserOf, createStaff, enrolTotp } from "../support/keys-fixture";

const nowMs = Math.floor(Date.now() / 30_000) * 30_000;
const ISSUER = "http://localhost:4999";
const given = () => ({ source: randomUUID(), userAgent: "Firefox on a test", requestId: "r", nowMs });
const said = (more: object = {}) => ({ iss: ISSUER, sub: randomUUID(), email: "somebody@example.test", email_verified: true, ...more });
const WRONG = { kind: "wrong" };

beforeAll(() => {
  // Read by the first look at the configuration, which comes after this.
  Object.assign(process.env, { OIDC_ISSUER: ISSUER, OIDC_CLIENT_ID: "a", OIDC_CLIENT_SECRET: "b", OIDC_STRONG_AMR: "mfa, hwk", OIDC_STRONG_ACR: "phr" });
});

async function invited() {
  const staff = await createStaff();
  await issueAccountToken(db(), { id: staff.accountId, practiceId: staff.practiceId }, "invite", nowMs);
  return staff;
}

describe("an outside provider", { timeout: 120_000 }, () => {
  it("ACC-77: makes nobody, and takes no account over by its address alone", async () => {
    const before = await db().account.count();
    expect(await signInWithOidc(said(), null, given())).toEqual(WRONG);
    const { email, accountId } = await createStaff();
    expect(await signInWithOidc(said({ email }), null, given())).toEqual(WRONG);
    expect(await db().externalIdentity.count({ where: { accountId } })).toBe(0);
    expect(await db().account.count()).toBe(before + 1);
  });

  it("ACC-77: ties an invited account by a verified address, once; from then on the subject counts, not the address", async () => {
    const { email, accountId } = await invited();
    expect(await signInWithOidc(said({ email, email_verified: false }), null, given())).toEqual(WRONG);
    expect(await signInWithOidc(said({ email, email_verified: undefined }), null, given())).toEqual(WRONG);
    const claims = said({ email: email.toUpperCase() });
    expect(await signInWithOidc(claims, null, given())).toMatchObject({ kind: "in", accountId });
    expect(await signInWithOidc({ ...claims, email: "changed@example.test" }, null, given())).toMatchObject({ kind: "in", accountId });
    // The invitation is used: nobody else comes in by it.
    expect(await signInWithOidc(said({ email }), null, given())).toEqual(WRONG);
    expect(await db().accountToken.count({ where: { accountId, usedAt: null } })).toBe(0);
  });

  it("ACC-77: ties the account of whoever has just shown who they are, and not a minute too late", async () => {
    const { accountId } = await createStaff();
    const browser = await browserOf(accountId, ["password"], nowMs);
    expect(await signInWithOidc(said(), await browser.sessionId(), given())).toEqual(WRONG);
    await enrolTotp(browser, nowMs);
    const late = { ...given(), nowMs: nowMs + 5 * 60_000 };
    expect(await signInWithOidc(said(), await browser.sessionId(), late)).toEqual(WRONG);
    const sessionId = await browser.sessionId();
    expect(await signInWithOidc(said(), sessionId, given())).toMatchObject({ kind: "in", accountId, sessionId });
  });

  it("ACC-62: is one factor, unless it says two in a way that this deployment trusts", async () => {
    const { email, accountId } = await invited();
    const claims = said({ email });
    const strongAfter = async (more: object) => {
      const outcome = await signInWithOidc({ ...claims, ...more }, null, given());
      if (outcome.kind !== "in") throw new Error(outcome.kind);
      return (await db().session.findUniqueOrThrow({ where: { id: outcome.sessionId } })).strongAt !== null;
    };
    expect([await strongAfter({}), await strongAfter({ amr: ["pwd"] }), await strongAfter({ acr: "low" })]).toEqual([false, false, false]);
    expect([await strongAfter({ amr: ["pwd", "mfa"] }), await strongAfter({ acr: "phr" })]).toEqual([true, true]);
    await db().account.update({ where: { id: accountId }, data: { disabledAt: new Date() } });
    expect(await signInWithOidc(claims, null, given())).toEqual(WRONG);
  });

  it("another issuer, or claims that are none, are nobody", async () => {
    const { email } = await invited();
    for (const odd of [said({ email, iss: "https://elsewhere.example.test" }), said({ email, sub: "" }), null, "x", { iss: ISSUER }]) {
      expect(await signInWithOidc(odd, null, given())).toEqual(WRONG);
    }
  });
});
