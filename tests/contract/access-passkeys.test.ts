import { describe, expect, it } from "vitest";
import { addPasskey, beginPasskey, removePasskey, renamePasskey } from "@/server/access/passkey-commands";
import { beginPasskeySignIn, beginProof, secondStep } from "@/server/access/second-step";
import { ownSecurity } from "@/server/access/own-security";
import { signInWithPasskey } from "@/server/access/sign-in";
import { stepUp } from "@/server/access/step-up";
import { db } from "@/server/kit/db";
import { browserOf, createStaff, PASSWORD, type Browser } from "../support/keys-fixture";
import { waitingMails } from "../support/read-mail";
import { SoftPasskey } from "../support/soft-passkey";
import { act } from "../support/visit-fixture";

const nowMs = Date.now();
const MIN = 60_000;
const given = (more: object = {}) => ({ source: crypto.randomUUID(), userAgent: "Firefox on a test", place: "203.0.113.*", requestId: "r", nowMs, ...more });

async function ask(browser: Browser, at = nowMs): Promise<{ challenge: string }> {
  const begun = await browser.run(beginPasskey, {}, at);
  if (!begun.ok) throw new Error(begun.error.code);
  return begun.value.options;
}

async function enrol(browser: Browser, passkey = new SoftPasskey(), label = "Laptop"): Promise<{ passkey: SoftPasskey; passkeyId: string }> {
  const added = await browser.run(addPasskey, { label, made: passkey.make(await ask(browser)) }, nowMs);
  if (!added.ok) throw new Error(added.error.code);
  return { passkey, passkeyId: added.value.passkeyId };
}

async function askToSignIn(at = nowMs): Promise<{ challenge: string }> {
  const begun = await act(beginPasskeySignIn, { kind: "public" }, {}, { nowMs: at });
  if (!begun.ok) throw new Error(begun.error.code);
  return begun.value.options;
}

async function owner(): Promise<Browser> {
  return browserOf((await createStaff()).accountId, ["password"], nowMs);
}

