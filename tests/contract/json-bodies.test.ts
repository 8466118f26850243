import { beforeAll, describe, expect, it } from "vitest";
import type { StaffActor } from "@/core/access/actor";
import { listSessions } from "@/server/access/list-sessions";
import { revokeSession } from "@/server/access/revoke-session";
import { db } from "@/server/kit/db";
import { serveCommand, serveQuery } from "@/server/kit/http";
import { pageGet, pagePost, signInAs } from "../support/browser";
import { createVisit } from "../support/visit-fixture";

let clinician: StaffActor;

beforeAll(async () => {
  ({ clinician } = await createVisit());
});

async function codeOf(response: Response): Promise<[number, string | undefined]> {
  const body = (await response.json()) as { error?: { code: string } };
  return [response.status, body.error?.code];
}

describe("bodies over HTTP", () => {
  it("FILE-9: a key named twice, depth and __proto__ are refused before anything runs, in bodies and in addresses", async () => {
    const { cookie, sessionId } = await signInAs(clinician);
    const post = (text: string) => serveCommand(revokeSession, pagePost("access/revoke-session", text, { cookie })).then(codeOf);
    const wicked = [`{"sessionId":"${sessionId}","sessionId":"x"}`, `{"sessionId":"x","\\u0073essionId":"${sessionId}"}`, `{"__proto__":{},"sessionId":"${sessionId}"}`, `${'{"a":'.repeat(30)}1${"}".repeat(30)}`, "[".repeat(50_000)];
    for (const text of wicked) expect(await post(text), text.slice(0, 40)).toEqual([400, "kit.json_shape"]);
    const get = await serveQuery(listSessions, new Request(`${pageGet("access/list-sessions", { cookie }).url}?input=${encodeURIComponent('{"a":1,"a":2}')}`, { headers: { cookie } }));
    expect(await codeOf(get)).toEqual([400, "kit.json_shape"]);
    expect(await db().session.findUniqueOrThrow({ where: { id: sessionId } })).toMatchObject({ revokedAt: null });
    expect((await post(`{"sessionId":"${sessionId}"}`))[0]).toBe(200);
  });
});
