import { randomUUID } from "node:crypto";
import { generate } from "otplib";
import type { SessionActor } from "@/core/access/actor";
import type { Factor } from "@/core/access/factors";
import type { SessionId } from "@/core/kit/ids";
import { resolveActor } from "@/server/access/resolve-actor";
import { hashPassword } from "@/server/access/passwords";
import { sessionCookieName, readSessionCookie, writeSessionCookie } from "@/server/access/session-cookie";
import { openSession } from "@/server/access/sessions";
import { beginTotp, confirmTotp } from "@/server/access/totp-commands";
import { db } from "@/server/kit/db";
import type { Command, Query } from "@/server/kit/operation";
import { act, createClinician } from "./visit-fixture";

/** Password of everybody in these tests. */
export const PASSWORD = "seven quiet harbour lights";

let hash: Promise<string> | null = null;

/** One browser of one person: its cookies, and what it may do with them. */
export interface Browser {
  readonly accountId: string;
  readonly practiceId: string;
  readonly email: string;
  readonly cookies: Map<string, string>;
  /** Who the server takes this browser for. */
  actor(nowMs?: number): Promise<SessionActor | null>;
  sessionId(): Promise<SessionId>;
  /** Runs an operation as this browser. */
  run<I, O>(operation: Command<O> | Query<I, O>, input: unknown, nowMs?: number): ReturnType<typeof act<I, O>>;
}

/** Opens a browser for an account that showed these factors. */
export async function browserOf(accountId: string, factors: readonly Factor[] = ["password"], nowMs = Date.now()): Promise<Browser> {
  const sessionId = randomUUID();
  const opened = await openSession(db(), accountId, sessionId, "Firefox on a test", nowMs, factors);
  if (opened === null) throw new Error("the account may not sign in");
  const account = await db().account.findUniqueOrThrow({ where: { id: accountId } });
  const cookies = new Map([[sessionCookieName(), await writeSessionCookie(sessionId)]]);
  const resolve = (at: number) => resolveActor({ kind: "session" }, (name) => cookies.get(name) ?? null, at);
  return {
    accountId,
    practiceId: account.practiceId,
    email: account.email,
    cookies,
    actor: async (at = Date.now()) => {
      const actor = await resolve(at);
      return actor.kind === "staff" || actor.kind === "patient" || actor.kind === "account" ? actor : null;
    },
    sessionId: async () => (await readSessionCookie((name) => cookies.get(name) ?? null)) as SessionId,
    run: async (operation, input, at = Date.now()) => act(operation, await resolve(at), input, { nowMs: at, cookies }),
  };
}

/** A practice with one member of staff who has a password. */
export async function createStaff(practiceId?: string, roles: readonly string[] = ["clinician"]): Promise<{ accountId: string; practiceId: string; email: string }> {
  const practice = practiceId ?? randomUUID();
  if (practiceId === undefined) {
    await db().practice.create({ data: { id: practice, name: "Harbour Clinic", zone: "Europe/Zurich", emergencyNumber: "144" } });
  }
  const { accountId, staffId } = await createClinician(practice);
  await db().staffMember.update({ where: { id: staffId }, data: { roles: [...roles] } });
  const passwordHash = await (hash ??= hashPassword(PASSWORD));
  const { email } = await db().account.update({ where: { id: accountId }, data: { passwordHash } });
  return { accountId, practiceId: practice, email };
}

/** The code that an authenticator app shows at a time. */
export function codeAt(secret: string, atMs: number): Promise<string> {
  return generate({ secret, epoch: Math.floor(atMs / 1000) });
}

/** Sets an authenticator app up in a browser; the browser's session is strong afterwards. */
export async function enrolTotp(browser: Browser, nowMs = Date.now()): Promise<{ secret: string; recoveryCodes: readonly string[] }> {
  const begun = await browser.run(beginTotp, {}, nowMs);
  if (!begun.ok) throw new Error(begun.error.code);
  const { secret, ticket } = begun.value;
  const confirmed = await browser.run(confirmTotp, { ticket, code: await codeAt(secret, nowMs) }, nowMs);
  if (!confirmed.ok) throw new Error(confirmed.error.code);
  return { secret, recoveryCodes: confirmed.value.recoveryCodes ?? [] };
}