describe("a passkey", { timeout: 120_000 }, () => {
  it("ACC-62, ACC-75: signs in by itself, strongly; its question is answered once and within five minutes", async () => {
    const browser = await owner();
    const { passkey } = await enrol(browser);
    const question = await askToSignIn();
    const answer = JSON.stringify(passkey.show(question));
    const outcome = await signInWithPasskey(answer, given());
    if (outcome.kind !== "in") throw new Error(outcome.kind);
    expect(await db().session.findUniqueOrThrow({ where: { id: outcome.sessionId } })).toMatchObject({
      accountId: browser.accountId,
      factors: ["passkey"],
      strongAt: new Date(nowMs),
      place: "203.0.113.*",
    });
    expect(await signInWithPasskey(answer, given())).toEqual({ kind: "wrong" });
    expect(await signInWithPasskey(JSON.stringify(passkey.show(question)), given())).toEqual({ kind: "wrong" });
    const late = JSON.stringify(passkey.show(await askToSignIn()));
    expect(await signInWithPasskey(late, given({ nowMs: nowMs + 5 * MIN }))).toEqual({ kind: "wrong" });
  });

  it("ACC-75: must verify its person, on our page, with a question of ours; rubbish is refused quietly", async () => {
    const browser = await owner();
    const { passkey } = await enrol(browser);
    expect(await signInWithPasskey(JSON.stringify(passkey.show(await askToSignIn(), { unverified: true })), given())).toEqual({ kind: "wrong" });
    expect(await signInWithPasskey(JSON.stringify(passkey.show(await askToSignIn(), { origin: "http://localhost:4000" })), given())).toEqual({ kind: "wrong" });
    expect(await signInWithPasskey(JSON.stringify(passkey.show({ challenge: "bWFkZSB1cA" })), given())).toEqual({ kind: "wrong" });
    expect(await signInWithPasskey(JSON.stringify(new SoftPasskey().show(await askToSignIn())), given())).toEqual({ kind: "wrong" });
    for (const rubbish of ["", "{}", "null", "[".repeat(9_000), JSON.stringify({ ...passkey.show(await askToSignIn()), id: "..." })]) {
      expect(await signInWithPasskey(rubbish, given())).toEqual({ kind: "wrong" });
    }
    const twisted = await browser.run(addPasskey, { label: "Other", made: new SoftPasskey().make(await ask(browser), { unverified: true }) }, nowMs);
    expect(twisted).toMatchObject({ ok: false, error: { code: "access.passkey_wrong" } });
  });

  it("ACC-75: a question for one purpose, account and session is none for another", async () => {
    const browser = await owner();
    const { passkey } = await enrol(browser);
    const forNew = await ask(browser);
    expect(await signInWithPasskey(JSON.stringify(passkey.show(forNew)), given())).toEqual({ kind: "wrong" });
    const other = await browserOf(browser.accountId, ["password"], nowMs);
    const theirs = await other.run(beginProof, {}, nowMs);
    if (!theirs.ok) throw new Error(theirs.error.code);
    const proof = { way: "passkey", answer: passkey.show(theirs.value.options) };
    expect(await browser.run(stepUp, { proof }, nowMs)).toMatchObject({ ok: false, error: { code: "access.passkey_wrong" } });
    const stranger = await owner();
    await enrol(stranger);
    const strangers = await stranger.run(beginProof, {}, nowMs);
    if (!strangers.ok) throw new Error(strangers.error.code);
    const foreign = { way: "passkey", answer: passkey.show(strangers.value.options) };
    expect(await stranger.run(stepUp, { proof: foreign }, nowMs)).toMatchObject({ ok: false, error: { code: "access.passkey_wrong" } });
  });

  it("ACC-75: whose counter falls is refused, and its owner told by mail", async () => {
    const browser = await owner();
    const { passkey } = await enrol(browser);
    expect((await signInWithPasskey(JSON.stringify(passkey.show(await askToSignIn(), { counter: 9 })), given())).kind).toBe("in");
    expect(await signInWithPasskey(JSON.stringify(passkey.show(await askToSignIn(), { counter: 4 })), given())).toEqual({ kind: "wrong" });
    const begun = await browser.run(beginProof, {}, nowMs);
    if (!begun.ok) throw new Error(begun.error.code);
    const proof = { way: "passkey", answer: passkey.show(begun.value.options, { counter: 9 }) };
    expect(await browser.run(stepUp, { proof }, nowMs)).toMatchObject({ ok: false, error: { code: "access.passkey_copied" } });
    const subjects = (await waitingMails(browser.email)).map(({ subject }) => subject);
    expect(subjects.filter((each) => each === "A passkey was refused")).toHaveLength(2);
  });

  it("stands beside a password as the second step, and is told apart by its name", async () => {
    const browser = await owner();
    const { passkey, passkeyId } = await enrol(browser);
    const second = await browserOf(browser.accountId, ["password"], nowMs);
    const begun = await second.run(beginProof, {}, nowMs);
    if (!begun.ok) throw new Error(begun.error.code);
    expect(begun.value.options).toMatchObject({ userVerification: "required", allowCredentials: [{ id: passkey.id }] });
    const proof = { way: "passkey", answer: passkey.show(begun.value.options) };
    expect((await second.run(secondStep, { proof }, nowMs)).ok).toBe(true);
    expect(await second.actor(nowMs)).toMatchObject({ kind: "staff", strong: true });
    expect((await second.run(renamePasskey, { passkeyId, label: " Old phone " }, nowMs)).ok).toBe(true);
    for (const label of ["", "x".repeat(61), "a\u202eb", "a\nb"]) {
      expect(await second.run(renamePasskey, { passkeyId, label }, nowMs)).toMatchObject({ ok: false, error: { kind: "invalid" } });
    }
    expect(await second.run(ownSecurity, {}, nowMs)).toMatchObject({ ok: true, value: { passkeys: [{ passkeyId, label: "Old phone" }] } });
  });

  it("ACC-64, ACC-66: another one needs a step-up, the last one stays, and a removed one signs in no more", async () => {
    const browser = await owner();
    const first = await enrol(browser);
    const later = nowMs + 6 * MIN;
    expect(await browser.run(beginPasskey, {}, later)).toMatchObject({ ok: false, error: { code: "access.step_up_needed" } });
    expect((await browser.run(stepUp, { proof: { way: "password", password: PASSWORD } }, later)).ok).toBe(true);
    expect(await browser.run(removePasskey, { passkeyId: first.passkeyId }, later)).toMatchObject({ ok: false, error: { code: "access.last_factor" } });
    const second = new SoftPasskey();
    const added = await browser.run(addPasskey, { label: "Key", made: second.make(await ask(browser, later)) }, later);
    expect(added).toMatchObject({ ok: true, value: { recoveryCodes: null } });
    expect((await browser.run(removePasskey, { passkeyId: first.passkeyId }, later)).ok).toBe(true);
    expect(await signInWithPasskey(JSON.stringify(first.passkey.show(await askToSignIn())), given())).toEqual({ kind: "wrong" });
    // The same key can't be kept twice, nor by somebody else.
    const stranger = await owner();
    const again = await stranger.run(addPasskey, { label: "Mine", made: second.make(await ask(stranger)) }, nowMs);
    expect(again).toMatchObject({ ok: false, error: { kind: "conflict" } });
  });
});
