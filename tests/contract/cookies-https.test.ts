import { afterEach, describe, expect, it } from "vitest";
import type { VisitId } from "@/core/kit/ids";
import { PREFERENCE_COOKIES, preferenceIn } from "@/core/kit/preferences";
import { authOptions } from "@/server/access/auth-options";
import { preferenceCookies } from "@/server/access/preference-cookies";
import { resolveActor } from "@/server/access/resolve-actor";
import { sessionCookieName, writeSessionCookie } from "@/server/access/session-cookie";
import { signOut } from "@/server/access/sign-out";
import { config } from "@/server/kit/config";
import { cookieReader } from "@/server/kit/request";
import { serveCommand } from "@/server/kit/http";
import { openLink } from "@/server/visits/open-link";
import { pagePost, signInAs } from "../support/browser";
import { createVisit } from "../support/visit-fixture";

const held = globalThis as typeof globalThis & { bedsideConfig?: ReturnType<typeof config> };
const plain = config();
const HTTPS = "https://bedside.example.test";

/** From now on the product believes that browsers reach it by this origin. */
function reachedBy(origin: string): void {
  held.bedsideConfig = { ...plain, BEDSIDE_ORIGIN: origin };
}
afterEach(() => {
  held.bedsideConfig = plain;
});

const account = { locale: "en", zone: "UTC", theme: "dark", preferences: {} };

/** The cookie that opening a mailed link sets, as the browser is told it. */
async function seatCookie(): Promise<{ header: string; visitId: VisitId }> {
  const visit = await createVisit();
  const response = await serveCommand(openLink, pagePost("visits/open-link", { token: visit.token }, { "x-bedside-actor": "public" }));
  expect(response.status).toBe(200);
  return { header: response.headers.getSetCookie().join("\n"), visitId: visit.visitId };
}

/** What RFC 6265bis asks of a name with the prefix; browsers drop a cookie that breaks one of it. */
function expectHostCookie(header: string): void {
  expect(header).toMatch(/^__Host-/);
  expect(header).toMatch(/; Secure(;|$)/);
  expect(header).toMatch(/; Path=\/(;|$)/);
  expect(header).not.toMatch(/domain=/i);
}

describe("cookies where browsers come by https", () => {
  it("ACC-85: the seat in a visit has the prefix, is Secure and out of reach of scripts, and counts by that name alone", async () => {
    reachedBy(HTTPS);
    const { header, visitId } = await seatCookie();
    expectHostCookie(header);
    expect(header).toMatch(/; HttpOnly/);
    const [, name = "", value = ""] = /^([^=]+)=([^;]+)/.exec(header) ?? [];
    expect(name).toBe(`__Host-bedside-visit-${visitId}`);
    const asked = (cookie: string) => resolveActor({ kind: "visit", visitId }, cookieReader(new Headers({ cookie })), Date.now());
    expect((await asked(`${name}=${value}`)).kind).toBe("visitor");
    // A sister host can set the plain name for all of its domain: it makes nobody.
    expect((await asked(`${name.replace("__Host-", "")}=${value}`)).kind).toBe("public");
  });

  it("ACC-85: so have the sign-in's, set and taken away, and next-auth's own", async () => {
    reachedBy(HTTPS);
    const { clinician } = await createVisit();
    const { sessionId } = await signInAs(clinician);
    const value = await writeSessionCookie(sessionId);
    const response = await serveCommand(signOut, pagePost("access/sign-out", {}, { cookie: `${sessionCookieName()}=${value}` }));
    expect(response.status).toBe(200);
    const [gone = ""] = response.headers.getSetCookie();
    expectHostCookie(gone);
    expect(gone).toMatch(/Max-Age=0/);
    const { cookies = {}, useSecureCookies } = authOptions();
    expect(useSecureCookies).toBe(true);
    expect(Object.keys(cookies)).toEqual(["sessionToken", "csrfToken", "callbackUrl"]);
    for (const cookie of Object.values(cookies)) expect(cookie).toMatchObject({ name: expect.stringMatching(/^__Host-bedside-/), options: { secure: true, path: "/", httpOnly: true } });
  });

  it("ACC-85: and a person's settings, which are read by either name, the prefixed one first", () => {
    reachedBy(HTTPS);
    const set = preferenceCookies(account);
    expect(set.map(({ name }) => name).sort()).toEqual(Object.values(PREFERENCE_COOKIES).map((name) => `__Host-${name}`).sort());
    for (const { options } of set) expect(options).toMatchObject({ secure: true, path: "/", sameSite: "lax" });
    const jar = new Map([["bedside-theme", "light"], ["__Host-bedside-theme", "dark"], ["bedside-zone", "UTC"]]);
    const read = (name: string) => jar.get(name);
    expect([preferenceIn(read, "theme"), preferenceIn(read, "zone"), preferenceIn(read, "look")]).toEqual(["dark", "UTC", undefined]);
  });

  it("ACC-85: on loopback by http no name has the prefix, as browsers would drop it", async () => {
    reachedBy("http://localhost:3000");
    const { header } = await seatCookie();
    expect(header).not.toMatch(/__Host-|Secure/);
    expect(sessionCookieName()).toBe("bedside-session");
    expect(preferenceCookies(account).some(({ name, options }) => name.startsWith("__Host-") || options.secure)).toBe(false);
  });
});
