import { type Page } from "@playwright/test";
import { registers } from "@/core/room/registers";
import { bookSoon, sendCommand } from "../support/desk-steps";
import { signInAs, watch } from "../support/e2e";
import { expectHeart, expectSameScene, expectTurned, readScene } from "../support/scene-steps";
import { loadTestLevel } from "../support/test-level";
import { admit, comeToTheWaitingRoom, inventPatient } from "../support/visit-steps";
import { arrowsAt, BESIDE_ARROWS, clickAt, clickUntil, HAND, HEART, LET_CLOSER, MENU, newestTour, onTask, TASK } from "./boards";
import { EmulatedHeadset } from "./emulated-headset";
import { expect, test } from "../support/test";

const BACK_TO_THE_SCENE = [-0.15, 1.008, -0.92] as const;

test("a visit with one in a headset and one at a flat screen: one heart that each turns and both hold, a safe place that mutes, and a way out that keeps the visit", async ({
  browser,
}) => {
  test.setTimeout(360_000);
  const staffContext = await browser.newContext({ viewport: { width: 800, height: 480 } });
  const patientContext = await browser.newContext({ viewport: { width: 420, height: 640 } });
  const desk = await staffContext.newPage();
  await desk.setViewportSize({ width: 1280, height: 720 });
  const patient = await patientContext.newPage();
  const somebody = inventPatient();
  const booking = await bookSoon(desk, somebody);
  await desk.close();
  const staff = await staffContext.newPage();
  const watches = [watch(staff), watch(patient)];
  await Promise.all([loadTestLevel(staff), loadTestLevel(patient)]);
  const headset = await EmulatedHeadset.install(staff);

  await test.step("both are in the room", async () => {
    await comeToTheWaitingRoom(patientContext, patient, somebody);
    await signInAs(staff, booking.clinician);
    await admit(staff, somebody);
    await Promise.all([inRoom(staff), inRoom(patient)]);
    await Promise.all([expectHeart(staff), expectHeart(patient)]);
    // One picture less to draw leaves the software graphics time for the headset.
    await patient.getByRole("button", { name: "Turn my camera off" }).click();
  });

  await test.step("comfort is set before the headset is on, and kept", async () => {
    // On a window of this width it stands under More.
    await staff.getByRole("button", { name: "More", exact: true }).click();
    await staff.getByRole("button", { name: "Comfort and sound" }).click();
    const dialog = staff.getByRole("dialog", { name: "Comfort and sound" });
    await dialog.getByRole("combobox", { name: "A press may last" }).selectOption("1200");
    await dialog.getByRole("checkbox", { name: "Captions in the headset" }).check();
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(dialog).toBeHidden();
    await staff.getByRole("button", { name: "Done", exact: true }).click();
    expect(await staff.evaluate(() => localStorage.getItem("bedside.comfort"))).toBe("press=1200&captions=on");
  });

  await test.step("a headset that says no leaves the page as it was; then the clinician puts it on, and what they choose bears their name at the flat screen", async () => {
    await headset.refuse(true);
    await staff.getByRole("button", { name: "Enter VR" }).click();
    await expect(staff.getByText("The headset did not start.")).toBeVisible();
    await headset.refuse(false);
    await staff.getByRole("button", { name: "Enter VR" }).click();
    await expect.poll(() => headset.isInside()).toBe(true);
    expect(await headset.asked()).toEqual(["immersive-vr", "local-floor", "hand-tracking"]);
    await headset.frames(8);
    await clickAt(headset, HEART);
    await expect.poll(async () => (await readScene(staff)).selected).not.toBe("");
    const chosen = patient.locator(`.room-parts [data-structure='${(await readScene(staff)).selected}']`);
    await expect(chosen).toContainText(`${booking.clinician} chose this`);
  });

  await test.step("ANA-608: in the headset voices come from where people stand, each heard once", async () => {
    await expect(staff.locator("html[data-voices=placed]")).toBeAttached();
    // Silent in its element once it is routed.
    await expect.poll(() => voicesMuted(staff)).toEqual([true]);
    expect(await voicesMuted(patient)).toEqual([false]);
  });

  await test.step("ANA-601: the patient asks to come closer, the clinician says yes in the headset, and the patient takes it back", async () => {
    await patient.getByRole("button", { name: "More", exact: true }).click();
    const closer = patient.locator("[data-closer-to]");
    await closer.getByRole("button").click();
    await expect(closer).toHaveAttribute("data-closer-state", "asked");
    await expect(staff.locator("[data-asks-closer]")).toBeAttached();
    await clickUntil(headset, LET_CLOSER, () => expect(closer).toHaveAttribute("data-closer-state", "granted", { timeout: 6_000 }));
    await expect(staff.locator("[data-asks-closer]")).toBeHidden();
    await closer.getByRole("button").click();
    await expect(closer).toHaveAttribute("data-closer-state", "idle");
    await patient.getByRole("button", { name: "Done", exact: true }).click();
  });

  await test.step("ANA-607: a headset that is taken off is told to the others, and so is its coming back", async () => {
    await headset.blur(true);
    await expect(patient.getByText(`${booking.clinician} took the headset off.`)).toBeAttached();
    await headset.blur(false);
    await expect(patient.getByText(`${booking.clinician} has the headset on again.`)).toBeAttached();
  });

  await test.step("ANA-105: a ray in the headset moves the plane that cuts the heart, and it lies the same on both pages", async () => {
    const planes = async (page: Page): Promise<string> => (await page.locator("[data-cuts]").getAttribute("data-cuts", { timeout: 10_000 }).catch(() => null)) ?? "";
    const depth = async (): Promise<number> => (JSON.parse((await planes(staff)) || "[]") as ({ d: number } | null)[])[0]?.d ?? NaN;
    const before = await readScene(staff);
    await clickUntil(headset, MENU.cut, () => expect(staff.locator("[data-inside=cut]")).toBeAttached({ timeout: 8_000 }));
    await clickUntil(headset, TASK.frontFromBack, () => expect.poll(depth, { timeout: 8_000 }).toBe(0));
    await expect(async () => {
      await headset.place("controller", BESIDE_ARROWS, arrowsAt(0));
      await headset.trigger(1);
      for (const d of [0.015, 0.03]) await headset.place("controller", BESIDE_ARROWS, arrowsAt(d));
      await headset.trigger(0);
      await expect.poll(depth, { timeout: 4_000 }).toBeGreaterThan(0.015);
    }).toPass({ timeout: 60_000 });
    await expect.poll(() => planes(patient)).toBe(await planes(staff));
    expect((await readScene(staff)).transform).toBe(before.transform);
    await clickUntil(headset, TASK.noCut, () => expect.poll(depth, { timeout: 8_000 }).toBeNaN());
    await clickUntil(headset, MENU.cut, () => expect(staff.locator("[data-inside=cut]")).toBeHidden({ timeout: 8_000 }));
    await expect.poll(() => planes(patient)).toBe(await planes(staff));
  });

  await test.step("a ray that drags the heart in the headset turns it at the flat screen", async () => {
    await expectTurned(staff, async () => {
      await headset.place("controller", HAND, HEART);
      await headset.trigger(1);
      for (const x of [0.04, 0.08, 0.12]) await headset.place("controller", HAND, [HEART[0] + x, HEART[1], HEART[2]]);
      await headset.trigger(0);
    });
    await expectSameScene(staff, patient);
  });

  await test.step("a pen in the headset draws by ray, in the colour that was taken there, and the flat screen has the line", async () => {
    const before = (await readScene(staff)).transform;
    await clickUntil(headset, MENU.draw, () => expect(staff.locator("[data-tool=draw]")).toBeAttached({ timeout: 8_000 }));
    await clickUntil(headset, onTask(39, 51), () => expect(staff.getByRole("radio", { name: "Yellow" })).toBeChecked({ timeout: 8_000 }));
    await expect(async () => {
      await headset.place("controller", HAND, HEART);
      await headset.trigger(1);
      for (const x of [0.01, 0.02, 0.03]) await headset.place("controller", HAND, [HEART[0] + x, HEART[1], HEART[2]]);
      await headset.trigger(0);
      await expect.poll(async () => (await elementsOf(patient)).strokes.length, { timeout: 10_000 }).toBeGreaterThan(0);
    }).toPass({ timeout: 60_000 });
    const { strokes } = await elementsOf(patient);
    expect(strokes[0]).toMatchObject({ colour: "#d29b2d" });
    expect(strokes[0]?.points).toBeGreaterThan(1);
    expect((await readScene(staff)).transform).toEqual(before);
  });

  await test.step("a pin put down in the headset takes ready words by one press", async () => {
    await clickUntil(headset, MENU.pin, () => expect(staff.locator("[data-tool=pin]")).toBeAttached({ timeout: 8_000 }));
    await clickUntil(headset, HEART, () => expect.poll(async () => (await elementsOf(patient)).pins.length, { timeout: 6_000 }).toBeGreaterThan(0));
    await clickUntil(headset, onTask(-130, 177), () => expect.poll(async () => (await elementsOf(patient)).pins.map(({ text }) => text), { timeout: 6_000 }).toContain("Look here"));
    expect((await elementsOf(patient)).pins[0]?.structure).toBeTruthy();
    await clickUntil(headset, MENU.pin, () => expect(staff.locator("[data-tool=pin]")).toBeHidden({ timeout: 8_000 }));
  });

  await test.step("the headset shows everybody its view, and no longer", async () => {
    await clickUntil(headset, onTask(0, 45), () => expect(staff.locator("[data-together=own]")).toBeAttached({ timeout: 8_000 }));
    await expect(patient.locator("[data-together=following]")).toBeAttached({ timeout: 60_000 });
    await clickUntil(headset, onTask(0, 45), () => expect(staff.locator("[data-together]")).toBeHidden({ timeout: 8_000 }));
    await expect(patient.locator("[data-together]")).toBeHidden({ timeout: 60_000 });
  });

  await test.step("ANA-323: a tour is begun, led on and ended by the headset's boards, and the patient hears each stop", async () => {
    const stop = (isXray: boolean, en: string) => ({ registers: { [registers.xray("heart")]: isXray }, side: null, words: { en, es: "" }, picture: null });
    const content = { title: { en: "From outside and inside", es: "" }, stops: [stop(true, "We look through the wall."), stop(false, "And from outside again.")] };
    await sendCommand(staff, "anatomy/save-tour", { tourId: crypto.randomUUID(), version: 0, content });
    const listed = await staff.request.get("/api/anatomy/tours?input=%7B%7D", { headers: { "x-bedside-actor": "session" } });
    const { value } = (await listed.json()) as { value: { tours: readonly unknown[] } };
    const sign = patient.locator("[data-tour-sign]");
    const xray = (isOn: boolean): Promise<void> => expect(patient.locator("[data-model=heart]")).toHaveAttribute("data-xray", String(isOn));
    await clickUntil(headset, TASK.viewsInVisit, () => expect(staff.getByRole("region", { name: "Views" })).toBeAttached({ timeout: 8_000 }));
    await expect(async () => {
      await clickAt(headset, TASK.tours);
      // The list comes from the server.
      await headset.frames(12);
      await clickAt(headset, newestTour(Math.min(6, value.tours.length)));
      await expect(sign).toContainText("We look through the wall.", { timeout: 6_000 });
    }).toPass({ timeout: 60_000 });
    await xray(true);
    await clickUntil(headset, TASK.nextStop, () => expect(sign).toContainText("And from outside again.", { timeout: 8_000 }));
    await xray(false);
    await clickUntil(headset, TASK.endTour, () => expect(sign).toHaveCount(0, { timeout: 8_000 }));
    await expectSameScene(staff, patient);
  });

  await test.step("the flat screen turns it on, and the headset holds the same", async () => {
    await patient.getByRole("application").focus();
    await expectTurned(patient, () => patient.keyboard.press("ArrowLeft"));
    await expectSameScene(staff, patient);
    expect(await headset.isInside()).toBe(true);
  });

  await test.step("in the safe place nobody hears or sees the clinician; back in the scene they do again", async () => {
    const tile = patient.locator("[data-remote-audio]").first();
    await expect(patient.locator("[data-remote-video='playing']")).toBeAttached();
    await clickUntil(headset, MENU.safePlace, () => expect(tile).toContainText("Camera is off", { timeout: 4_000 }));
    await expect(tile).toContainText("Microphone is off");
    await clickUntil(headset, BACK_TO_THE_SCENE, () => expect(tile).not.toContainText("Camera is off", { timeout: 4_000 }));
    await expect(patient.locator("[data-remote-video='playing']")).toBeAttached();
    await expect(tile).not.toContainText("Microphone is off");
  });

  await test.step("out of the headset the visit goes on", async () => {
    // The emulator draws over the page, so the button is reached by key.
    await staff.getByRole("button", { name: "Leave VR" }).press("Enter");
    await expect.poll(() => headset.isInside()).toBe(false);
    await staff.getByRole("application").focus();
    await expectTurned(staff, () => staff.keyboard.press("ArrowRight"));
    await expectSameScene(staff, patient);
    for (const page of [staff, patient]) await expect(page.locator("[data-connection='connected']")).toBeVisible();
    await expect(staff.locator("html[data-voices=plain]")).toBeAttached();
    expect(await voicesMuted(staff)).toEqual([false]);
  });

  await test.step("ANA-609: with their own room around they turn the same heart, and only then surfaces are asked for", async () => {
    await staff.getByRole("button", { name: "In your room" }).press("Enter");
    await expect.poll(() => headset.isInside()).toBe(true);
    expect(await headset.asked()).toEqual(["immersive-ar", "local-floor", "hand-tracking", "plane-detection", "hit-test"]);
    await headset.frames(8);
    await expectTurned(staff, async () => {
      await headset.place("controller", HAND, HEART);
      await headset.trigger(1);
      for (const x of [0.04, 0.08, 0.12]) await headset.place("controller", HAND, [HEART[0] + x, HEART[1], HEART[2]]);
      await headset.trigger(0);
    });
    await expectSameScene(staff, patient);
    await staff.getByRole("button", { name: "Leave VR" }).press("Enter");
    await expect.poll(() => headset.isInside()).toBe(false);
  });

  expect(watches.flatMap((seen) => [...seen.errors, ...seen.foreign])).toEqual([]);
});

interface Elements {
  readonly pins: readonly { readonly text: string; readonly structure: string | null }[];
  readonly strokes: readonly { readonly colour: string; readonly points: number }[];
}

/** What stands on the model, as a page's own list has it. */
async function elementsOf(page: Page): Promise<Elements> {
  const text = await page.locator("[data-elements]").getAttribute("data-elements", { timeout: 10_000 }).catch(() => null);
  return text === null ? { pins: [], strokes: [] } : (JSON.parse(text) as Elements);
}

/** Whether each voice that a page plays is silent in its own element. */
const voicesMuted = (page: Page): Promise<boolean[]> => page.evaluate(() => [...document.querySelectorAll("audio")].map(({ muted }) => muted));

async function inRoom(page: Page): Promise<void> {
  await expect(page.locator("[data-stage='room']")).toBeAttached({ timeout: 60_000 });
  await expect(page.locator("[data-connection='connected']")).toBeVisible({ timeout: 60_000 });
}
