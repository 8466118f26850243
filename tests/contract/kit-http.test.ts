import { encode } from "next-auth/jwt";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ok } from "@/core/kit/result";
import type { StaffActor } from "@/core/access/actor";
import { listSessions } from "@/server/access/list-sessions";
import { revokeSession } from "@/server/access/revoke-session";
import { sessionCookieName } from "@/server/access/session-cookie";
import { signOut } from "@/server/access/sign-out";
import { db } from "@/server/kit/db";
import { defineCommand } from "@/server/kit/define";
import { serveCommand, serveQuery } from "@/server/kit/http";
import { openAs, createClinician, createVisit, type VisitFixture } from "../support/visit-fixture";
import { pageGet, pagePost, signInAs } from "../support/browser";

let visit: VisitFixture;
let clinician: StaffActor;

beforeAll(async () => {
  visit = await createVisit();
  clinician = visit.clinician;
});

async function bodyOf(response: Response): Promise<{ status: number; body: { ok: boolean; value?: never; error?: { kind: string; code: string }; requestId?: string } }> {
  return { status: response.status, body: (await response.json()) as never };
}

const list = (headers: Record<string, string>) => serveQuery(listSessions, pageGet("access/list-sessions", headers)).then(bodyOf);

/** Echoes who it ran for. */
const whoAmI = defineCommand({
  name: "test/who-am-i",
  summary: "Says who asks.",
  input: z.strictObject({ text: z.string().optional() }),
  output: z.object({ kind: z.string() }),
  maxBytes: 1000,
  load: async () => ({}),
  access: { resource: "anatomy", verb: "read", facts: () => ({ practiceId: null }) },
  audit: { action: "test.who", subject: () => ({ type: "anatomy", id: null }) },
  decide: (_state, _input, { actor }) => ok(actor.kind),
  save: async (ctx, kind, _state, input) => {
    if (input.text === "break") throw new Error("connection string postgres://secret");
    ctx.setCookie({ name: "bedside-test", value: "a b;c", maxAgeS: 60 });
    return { kind };
  },
});
const ask = (body: unknown, headers: Record<string, string> = {}) => serveCommand(whoAmI, pagePost("test/who-am-i", body, headers));

