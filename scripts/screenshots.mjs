// Takes a picture of each page of a running demo product, at three widths, so that anybody can look:
//   node scripts/screenshots.mjs http://localhost:3000 <folder> [filter]
// One browser. A patient is registered and booked, comes by the mailed link, and is admitted; each page is
// pictured on the way. A page that fails is named at the end and fails the run; the others are still taken.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { BROWSER_FLAGS } from "./testing/browser-flags.mjs";
import { findChromium } from "./testing/chromium.mjs";

const [origin, folder, filter = ""] = process.argv.slice(2);
if (origin === undefined || folder === undefined) {
  console.error("Usage: node scripts/screenshots.mjs <address of the product> <folder> [part of a page's name]");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const WIDTHS = [320, 768, 1280];
const HEIGHTS = { 320: 640, 768: 1024, 1280: 720 };
const failures = [];

/** Pictures the page as it stands at each width; `dark` too where asked. */
async function picture(page, name, { dark = false, full = true } = {}) {
  if (!name.includes(filter)) return;
  const schemes = dark ? ["light", "dark"] : ["light"];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHTS[width] });
      await page.evaluate(() => document.fonts.ready.then(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null))))));
      // A picture of the whole page would leave what is pinned to the window's end in the middle of it.
      if (full) await growToContent(page, width);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (overflow > 0) failures.push(`${name} at ${width}: ${overflow} px wider than the window`);
      const file = join(folder, `${name}-${width}${colorScheme === "dark" ? "-dark" : ""}.png`);
      await page.screenshot({ path: file, animations: "disabled" });
    }
  }
  console.log(`  ${name}`);
}

async function growToContent(page, width) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(6000, Math.max(HEIGHTS[width], height)) });
}

/** Goes on with the other pages when one of them can't be reached. */
async function part(name, act) {
  try {
    await act();
  } catch (error) {
    failures.push(`${name}: ${String(error.message).split("\n")[0]}`);
  }
}

const shown = (page, what) => what(page).first().waitFor({ state: "visible", timeout: 30_000 });
const heading = (name) => (page) => page.getByRole("heading", { name });

async function open(page, path, what = (each) => each.getByRole("heading")) {
  await page.goto(path, { waitUntil: "load" });
  await shown(page, what);
}

async function signIn(page, name) {
  await open(page, "/demo");
  await page.getByRole("button", { name: new RegExp(name) }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/demo"));
}

async function mailTo(page, address, pattern) {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.goto(`/demo/mail?to=${encodeURIComponent(address)}`);
    const found = pattern.exec((await page.getByRole("article").allInnerTexts()).join("\n"));
    if (found !== null) return found[0];
    await page.getByRole("main").waitFor();
  }
  throw new Error(`no mail to ${address} that fits ${pattern}`);
}

const anyOf = (list) => list[Math.floor(Math.random() * list.length)];
const FAMILIES = ["Ammann", "Brunner", "Caduff", "Dubois", "Egli", "Frei", "Gerber", "Hofer", "Imhof", "Jenni", "Keller", "Lang", "Moser", "Nef", "Ott", "Probst"];
// Two names, so that a second run on the same product meets a person of its own.
const somebody = { given: "Lena", family: `${anyOf(FAMILIES)}-${anyOf(FAMILIES)}`, email: `lena.${Date.now().toString(36)}@patients.example.test` };

async function register(page) {
  await open(page, "/people");
  await page.getByRole("button", { name: "Register a patient" }).click();
  await page.getByLabel("Given name").fill(somebody.given);
  await page.getByLabel("Family name").fill(somebody.family);
  await page.getByLabel("Date of birth").first().fill("1968-03-02");
  await page.getByLabel(/^Mail/).fill(somebody.email);
  await picture(page, "register");
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await page.waitForURL(/\/people\/./);
  await shown(page, heading(new RegExp(somebody.family)));
}

const CLINICIANS = ["Dr. Ines Moreau", "Dr. Kenji Sato", "Nurse Bea Lund"];

/** Times of the next three quarters of an hour on the practice's clock. */
function timesSoon() {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Zurich", hour: "2-digit", minute: "2-digit" });
  const first = Math.ceil((Date.now() + 60_000) / 300_000) * 300_000;
  return Array.from({ length: 9 }, (_, n) => format.format(first + n * 300_000));
}

async function book(page) {
  await open(page, "/schedule");
  await picture(page, "schedule", { dark: true, full: false });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole("button", { name: "Book a visit" }).click();
  await page.setViewportSize({ width: 1280, height: 720 });
  const option = page.getByRole("option", { name: new RegExp(somebody.family) });
  await page.getByRole("combobox", { name: "For" }).click();
  await page.getByRole("combobox", { name: "For" }).pressSequentially(somebody.family, { delay: 20 });
  await option.click();
  for (const clinician of CLINICIANS) {
    await page.getByRole("combobox", { name: "With" }).selectOption(clinician);
    for (const time of timesSoon()) {
      await page.getByRole("textbox", { name: "Time" }).fill(time);
      await page.getByRole("button", { name: new RegExp(`^Book ${time}`) }).waitFor();
      const ready = page.getByRole("button", { name: `Book ${time}`, exact: true });
      if (!(await ready.isVisible())) continue;
      await picture(page, "booking", { full: false });
      await ready.click();
      await shown(page, (each) => each.getByText(new RegExp(`Booked .*${somebody.family}`)));
      return clinician;
    }
  }
  throw new Error("nobody is free within the hour");
}

