import { type Browser, type BrowserContext, type Page } from "@playwright/test";
import { bookSoon } from "../support/desk-steps";
import { newestMail, linkIn, signInAs } from "../support/e2e";
import { expectHeart } from "../support/scene-steps";
import { kilobytes, ScriptMeter, without, type Scripts } from "../support/script-bytes";
import { confirmWhoTheyAre, inventPatient, sayWhereTheyAre } from "../support/visit-steps";
import { EmulatedHeadset } from "../xr/emulated-headset";
import { expect, test } from "../support/test";

/** Most kilobytes of JavaScript, compressed, before anybody does anything. docs/budgets.md says why these. */
const BUDGETS = { entry: 185, portal: 230, room: 300, threeD: 430, boards: 100 } as const;

interface Measured {
  readonly page: string;
  readonly kB: number;
  readonly budget: number;
}

const measured: Measured[] = [];

function keep(page: string, scripts: Scripts, budget: number): void {
  measured.push({ page, kB: kilobytes(scripts), budget });
}

/** Opens an address anew, and counts until the page is loaded and has stopped asking. */
async function firstLoad(page: Page, meter: ScriptMeter, address: string, settled?: () => Promise<void>): Promise<Scripts> {
  await page.goto("about:blank");
  meter.reset();
  await page.goto(address, { waitUntil: "load" });
  await settled?.();
  await settle(page, meter);
  return meter.read();
}

/** A page that listens for pushes never falls idle by the browser's measure: ours is that no script came for half a second. */
async function settle(page: Page, meter: ScriptMeter): Promise<void> {
  let last = -1;
  await expect
    .poll(
      () => {
        const before = last;
        last = meter.read().size;
        return last === before && last > 0;
      },
      { intervals: [500], timeout: 20_000 },
    )
    .toBe(true);
}

async function meteredPage(browser: Browser, who?: string): Promise<{ context: BrowserContext; page: Page; meter: ScriptMeter }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  if (who !== undefined) await signInAs(page, who);
  return { context, page, meter: await ScriptMeter.on(context, page) };
}

test.afterAll(() => {
  for (const { page, kB, budget } of measured) {
    console.log(`| ${page} | ${kB.toFixed(1)} | ${budget} |${kB > budget ? ` over budget by ${(kB - budget).toFixed(1)}` : ""}`);
  }
});

test("pages of the portal stay within their budget of JavaScript", async ({ browser }) => {
  test.setTimeout(180_000);
  const visitor = await meteredPage(browser);
  for (const path of ["/", "/sign-in"]) keep(path, await firstLoad(visitor.page, visitor.meter, path), BUDGETS.portal);
  const staff = await meteredPage(browser, "Dr. Ines Moreau");
  for (const path of ["/today", "/schedule", "/people", "/account/sessions"]) {
    keep(path, await firstLoad(staff.page, staff.meter, path), BUDGETS.portal);
  }
  await staff.page.goto("/people");
  const onePerson = (await staff.page.locator("a[href^='/people/']").first().getAttribute("href")) ?? "";
  keep("/people/[patientId]", await firstLoad(staff.page, staff.meter, onePerson), BUDGETS.portal);
  const patient = await meteredPage(browser, "Tomasz W");
  keep("/home", await firstLoad(patient.page, patient.meter, "/home"), BUDGETS.portal);
  for (const { context } of [visitor, staff, patient]) await context.close();
  expect(measured.filter(({ kB, budget }) => kB > budget)).toEqual([]);
});

test("a patient's way, the room and its 3D stay within their budgets", async ({ browser }) => {
  test.setTimeout(300_000);
  const from = measured.length;
  const somebody = inventPatient();
  const staff = await meteredPage(browser);
  const patient = await meteredPage(browser);
  const booking = await bookSoon(staff.page, somebody);
  await signInAs(staff.page, booking.clinician);
  const link = linkIn(await newestMail(patient.context, somebody.email, /\/join#/));

  const joined = await firstLoad(patient.page, patient.meter, link, () => patient.page.waitForURL(/\/visit\//));
  const here = patient.page.url();
  keep("/join, and on to the visit", joined, BUDGETS.entry);
  const step = (settled: () => Promise<void>): Promise<Scripts> => firstLoad(patient.page, patient.meter, here, settled);
  const heading = (name: string | RegExp) => () => expect(patient.page.getByRole("heading", { name })).toBeVisible();
  const confirm = await step(heading("Is this you?"));
  keep("/visit/[visitId]: who you are", confirm, BUDGETS.entry);
  await confirmWhoTheyAre(patient.page, somebody);
  await sayWhereTheyAre(patient.page);
  const checked = () => expect(patient.page.getByText("We hear you").first()).toBeVisible();
  await checked();
  const devices = await step(checked);
  keep("/visit/[visitId]: device check", devices, BUDGETS.entry);
  await patient.page.getByRole("button", { name: "Continue" }).click();
  await heading(/^You’re here\./)();
  const waiting = await step(heading(/^You’re here\./));

  await staff.page.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click();
  await expect(staff.page).toHaveURL(/\/visit\//);
  const note = await firstLoad(staff.page, staff.meter, `${new URL(staff.page.url()).pathname}/note`);
  keep("/visit/[visitId]/note", note, BUDGETS.portal);

  const { flat, scene, boards } = await enterSlowly(patient.page, patient.meter, here);
  const ahead = new Map([...waiting].filter(([address]) => (flat.has(address) || scene.has(address)) && !confirm.has(address) && !devices.has(address)));
  keep("/visit/[visitId]: waiting room", without(waiting, ahead), BUDGETS.entry);
  keep("all of a patient's way, link to waiting room", new Map([...joined, ...confirm, ...devices, ...without(waiting, ahead)]), BUDGETS.entry);
  keep("fetched ahead while waiting: room and 3D", ahead, BUDGETS.room + BUDGETS.threeD);
  keep("/visit/[visitId]: room, before 3D", flat, BUDGETS.room);
  keep("room: 3D and XR, after it", scene, BUDGETS.threeD);
  keep("on Enter VR: what is read and pressed in a headset", boards, BUDGETS.boards);
  keep("/visit/[visitId]/summary", await firstLoad(patient.page, patient.meter, `${new URL(here).pathname}/summary`), BUDGETS.portal);
  for (const { context } of [staff, patient]) await context.close();
  expect(measured.slice(from).filter(({ kB, budget }) => kB > budget)).toEqual([]);
});

/** The room with its 3D held back until all else is there; then the 3D, with a headset at hand; then what comes with it on. */
async function enterSlowly(page: Page, meter: ScriptMeter, address: string): Promise<{ flat: Scripts; scene: Scripts; boards: Scripts }> {
  const headset = await EmulatedHeadset.install(page);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  // Whoever asks for the models is the room: from then on its script is there, however slow the machine.
  let sawRoom: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (sawRoom = resolve));
  await page.route("**/models/manifest.json", async (route) => {
    sawRoom();
    await held;
    await route.continue();
  });
  const flat = await firstLoad(page, meter, address, () => asked);
  meter.reset();
  release();
  await expectHeart(page);
  await settle(page, meter);
  const scene = meter.read();
  meter.reset();
  await page.getByRole("button", { name: "Enter VR" }).press("Enter");
  await expect.poll(() => headset.isInside()).toBe(true);
  await settle(page, meter);
  return { flat, scene, boards: meter.read() };
}
