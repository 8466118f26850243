import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, Page } from "@playwright/test";
import { expect } from "./expect";

/** What a page did that it never should: errors on its console, refused or failed requests, and requests to anybody else. */
export interface Watch {
  readonly errors: string[];
  readonly refused: string[];
  readonly foreign: string[];
}

/** Said by libraries in every build; anything else on the console fails a test. */
const KNOWN = [/THREE\.Clock: This module has been deprecated/, /Failed to load resource/];

/** Watches a page's console and network from now on. Loopback is ours: the app and its media server. */
export function watch(page: Page): Watch {
  const seen: Watch = { errors: [], refused: [], foreign: [] };
  page.on("console", (message) => {
    if (message.type() === "error" && !KNOWN.some((known) => known.test(message.text()))) seen.errors.push(message.text());
  });
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("response", (response) => {
    // The console's line on it names no address; this one does.
    if (response.status() >= 400) seen.refused.push(`${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    const isOurs = ["localhost", "127.0.0.1"].includes(url.hostname) || ["data:", "blob:"].includes(url.protocol);
    if (!isOurs) seen.foreign.push(request.url());
  });
  return seen;
}

/** Signs a demo person in by the button that has their name; the page ends on their first page. */
export async function chooseAtDemo(page: Page, name: string): Promise<void> {
  await page.goto("/demo");
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await expect(page).not.toHaveURL(/\/demo/);
}

/** Signs a demo person in by what that button sends ({@link chooseAtDemo}); the page ends on their first page. */
export async function signInAs(page: Page, name: string): Promise<void> {
  // An open page of whoever was signed in before would leave by itself, and break off the way to the new one.
  if (page.url() !== "about:blank") await page.goto("about:blank");
  const list = await (await page.request.get("/demo")).text();
  const forms = [...list.matchAll(/name="accountId" value="([^"]+)".*?aria-label="([^"]+)"/gs)];
  const accountId = forms.find(([, , label]) => new RegExp(name).test(label ?? ""))?.[1];
  if (accountId === undefined) throw new Error(`the demo has nobody called ${name}`);
  const answer = await page.request.post("/demo/sign-in", { form: { accountId }, maxRedirects: 0 });
  expect(answer.status(), await answer.text()).toBe(303);
  await page.goto(answer.headers().location ?? "");
}

/**
 * Waits until nothing moves or scrolls: what ends by itself has ended, and two frames were drawn since. A page that
 * is looked at while a part appears is neither the one before nor the one after.
 */
export async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ends = document.getAnimations().filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime));
    await Promise.allSettled(ends.map((each) => each.finished));
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    await frame();
    await frame();
  });
}

/** Violations of WCAG 2.2 A and AA that axe finds on the page as it stands, or in the part of it that a selector names. */
export async function violations(page: Page, within = "html"): Promise<{ id: string; nodes: string[] }[]> {
  await still(page);
  const found = await new AxeBuilder({ page })
    // In the page itself: no page has frames, and a second tab beside it for the sums would take its focus.
    .setLegacyMode()
    // What passes is not asked for, and costs as much as what does not.
    .options({ resultTypes: ["violations"] })
    .include(within)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .exclude("nextjs-portal")
    .analyze();
  return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html.slice(0, 200)) }));
}

/** A page's words as a browser would show them, one line for each block. */
function wordsIn(html: string): string {
  const bare = html
    .replace(/<!--.*?-->/gs, "")
    .replace(/<\/(h2|p|article)>/g, "\n")
    .replace(/<[^>]*>/g, "");
  const signs: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&amp;": "&" };
  return bare.replace(/&(lt|gt|quot|#x27|amp);/g, (sign) => signs[sign] ?? sign);
}

/** The newest mail to an address whose text fits, once the worker has sent it: from the page that shows them, without a tab for it. */
export async function newestMail(context: BrowserContext, to: string, fits: RegExp): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(
      async () => {
        const page = await (await context.request.get(`/demo/mail?to=${encodeURIComponent(to)}`)).text();
        found = [...page.matchAll(/<article.*?<\/article>/gs)].map(([article]) => wordsIn(article)).find((text) => fits.test(text));
        return found !== undefined;
      },
      { message: `a mail to ${to} that fits ${fits}`, timeout: 60_000, intervals: [50, 100, 200, 300, 500] },
    )
    .toBe(true);
  return found ?? "";
}

/** The address of the visit link in a mail. */
export function linkIn(mail: string): string {
  const link = /https?:\/\/\S+\/join#[\w-]+/.exec(mail)?.[0];
  if (link === undefined) throw new Error("the mail holds no visit link");
  return link;
}