/** Every step of the patient until somebody lets them in. */
async function comeToWait(page) {
  await open(page, await mailTo(page, somebody.email, /https?:\/\/\S+\/join#[\w-]+/), heading("Is this you?"));
  await picture(page, "confirm", { dark: true });
  await page.getByLabel("Your first or last name").fill(somebody.given);
  await page.getByLabel("Day").fill("2");
  await page.getByLabel("Month").selectOption("3");
  await page.getByLabel("Year").fill("1968");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Where you are right now").waitFor();
  await picture(page, "where");
  await page.getByLabel("Where you are right now").fill("Bahnhofstrasse 12, Zürich");
  await page.getByLabel("A number that reaches you now").fill("+41 79 555 01 99");
  const agree = page.getByRole("checkbox", { name: /^I agree to be seen by video/ });
  if (await agree.isVisible()) await agree.check();
  await page.getByRole("button", { name: "Continue" }).click();
  await shown(page, (each) => each.getByText("We hear you"));
  await picture(page, "device-check");
  await page.getByRole("button", { name: "Continue" }).click();
  await shown(page, heading(/^You’re here\./));
  await picture(page, "waiting", { dark: true });
}

async function inRoom(page, name) {
  await page.locator("[data-connection='connected']").first().waitFor({ timeout: 60_000 });
  await page.locator("[data-scene='ready']").first().waitFor({ timeout: 60_000 });
  await picture(page, name, { full: false });
}

async function writeNote(page) {
  await page.getByLabel("What they say").fill("Short of breath on the stairs for three weeks.");
  await page.getByLabel("What I think").fill("Mitral leak, likely moderate now.");
  await page.getByLabel("Plan").fill("Echo within two weeks.");
  await page.getByLabel("The one sentence to remember").fill("Your heart valve leaks. It can be treated.");
  await page.getByLabel("What it means").fill("The mitral valve is a door on the left side of your heart. It does not close all the way.");
  await page.getByRole("button", { name: "Add a step" }).click();
  await page.getByLabel("Step 1").fill("Take 2 ramipril (5 mg) each morning");
  await page.locator("[data-save-status='saved']").waitFor();
  await picture(page, "note", { dark: true });
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole("button", { name: "Sign note" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign note" }).click();
  await shown(page, heading("Signed"));
  await picture(page, "note-signed");
}

async function readSummary(page) {
  await open(page, await mailTo(page, somebody.email, /https?:\/\/\S+\/summary/));
  await picture(page, "summary-gate");
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByLabel("Code").waitFor();
  const mailbox = await page.context().newPage();
  const code = /\d{6}/.exec(await mailTo(mailbox, somebody.email, /your code is \d{6}/))[0];
  await mailbox.close();
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Open the summary" }).click();
  await shown(page, heading("Your heart valve leaks. It can be treated."));
  await picture(page, "summary", { dark: true });
}

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: BROWSER_FLAGS,
});
const somebodyNew = async () => {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1280, height: 720 }, permissions: ["camera", "microphone"] });
  context.setDefaultTimeout(30_000);
  return context.newPage();
};

const [visitor, staff, patient] = [await somebodyNew(), await somebodyNew(), await somebodyNew()];
for (const [name, path, options] of [
  ["landing", "/", { dark: true }],
  ["sign-in", "/sign-in", {}],
  ["demo", "/demo", {}],
  ["demo-mail", "/demo/mail", {}],
  ["join-empty", "/join", {}],
  ["join-unknown", "/join#not-a-link-that-we-know-of", {}],
  ["kit", "/kit", { dark: true }],
  ["not-found", "/nothing/here", {}],
  ["signed-out", "/today", {}],
]) {
  await part(name, async () => {
    if (name.startsWith("join")) await visitor.goto("about:blank");
    await open(visitor, path);
    if (name.startsWith("join")) await shown(visitor, heading(/This link is not whole|We don’t know this link/));
    await picture(visitor, name, options);
  });
}
await part("explore", async () => {
  await open(visitor, "/explore", (page) => page.locator("[data-scene='ready']"));
  await picture(visitor, "explore", { full: false });
});
await visitor.context().close();

await part("visit", async () => {
  await signIn(staff, "Sam Becker");
  await register(staff);
  const clinician = await book(staff);
  await signIn(staff, clinician);
  await part("portal", async () => {
    await open(staff, "/people");
    await picture(staff, "people");
    await open(staff, (await staff.locator("a[href^='/people/']").first().getAttribute("href")) ?? "");
    await picture(staff, "patient");
    await open(staff, "/account/sessions");
    await picture(staff, "sessions");
  });
  await comeToWait(patient);
  await open(staff, "/today");
  const admit = staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) });
  await admit.waitFor();
  await picture(staff, "today", { dark: true, full: false });
  await staff.setViewportSize({ width: 1280, height: 720 });
  await admit.click();
  await staff.waitForURL(/\/visit\//);
  await part("room", async () => {
    await inRoom(staff, "room-clinician");
    await inRoom(patient, "room-patient");
  });
  await staff.setViewportSize({ width: 1280, height: 720 });
  await staff.getByRole("button", { name: /^End/ }).first().click();
  await staff.getByRole("button", { name: "End for everyone" }).click();
  await staff.waitForURL(/\/note$/);
  await shown(patient, heading("Your visit is over"));
  await picture(patient, "over");
  await writeNote(staff);
  await readSummary(patient);
  const tomasz = await somebodyNew();
  await signIn(tomasz, "Tomasz");
  await picture(tomasz, "home");
});
await browser.close();

for (const failure of failures) console.error(failure);
process.exit(failures.length > 0 ? 1 : 0);
