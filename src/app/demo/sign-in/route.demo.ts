import { z } from "zod";
import { homeOf } from "@/core/access/paths";
import { signInDemoPerson } from "@/server/access/demo-people";
import { preferenceCookies } from "@/server/access/preference-cookies";
import { readSessionCookie, sessionCookieName, SESSION_COOKIE_MAX_AGE_S, writeSessionCookie } from "@/server/access/session-cookie";
import { db } from "@/server/kit/db";
import { cookieHeader } from "@/server/kit/http";
import { cookieReader, isSameOrigin } from "@/server/kit/request";

const Form = z.object({ accountId: z.uuid() });

/** Signs in as a demo person. Only in demo builds is this a route. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const form = Form.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return new Response(null, { status: 400 });
  const nowMs = Date.now();
  const older = await readSessionCookie(cookieReader(request.headers));
  const actor = await signInDemoPerson(form.data.accountId, request.headers.get("user-agent") ?? "", nowMs, older);
  if (actor === null) return new Response(null, { status: 404 });
  const headers = new Headers({ location: homeOf(actor) });
  const value = await writeSessionCookie(actor.sessionId);
  headers.append("set-cookie", cookieHeader({ name: sessionCookieName(), value, maxAgeS: SESSION_COOKIE_MAX_AGE_S }));
  const account = await db().account.findUniqueOrThrow({ where: { id: actor.accountId } });
  for (const { name, value: setting, options } of preferenceCookies(account)) {
    headers.append("set-cookie", `${name}=${encodeURIComponent(setting)}; Path=/; SameSite=Lax; Max-Age=${options.maxAge}${options.secure ? "; Secure" : ""}`);
  }
  return new Response(null, { status: 303, headers });
}
