import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SESSIONS_AT_ONCE } from "@/core/access/session";
import { signInDemoPerson } from "@/server/access/demo-people";
import { actorOfSessionId } from "@/server/access/sessions";
import { signInWithPassword } from "@/server/access/sign-in";
import { db } from "@/server/kit/db";
import { browserOf, createStaff, PASSWORD } from "../support/keys-fixture";

const nowMs = Date.now();
const given = (more: object = {}) => ({ source: randomUUID(), userAgent: "Firefox on a test", requestId: "r", nowMs, ...more });

async function signIn(email: string, more: object = {}): Promise<string> {
  const outcome = await signInWithPassword(email, PASSWORD, given(more));
  if (outcome.kind !== "in") throw new Error(outcome.kind);
  return outcome.sessionId;
}

const isLive = async (sessionId: string, at = nowMs) => (await actorOfSessionId(sessionId, at, { touch: false })) !== null;
const rowsOf = (action: string, subjectId: string) => db().auditEntry.findMany({ where: { action, subjectId } });
const toldOf = async (practiceId: string) => (await db().outbox.findMany({ where: { topic: "session.revoked", practiceId } })).map(({ payload }) => (payload as { sessionId: string }).sessionId);

describe("a browser that signs in again", { timeout: 120_000 }, () => {
  it("ACC-83: leaves its older session: the row ends, its pages are told, and the audit says why", async () => {
    const { email, accountId, practiceId } = await createStaff();
    const [older, elsewhere] = [await signIn(email), await signIn(email)];
    const newer = await signIn(email, { olderSessionId: older });
    expect([await isLive(older), await isLive(elsewhere), await isLive(newer)]).toEqual([false, true, true]);
    expect(await rowsOf("session.replaced", older)).toMatchObject([{ practiceId, actorId: accountId, outcome: "done" }]);
    expect(await toldOf(practiceId)).toEqual([older]);
  });

  it("ACC-83: whosever it was, and by one click of the demo too; a wrong password leaves it alone", async () => {
    const [one, two] = [await createStaff(), await createStaff()];
    const older = await signIn(one.email);
    expect(await signInWithPassword(two.email, "wrong", given({ olderSessionId: older }))).toEqual({ kind: "wrong" });
    expect(await isLive(older)).toBe(true);
    const newer = await signIn(two.email, { olderSessionId: older });
    expect(await isLive(older)).toBe(false);
    expect(await rowsOf("session.replaced", older)).toMatchObject([{ practiceId: one.practiceId }]);
    const demo = await signInDemoPerson(one.accountId, "", nowMs, newer);
    expect(demo).not.toBeNull();
    expect(await isLive(newer)).toBe(false);
    // One that is over already, or of nobody, is no reason for a row.
    await signIn(two.email, { olderSessionId: newer });
    await signIn(two.email, { olderSessionId: randomUUID() });
    expect(await rowsOf("session.replaced", newer)).toHaveLength(1);
  });
});

describe("the number of sessions", { timeout: 120_000 }, () => {
  it("ACC-84: is bounded: one more than twenty ends the one that was used longest ago, and says so", async () => {
    const { email, accountId, practiceId } = await createStaff();
    const browsers = [];
    for (let n = 0; n < SESSIONS_AT_ONCE; n++) browsers.push(await browserOf(accountId, ["password"], nowMs - 60_000 + n));
    // The first one opened was used a moment ago: it stays.
    const first = await browsers[0]?.sessionId();
    await db().session.update({ where: { id: first }, data: { lastSeenAt: new Date(nowMs - 1) } });
    const second = (await browsers[1]?.sessionId()) ?? "";
    const last = await signIn(email);
    expect(await db().session.count({ where: { accountId, revokedAt: null } })).toBe(SESSIONS_AT_ONCE);
    expect([await isLive(first ?? ""), await isLive(second), await isLive(last)]).toEqual([true, false, true]);
    expect(await rowsOf("session.crowded_out", second)).toMatchObject([{ practiceId, outcome: "done" }]);
    expect(await toldOf(practiceId)).toEqual([second]);
  });

  it("ACC-84: ended and expired ones don't count, and nobody else's", async () => {
    const { email, accountId, practiceId } = await createStaff();
    const colleague = await browserOf((await createStaff(practiceId)).accountId, ["password"], nowMs);
    for (let n = 0; n < SESSIONS_AT_ONCE; n++) {
      const over = await browserOf(accountId, ["password"], nowMs);
      await db().session.update({ where: { id: await over.sessionId() }, data: n % 2 === 0 ? { revokedAt: new Date(nowMs) } : { expiresAt: new Date(nowMs) } });
    }
    const standing = await browserOf(accountId, ["password"], nowMs);
    await signIn(email);
    expect(await standing.actor(nowMs)).not.toBeNull();
    expect(await colleague.actor(nowMs)).not.toBeNull();
  });
});
