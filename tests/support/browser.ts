import type { StaffActor } from "@/core/access/actor";
import { openSession } from "@/server/access/sessions";
import { sessionCookieName, writeSessionCookie } from "@/server/access/session-cookie";
import { db } from "@/server/kit/db";
import { randomUUID } from "node:crypto";

/** The cookie of a browser in which the person is signed in since `nowMs`. */
export async function signInAs(actor: StaffActor, nowMs = Date.now()): Promise<{ cookie: string; sessionId: string }> {
  const sessionId = randomUUID();
  if ((await openSession(db(), actor.accountId, sessionId, "test browser", nowMs, ["demo"])) === null) throw new Error("may not sign in");
  return { cookie: `${sessionCookieName()}=${await writeSessionCookie(sessionId)}`, sessionId };
}

/** A request as a page of ours sends it. */
export function pagePost(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`http://localhost:3000/api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", origin: "http://localhost:3000", host: "localhost:3000", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** A read as a page of ours sends it. */
export function pageGet(path: string, headers: Record<string, string> = {}): Request {
  return new Request(`http://localhost:3000/api/${path}`, { headers });
}
