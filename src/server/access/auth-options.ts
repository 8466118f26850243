import "server-only";
import { cookies, headers as sentHeaders } from "next/headers";
import type { AuthOptions, User } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { safeReturnPath } from "@/core/access/paths";
import { placeOf } from "@/core/access/session-place";
import { config } from "../kit/config";
import { logger } from "../kit/logger";
import { addressOf, requestIdOf, sourceOf } from "../kit/request";
import { revokeById } from "./revoke-session";
import { oidcProviders, signInWithOidc } from "./oidc";
import { cookiePrefix, readSessionCookie, secureCookies, SESSION_COOKIE_MAX_AGE_S, sessionCookieName } from "./session-cookie";
import { actorOfSessionId } from "./sessions";
import { preferenceCookies } from "./preference-cookies";
import { signInWithLink, signInWithPasskey, signInWithPassword, type SignInOutcome, type SignInTry } from "./sign-in";

const Sid = z.object({ sid: z.uuid() });

function headersOf(sent: Record<string, unknown> | undefined): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(sent ?? {})) if (typeof value === "string") headers.set(name, value);
  return headers;
}

/** The session that this browser's cookie names now, before it is overwritten. */
async function olderSessionId(): Promise<string | null> {
  const jar = await cookies();
  return readSessionCookie((name) => jar.get(name)?.value ?? null);
}

async function tryOf(headers: Headers): Promise<SignInTry> {
  return {
    source: sourceOf(headers),
    userAgent: headers.get("user-agent") ?? "",
    place: placeOf(addressOf(headers)),
    requestId: requestIdOf(headers),
    nowMs: Date.now(),
    olderSessionId: await olderSessionId(),
  };
}

/** next-auth hands an error's message to our page as `?error=`: a code, and seconds to wait. */
async function settle(outcome: SignInOutcome): Promise<User & { sid: string }> {
  if (outcome.kind === "wait") throw new Error(`wait-${Math.ceil(outcome.waitMs / 1000)}`);
  if (outcome.kind === "wrong") throw new Error("wrong");
  const jar = await cookies();
  for (const { name, value, options } of preferenceCookies(outcome)) jar.set(name, value, options);
  return { id: outcome.accountId, sid: outcome.sessionId };
}

/**
 * What an outside provider said, as a session of ours. next-auth hands the same `user` on to the `jwt` callback,
 * which reads the session's id from it.
 */
async function settleOidc(user: User, said: unknown): Promise<true | string> {
  const given = await tryOf(await sentHeaders());
  const outcome = await signInWithOidc(said, given.olderSessionId ?? null, given);
  if (outcome.kind !== "in") return `/sign-in?error=${outcome.kind === "wait" ? "wait" : "oidc"}`;
  Object.assign(user, await settle(outcome));
  return true;
}

/**
 * next-auth does CSRF, cookies and callbacks; who is signed in is decided by our own row, which the
 * cookie names. Mailed links are a credentials provider too: the token comes by POST from a button, so
 * that a mail scanner which opens addresses uses nothing up.
 */
export function authOptions(): AuthOptions {
  const cookie = { httpOnly: true, sameSite: "lax", path: "/", secure: secureCookies() } as const;
  const prefix = cookiePrefix();
  return {
    secret: config().NEXTAUTH_SECRET,
    useSecureCookies: secureCookies(),
    session: { strategy: "jwt", maxAge: SESSION_COOKIE_MAX_AGE_S },
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookie },
      csrfToken: { name: `${prefix}bedside-csrf`, options: cookie },
      callbackUrl: { name: `${prefix}bedside-return`, options: cookie },
    },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in/check-mail" },
    providers: [
      Credentials({
        id: "password",
        credentials: { email: {}, password: {} },
        authorize: async (given, request) =>
          settle(await signInWithPassword(given?.email ?? "", given?.password ?? "", await tryOf(headersOf(request.headers)))),
      }),
      Credentials({
        id: "link",
        credentials: { token: {} },
        authorize: async (given, request) => settle(await signInWithLink(given?.token ?? "", await tryOf(headersOf(request.headers)))),
      }),
      Credentials({
        id: "passkey",
        credentials: { answer: {} },
        authorize: async (given, request) => settle(await signInWithPasskey(given?.answer ?? "", await tryOf(headersOf(request.headers)))),
      }),
      ...oidcProviders(),
    ],
    callbacks: {
      signIn: async ({ user, account, profile }) => (account?.provider === "oidc" ? settleOidc(user as User, profile) : true),
      jwt: async ({ token, user }) => {
        const { sid } = Sid.parse(user ?? token);
        if (user === undefined && (await actorOfSessionId(sid, Date.now(), { touch: false })) === null) {
          throw new Error("session ended");
        }
        return { sid };
      },
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
        return baseUrl + (safeReturnPath(path) ?? "/");
      },
    },
    events: {
      signOut: async ({ token }) => {
        const parsed = Sid.safeParse(token);
        if (parsed.success) await revokeById(parsed.data.sid, Date.now());
      },
    },
    logger: {
      error: (code) => logger().warn({ event: "sign-in", code }),
      warn: (code) => logger().warn({ event: "sign-in", code }),
      debug: () => {},
    },
  };
}