describe("who a request speaks for", () => {
  it("ACC-1: a good cookie is its person, for as long as its row says so", async () => {
    const { cookie } = await signInAs(clinician);
    expect(await list({ cookie })).toMatchObject({ status: 200, body: { ok: true } });
  });

  it("ACC-1: forged, foreign, cut and plain cookies make nobody", async () => {
    const { cookie, sessionId } = await signInAs(clinician);
    const foreign = await encode({ token: { sid: sessionId }, secret: "another secret of full length, forty characters" });
    const past = await encode({ token: { sid: sessionId }, secret: process.env.NEXTAUTH_SECRET ?? "", maxAge: -60 });
    const unknown = await encode({ token: { sid: randomUUID() }, secret: process.env.NEXTAUTH_SECRET ?? "" });
    const name = sessionCookieName();
    for (const value of [foreign, past, unknown, sessionId, cookie.slice(name.length + 1, -6), "", "null"]) {
      expect(await list({ cookie: `${name}=${value}` })).toMatchObject({ status: 401, body: { error: { code: "access.signed_out" } } });
    }
  });

  it("ACC-3: an idle session and one past its limit make nobody", async () => {
    const idle = await signInAs(clinician, Date.now() - 15 * 60_000 - 1);
    expect((await list({ cookie: idle.cookie })).status).toBe(401);
    const old = await signInAs(clinician, Date.now() - 12 * 3600_000);
    await db().session.update({ where: { id: old.sessionId }, data: { lastSeenAt: new Date() } });
    expect((await list({ cookie: old.cookie })).status).toBe(401);
  });

  it("ACC-3: a request keeps a session awake", async () => {
    const { cookie, sessionId } = await signInAs(clinician, Date.now() - 10 * 60_000);
    expect((await list({ cookie })).status).toBe(200);
    const row = await db().session.findUniqueOrThrow({ where: { id: sessionId } });
    expect(Date.now() - row.lastSeenAt.getTime()).toBeLessThan(60_000);
  });

  it("ACC-4: a revoked session is refused by the next request", async () => {
    const [mine, other] = [await signInAs(clinician), await signInAs(clinician)];
    const revoke = await serveCommand(revokeSession, pagePost("access/revoke-session", { sessionId: other.sessionId }, { cookie: mine.cookie }));
    expect(revoke.status).toBe(200);
    expect((await list({ cookie: other.cookie })).status).toBe(401);
    expect((await list({ cookie: mine.cookie })).status).toBe(200);
    expect(await db().outbox.count({ where: { topic: "session.revoked", payload: { path: ["sessionId"], equals: other.sessionId } } })).toBe(1);
  });

  it("ACC-11: nobody ends a session of another person or practice", async () => {
    const victim = await signInAs(clinician);
    for (const practiceId of [clinician.practiceId, (await createVisit()).practiceId]) {
      const { cookie } = await signInAs(await createClinician(practiceId));
      const answer = await bodyOf(await serveCommand(revokeSession, pagePost("access/revoke-session", { sessionId: victim.sessionId }, { cookie })));
      expect(answer).toMatchObject({ status: 404, body: { error: { code: "kit.not_found" } } });
    }
    expect((await list({ cookie: victim.cookie })).status).toBe(200);
  });

  it("ACC-5: a closed account, and staff who left, are nobody at once", async () => {
    const someone = await createClinician(clinician.practiceId);
    const { cookie } = await signInAs(someone);
    await db().staffMember.update({ where: { id: someone.staffId }, data: { active: false } });
    expect((await list({ cookie })).status).toBe(401);
    await db().staffMember.update({ where: { id: someone.staffId }, data: { active: true } });
    await db().account.update({ where: { id: someone.accountId }, data: { disabledAt: new Date() } });
    expect((await list({ cookie })).status).toBe(401);
  });

  it("ACC-2: one browser is staff and visitor; each request is who it names, and neither speaks for the other", async () => {
    const { cookie } = await signInAs(clinician);
    const { cookies } = await openAs(visit.token);
    const jar = [cookie, ...[...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`)].join("; ");
    const kindAs = async (as: string, sent = jar) => (await bodyOf(await ask({}, { cookie: sent, "x-bedside-actor": as }))).body.value;
    expect(await kindAs("session")).toEqual({ kind: "staff" });
    expect(await kindAs(`visit:${visit.visitId}`)).toEqual({ kind: "visitor" });
    expect(await kindAs("public")).toEqual({ kind: "public" });
    expect(await kindAs(`visit:${visit.visitId}`, cookie)).toEqual({ kind: "public" });
    expect(await kindAs(`visit:${randomUUID()}`)).toEqual({ kind: "public" });
  });

  it("ACC-2: a claim that can't be read is refused", async () => {
    for (const claim of ["staff", "visit:", "visit:x", "session,public"]) {
      expect(await bodyOf(await ask({}, { "x-bedside-actor": claim }))).toMatchObject({ status: 400, body: { error: { code: "kit.actor_claim" } } });
    }
  });

  it("signing out ends the row and takes the cookie away", async () => {
    const { cookie, sessionId } = await signInAs(clinician);
    const response = await serveCommand(signOut, pagePost("access/sign-out", {}, { cookie }));
    expect(response.headers.get("set-cookie")).toContain("Max-Age=0");
    expect((await db().session.findUniqueOrThrow({ where: { id: sessionId } })).revokedAt).not.toBeNull();
    expect((await list({ cookie })).status).toBe(401);
  });
});

describe("what a request must be", () => {
  it("ACC-19: JSON, and nothing else", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json-patch+json", ""]) {
      expect(await bodyOf(await ask({}, { "content-type": type }))).toMatchObject({ status: 400, body: { error: { code: "kit.content_type" } } });
    }
    expect(await bodyOf(await ask("{"))).toMatchObject({ status: 400, body: { error: { code: "kit.not_json" } } });
  });

  it("ACC-19: within the command's limit, whatever its length says", async () => {
    expect((await ask({ text: "x".repeat(1000) })).status).toBe(413);
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(600)) });
    const request = new Request("http://localhost:3000/api/test/who-am-i", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect((await serveCommand(whoAmI, request)).status).toBe(413);
  });

  it("ACC-19: from our own pages, or from no browser at all", async () => {
    const foreign = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "same-origin", origin: "https://evil.test" },
    ];
    for (const headers of foreign) expect(await bodyOf(await ask({}, headers as Record<string, string>))).toMatchObject({ status: 403, body: { error: { code: "kit.cross_site" } } });
    const script = new Request("http://localhost:3000/api/test/who-am-i", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    expect((await serveCommand(whoAmI, script)).status).toBe(200);
  });

  it("an address that names no operation is not found", async () => {
    expect((await serveCommand(undefined, pagePost("no/such", {}))).status).toBe(404);
    expect((await serveQuery(undefined, pageGet("no/such"))).status).toBe(404);
  });

  it("a query whose input can't be read is told so", async () => {
    const { cookie } = await signInAs(clinician);
    expect((await serveQuery(listSessions, pageGet("access/list-sessions?input={", { cookie }))).status).toBe(400);
  });
});

describe("what an answer is", () => {
  it("ACC-21: a throw gives 500 with an id and no detail", async () => {
    const { status, body } = await bodyOf(await ask({ text: "break" }));
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain("secret");
    expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("is kept by no cache, carries its id, and sets cookies out of reach of scripts", async () => {
    const response = await ask({}, { "x-request-id": "0a0b0c0d-0000-4000-8000-000000000001" });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-request-id")).toBe("0a0b0c0d-0000-4000-8000-000000000001");
    expect(response.headers.get("set-cookie")).toBe("bedside-test=a%20b%3Bc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
  });

  it("takes no request id that could be anything else", async () => {
    const response = await ask({}, { "x-request-id": "Amira Haddad" });
    expect(response.headers.get("x-request-id")).not.toContain("Amira");
  });

  it("ACC-20: says when to come back", async () => {
    const address = { "x-forwarded-for": `10.1.2.3, ${randomUUID()}` };
    const answers = await Promise.all(Array.from({ length: 25 }, () => ask({}, { ...address, "x-bedside-actor": "public" })));
    const refused = answers.filter((each) => each.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(4);
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
