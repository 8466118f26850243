import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { StaffActor } from "@/core/access/actor";
import { hashPassword, isHashWeak, passwordHolds } from "@/server/access/passwords";
import { requestLink } from "@/server/access/request-link";
import { signInWithLink, signInWithPassword } from "@/server/access/sign-in";
import { db } from "@/server/kit/db";
import { act, createClinician, createVisit } from "../support/visit-fixture";
import { waitingMails } from "../support/read-mail";

const PASSWORD = "correct horse battery staple";
const nowMs = Date.now();
let passwordHash: string;
let practiceId: string;

beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
  practiceId = (await createVisit()).practiceId;
});

async function someone(): Promise<{ actor: StaffActor; email: string }> {
  const actor = await createClinician(practiceId);
  await db().account.update({ where: { id: actor.accountId }, data: { passwordHash } });
  return { actor, email: `${actor.accountId}@example.test` };
}

const given = (more: object = {}) => ({ source: randomUUID(), userAgent: "test", requestId: "r", nowMs, ...more });

describe("passwords", () => {
  it("are kept as argon2id with 64 MiB and three passes", () => {
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(isHashWeak(passwordHash)).toBe(false);
    expect(isHashWeak("$argon2id$v=19$m=19456,t=2,p=1$a$b")).toBe(true);
  });

  it("hold however their letters are composed", async () => {
    const hash = await hashPassword("contraseña con eñe");
    expect(await passwordHolds(hash, "contraseña con eñe".normalize("NFD"))).toBe(true);
    expect(await passwordHolds(null, "x")).toBe(false);
  });
});

describe("signing in with a password", () => {
  it("opens a session and leaves a row in the audit", async () => {
    const { actor, email } = await someone();
    const outcome = await signInWithPassword(` ${email.toUpperCase()} `, PASSWORD, given());
    if (outcome.kind !== "in") throw new Error(outcome.kind);
    const session = await db().session.findUniqueOrThrow({ where: { id: outcome.sessionId } });
    expect(session.accountId).toBe(actor.accountId);
    expect(session.expiresAt.getTime() - nowMs).toBe(12 * 3600_000);
    expect(await db().auditEntry.count({ where: { subjectId: outcome.sessionId, outcome: "done" } })).toBe(1);
  });

  it("ACC-6: a wrong password and an unknown address are told alike", async () => {
    const { email } = await someone();
    expect(await signInWithPassword(email, "wrong", given())).toEqual({ kind: "wrong" });
    expect(await signInWithPassword("nobody@example.test", "wrong", given())).toEqual({ kind: "wrong" });
    expect(await signInWithPassword("not an address", "wrong", given())).toEqual({ kind: "wrong" });
  });

  it("ACC-7: after five wrong ones even the right one waits, then counts; the wait is for the address, not the place", async () => {
    const { email } = await someone();
    for (let n = 0; n < 5; n++) expect(await signInWithPassword(email, "wrong", given())).toEqual({ kind: "wrong" });
    expect(await signInWithPassword(email, PASSWORD, given())).toEqual({ kind: "wait", waitMs: 2000 });
    expect((await signInWithPassword(email, PASSWORD, given({ nowMs: nowMs + 2001 }))).kind).toBe("in");
    expect(await signInWithPassword(email, "wrong", given({ nowMs: nowMs + 2002 }))).toEqual({ kind: "wrong" });
  });

  it("ACC-7: unknown addresses wait in the same way", async () => {
    const email = `${randomUUID()}@example.test`;
    for (let n = 0; n < 5; n++) await signInWithPassword(email, "wrong", given());
    expect((await signInWithPassword(email, "wrong", given())).kind).toBe("wait");
  });

  it("ACC-5: a closed account doesn't sign in, and is told nothing more", async () => {
    const { actor, email } = await someone();
    await db().account.update({ where: { id: actor.accountId }, data: { disabledAt: new Date() } });
    expect(await signInWithPassword(email, PASSWORD, given())).toEqual({ kind: "wrong" });
  });

  it("ACC-20: one place can't try without end", async () => {
    const from = given();
    const outcomes = await Promise.all(Array.from({ length: 70 }, () => signInWithLink("x".repeat(43), from)));
    expect(outcomes.filter((each) => each.kind === "wait").length).toBeGreaterThanOrEqual(8);
  });
});

describe("signing in with a mailed link", () => {
  async function linkFor(email: string): Promise<string> {
    expect(await act(requestLink, { kind: "public" }, { email }, { nowMs })).toEqual({ ok: true, value: { lifeMin: 15 } });
    const [mail] = (await waitingMails(email)).slice(-1);
    const [, token] = /\/sign-in\/link#([\w-]{43})\b/.exec(mail?.text ?? "") ?? [];
    return token ?? "";
  }

  it("ACC-8: works once, and of two presses at one moment one", async () => {
    const { email } = await someone();
    const token = await linkFor(email);
    const outcomes = await Promise.all([signInWithLink(token, given()), signInWithLink(token, given())]);
    expect(outcomes.map((each) => each.kind).sort()).toEqual(["in", "wrong"]);
    expect(await signInWithLink(token, given())).toEqual({ kind: "wrong" });
  });

  it("ACC-8: runs out after 15 minutes, and a newer link ends the older", async () => {
    const { email } = await someone();
    expect(await signInWithLink(await linkFor(email), given({ nowMs: nowMs + 15 * 60_000 }))).toEqual({ kind: "wrong" });
    const [older, newer] = [await linkFor(email), await linkFor(email)];
    expect(await signInWithLink(older, given())).toEqual({ kind: "wrong" });
    expect((await signInWithLink(newer, given())).kind).toBe("in");
  });

  it("ACC-8: the database holds no token, and the mail's subject says nothing about anybody", async () => {
    const { email } = await someone();
    const token = await linkFor(email);
    const rows = await db().verificationToken.findMany();
    expect(JSON.stringify(rows)).not.toContain(token);
    const [mail] = await waitingMails(email);
    expect(mail?.subject).toBe("Your sign-in link");
  });

  it("ACC-6: an address without an account gets the same answer, and no mail", async () => {
    const email = `${randomUUID()}@example.test`;
    expect(await act(requestLink, { kind: "public" }, { email })).toEqual({ ok: true, value: { lifeMin: 15 } });
    expect(await waitingMails(email)).toEqual([]);
  });

  it("ACC-7: works while a password has to wait", async () => {
    const { email } = await someone();
    for (let n = 0; n < 6; n++) await signInWithPassword(email, "wrong", given());
    expect((await signInWithLink(await linkFor(email), given())).kind).toBe("in");
  });
});
