import "server-only";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { SESSION_LIMITS } from "@/core/access/session";
import type { VisitId } from "@/core/kit/ids";
import { config } from "../kit/config";

/** Whether cookies go over https only, and carry the prefix by which browsers hold us to it. */
export function secureCookies(): boolean {
  return config().BEDSIDE_ORIGIN.startsWith("https:");
}

/** The prefix by which browsers hold us to a cookie that is ours alone: https, this host, every path (ACC-85). */
export function cookiePrefix(): "__Host-" | "" {
  return secureCookies() ? "__Host-" : "";
}

/** Name of the cookie that carries a sign-in. */
export function sessionCookieName(): string {
  return `${cookiePrefix()}bedside-session`;
}

/** Name of the cookie that holds a seat in a visit. */
export function visitCookieName(visitId: VisitId): string {
  return `${cookiePrefix()}bedside-visit-${visitId}`;
}

const Claims = z.object({ sid: z.uuid(), exp: z.number() });

/** Longest that a cookie lives; the row behind it decides sooner. */
export const SESSION_COOKIE_MAX_AGE_S = SESSION_LIMITS.staff.absoluteMs / 1000;

interface Opened {
  readonly sessionId: string;
  readonly endsAtMs: number;
}

const MOST_OPENED = 5_000;

/**
 * Cookies that this process has opened: what one holds never changes, and opening it takes longer than looking its
 * session up. Whether the session still counts is asked of its row each time.
 */
const opened = new Map<string, Opened>();

async function open(value: string): Promise<Opened | null> {
  const claims = Claims.safeParse(await decode({ token: value, secret: config().NEXTAUTH_SECRET }));
  if (!claims.success) return null;
  const made = { sessionId: claims.data.sid, endsAtMs: claims.data.exp * 1000 };
  // The oldest stand first.
  for (const old of opened.keys()) {
    if (opened.size < MOST_OPENED) break;
    opened.delete(old);
  }
  opened.set(value, made);
  return made;
}

/** The session id in the cookie, or null where it is absent, forged or too old. */
export async function readSessionCookie(cookie: (name: string) => string | null): Promise<string | null> {
  const value = cookie(sessionCookieName());
  if (value === null || value === "") return null;
  const known = opened.get(value);
  if (known !== undefined && Date.now() < known.endsAtMs) return known.sessionId;
  try {
    return (await open(value))?.sessionId ?? null;
  } catch {
    // Anything that doesn't decrypt was not made by us; whoever sent it is nobody.
    return null;
  }
}

/** What a sign-in puts into the cookie: the session's id and nothing about the person. */
export async function writeSessionCookie(sessionId: string): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: config().NEXTAUTH_SECRET, maxAge: SESSION_COOKIE_MAX_AGE_S });
}
