import { spawnSync } from "node:child_process";
import { chromium, expect as see, type Browser, type Page } from "@playwright/test";
import { generate } from "otplib";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { waitUntil } from "../../scripts/launch/processes.mjs";
import { BROWSER_FLAGS } from "../../scripts/testing/browser-flags.mjs";
import { findChromium } from "../../scripts/testing/chromium.mjs";
import { violations, watch } from "../support/e2e";
import { productionPlace, Program } from "../support/production";

const PASSWORD = "nine slow boats at dawn";
const build = inject("productionBuild");

type Place = Awaited<ReturnType<typeof productionPlace>>;

let browser: Browser;
const ends: (() => Promise<unknown>)[] = [];

/** An empty deployment, migrated; `serve` starts its web process and waits until it answers. */
async function emptyPlace(): Promise<{ place: Place; serve: () => Promise<Program> }> {
  const place = await productionPlace(build);
  const migrated = place.migrate();
  expect(migrated.status, migrated.stdout + migrated.stderr).toBe(0);
  const serve = async () => {
    const web = new Program(place.folder, "server.js", place.settings);
    ends.unshift(async () => {
      web.child.kill("SIGKILL");
      await web.ended;
    });
    const answers = () => fetch(`${place.url}/api/health/live`).then((answer) => answer.ok, () => false);
    expect(await waitUntil(answers, 40_000, 200), web.output).toBe(true);
    return web;
  };
  ends.push(place.remove);
  return { place, serve };
}

async function newPage(place: Place): Promise<Page> {
  const context = await browser.newContext({ baseURL: place.url, locale: "en-GB", timezoneId: "Europe/Zurich" });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

/** Sets the password behind the link, signs in, adds the second way to show who one is, and is in. */
async function enter(page: Page, email: string): Promise<void> {
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set this password" }).click();
  await see(page.getByRole("heading", { name: "Your password is set" })).toBeVisible();
  await page.goto("/sign-in");
  await page.getByLabel("Mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Set up an app" }).click();
  const secret = (await page.locator("[data-totp-key]").getAttribute("data-totp-key")) ?? "";
  await page.getByLabel("Code that the app shows").fill(await generate({ secret }));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByRole("button", { name: "I kept them" }).click();
  await see(page).toHaveURL(/\/overview$/);
}

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findChromium(), args: BROWSER_FLAGS });
});

afterAll(async () => {
  await browser?.close();
  for (const end of ends) await end();
});

describe("an empty deployment", () => {
  it("PRC-9: is set up in a browser, once, with the code that its start printed", { timeout: 180_000 }, async () => {
    const { place, serve } = await emptyPlace();
    const web = await serve();
    const printed = () => /\n {4}([A-Z2-9]{5}(?:-[A-Z2-9]{5}){3})\n/.exec(web.output)?.[1];
    expect(await waitUntil(() => printed() !== undefined, 20_000, 100), web.output).toBe(true);
    const page = await newPage(place);
    const seen = watch(page);
    await page.goto("/setup");
    await see(page.getByRole("heading", { name: "Set up your practice" })).toBeVisible();
    await see(page.getByLabel("Time zone")).toHaveValue("Europe/Zurich");
    expect(await violations(page)).toEqual([]);

    await page.getByLabel("Code").fill("AAAAA-BBBBB-CCCCC-DDDDD");
    await page.getByLabel("Name of the practice").fill("Lakeside Practice");
    await page.getByLabel("Your name").fill("Nora Winter");
    await page.getByLabel("Your mail address").fill("not an address");
    const make = page.getByRole("button", { name: "Make the practice" });
    await make.click();
    await see(page.getByLabel("Your mail address")).toBeFocused();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Your mail address").fill("nora@lakeside.example.test");
    await make.click();
    await see(page.getByLabel("Code")).toBeFocused();
    await see(page.getByLabel("Code")).toHaveAttribute("aria-invalid", "true");
    await page.getByLabel("Code").fill(printed() ?? "");
    await make.click();
    await see(page.getByRole("heading", { name: "Your practice is there" })).toBeVisible();
    expect(await violations(page)).toEqual([]);

    await page.getByRole("link", { name: "Set your password" }).click();
    await enter(page, "nora@lakeside.example.test");
    await see(page.getByRole("heading", { level: 1 })).toBeVisible();
    // What is left to set up comes first.
    await see(page.locator(".next-card a").first()).toHaveAttribute("href", "/settings/practice");
    expect(await violations(page)).toEqual([]);
    expect((await page.goto("/setup"))?.status()).toBe(404);
    expect(seen.foreign).toEqual([]);
    expect(seen.errors).toEqual([]);
  });

  it("PRC-9: is set up by practice:create as well, whose link leads in", { timeout: 180_000 }, async () => {
    const { place, serve } = await emptyPlace();
    const flags = Object.entries({ practice: "Hill Practice", zone: "Europe/Madrid", locale: "en", emergency: "112", admin: "Ana Gil", email: "ana@hill.example.test" });
    const made = spawnSync(process.execPath, ["practice-create.mjs", ...flags.flatMap(([name, value]) => [`--${name}`, value])], { cwd: place.folder, env: place.settings, encoding: "utf8", input: "" });
    expect(made.status, made.stdout + made.stderr).toBe(0);
    const link = /https?:\/\/\S+\/sign-in\/set-password#[\w-]+/.exec(made.stdout)?.[0] ?? "";
    const web = await serve();
    const page = await newPage(place);
    expect((await page.goto("/setup"))?.status()).toBe(404);
    await page.goto(link);
    await enter(page, "ana@hill.example.test");
    await page.goto("/settings/practice");
    await see(page.getByLabel("Name", { exact: true })).toHaveValue("Hill Practice");
    expect(web.output).not.toContain("There is no practice yet");
  });
});
