import { type Locator, type Page } from "@playwright/test";
import { waitByCalls } from "../support/arrive";
import { bookSoon } from "../support/desk-steps";
import { signInAs, violations, watch } from "../support/e2e";
import { expectMarks, expectSameLook, lookAround, onModel, readLook, readMarks } from "../support/mark-steps";
import { expectHeart, expectSameScene, expectTurned, readScene } from "../support/scene-steps";
import { loadTestLevel } from "../support/test-level";
import { inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 780 };
/** Drawing the scene twice keeps a small machine busy: presses take their time. */
const patience = { timeout: 90_000 };

const visible = (where: Locator): Locator => where.filter({ visible: true });
const tool = (page: Page, name: string): Locator => visible(page.getByRole("toolbar").getByRole("button", { name, exact: true }));
const row = (page: Page, kind: string, id: string): Locator => visible(page.locator(`[data-element="${kind} ${id}"]`));
const marksTab = (page: Page): Locator => visible(page.getByRole("button", { name: "Marks", exact: true }));

async function press(page: Page, place: { x: number; y: number }): Promise<void> {
  await page.mouse.click(place.x, place.y);
}

async function write(page: Page, words: string): Promise<void> {
  const field = page.getByLabel("What is here?");
  await field.fill(words, patience);
  await field.press("Enter");
  await expect(field).toHaveCount(0);
}

test("ROOM-80, ROOM-81, ROOM-82, ROOM-83, ROOM-84, ANA-310: pins, distances, views, strokes, one view for all and “may I”, in two windows", async ({ browser }) => {
  test.setTimeout(500_000);
  const staff = await (await browser.newContext({ viewport: DESK })).newPage();
  const patientContext = await browser.newContext({ viewport: PHONE });
  const patient = await patientContext.newPage();
  const both = [staff, patient];
  const watches = both.map(watch);
  for (const page of both) await loadTestLevel(page);
  const somebody = inventPatient();
  const { clinician } = await bookSoon(staff, somebody);
  await signInAs(staff, clinician);
  await waitByCalls(patientContext, patient, somebody.email);
  await staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click(patience);
  await Promise.all(both.map(expectHeart));

  const first = await test.step("the clinician pins with the mouse, and writes what is there", async () => {
    await tool(staff, "Pin").click(patience);
    await expect(staff.getByText("Tap a place on the model.")).toBeVisible();
    await press(staff, await onModel(staff));
    await write(staff, "The leak is here");
    const { pins } = await expectMarks(both, { pins: 1, measures: 0, strokes: 0 });
    await expect.poll(async () => (await readMarks(patient)).pins[0]?.text).toBe("The leak is here");
    expect(pins[0]?.structure).not.toBe("");
    return pins[0]?.id ?? "";
  });

  await test.step("the patient pins with keys alone", async () => {
    await tool(patient, "Pin").focus();
    await patient.keyboard.press("Enter");
    await patient.getByRole("button", { name: "Aim with keys" }).press("Enter", patience);
    await expect(patient.getByRole("application")).toBeFocused();
    await patient.keyboard.press("Shift+ArrowLeft");
    await patient.keyboard.press("Enter");
    await write(patient, "It hurts here");
    await expectMarks(both, { pins: 2, measures: 0, strokes: 0 });
    await patient.getByRole("button", { name: "Put the tool away" }).click(patience);
  });

  await test.step("a distance is the model's own, whatever its size", async () => {
    await tool(staff, "Measure").click(patience);
    await press(staff, await onModel(staff, -0.06));
    await expect(staff.getByText("Now tap the second place.")).toBeVisible();
    await press(staff, await onModel(staff, 0.08));
    const { measures } = await expectMarks(both, { pins: 2, measures: 1, strokes: 0 });
    expect(measures[0]?.mm).toBeGreaterThan(1);
    await staff.getByRole("button", { name: "Put the tool away" }).click(patience);
    await staff.getByRole("application").focus();
    await expectTurned(staff, () => staff.keyboard.press("+"));
    await expectSameScene(staff, patient);
    expect((await readMarks(patient)).measures).toEqual(measures);
  });

  await test.step("a view that the clinician kept comes back for both, by the patient's press", async () => {
    const before = await readScene(staff);
    await tool(staff, "Views").click(patience);
    await staff.getByRole("button", { name: "Keep this view" }).click(patience);
    await expect(staff.locator("[data-view][data-shown]")).toHaveCount(1, patience);
    await tool(staff, "X-ray").click(patience);
    await expect(staff.locator("[data-view][data-shown]")).toHaveCount(0, patience);
    await tool(patient, "Pin").click(patience);
    await patient.getByRole("button", { name: "Views", exact: true }).click(patience);
    await patient.locator("[data-view]").getByRole("button", { name: /^View 1/ }).click(patience);
    await expect(staff.locator("[data-view][data-shown]")).toHaveCount(1, patience);
    await expect.poll(() => readScene(staff)).toEqual(before);
    await expectSameScene(staff, patient);
    await patient.getByRole("button", { name: "Close the views" }).click(patience);
    await staff.getByRole("button", { name: "Close the views" }).click(patience);
  });

  await test.step("the patient draws with another pen, and takes it back", async () => {
    await tool(patient, "Pin").click(patience);
    await patient.getByRole("radio", { name: "Draw" }).check(patience);
    await patient.getByRole("radio", { name: "Blue, dashes" }).check(patience);
    const [from, to] = [await onModel(patient, -0.08), await onModel(patient, 0.08)];
    await patient.mouse.move(from.x, from.y);
    await patient.mouse.down();
    await patient.mouse.move(to.x, to.y, { steps: 16 });
    await patient.mouse.up();
    const { strokes } = await expectMarks(both, { pins: 2, measures: 1, strokes: 1 });
    expect(strokes[0]).toMatchObject({ colour: "#7fb4e6" });
    // A stroke is there before all of its points are.
    for (const page of both) await expect.poll(async () => (await readMarks(page)).strokes[0]?.points ?? 0).toBeGreaterThan(2);
    await tool(patient, "Undo").click(patience);
    await expectMarks(both, { pins: 2, measures: 1, strokes: 0 });
    await patient.getByRole("button", { name: "Put the tool away" }).click(patience);
  });

  await test.step("the list says it all; who made a pin rewrites it, the clinician takes it away and brings it back", async () => {
    const mine = (await readMarks(patient)).pins.find(({ id }) => id !== first)?.id ?? "";
    await patient.getByRole("button", { name: "All parts" }).click(patience);
    await marksTab(patient).click(patience);
    await row(patient, "pin", first).getByRole("button").first().click(patience);
    await expect(row(patient, "pin", first)).toContainText("The leak is here");
    await expect(row(patient, "pin", first).getByRole("button", { name: /^(Remove|Change)/ })).toHaveCount(0);
    await row(patient, "pin", mine).getByRole("button").first().click(patience);
    await row(patient, "pin", mine).getByRole("button", { name: /^Change the words/ }).click(patience);
    await write(patient, "It hurts here at night");
    await expect.poll(async () => (await readMarks(staff)).pins.map(({ text }) => text)).toEqual(["The leak is here", "It hurts here at night"]);
    expect(await violations(patient)).toEqual([]);
    await marksTab(staff).click(patience);
    const before = await readLook(staff);
    await row(staff, "pin", mine).getByRole("button").first().click(patience);
    await row(staff, "pin", mine).getByRole("button", { name: "Turn to it" }).click(patience);
    await expect.poll(async () => JSON.stringify(await readLook(staff))).not.toBe(JSON.stringify(before));
    await row(staff, "pin", mine).getByRole("button", { name: /^Remove pin/ }).click(patience);
    await expectMarks(both, { pins: 1, measures: 1, strokes: 0 });
    await tool(staff, "Undo").click(patience);
    await expectMarks(both, { pins: 2, measures: 1, strokes: 0 });
    expect(await violations(staff)).toEqual([]);
    await patient.getByRole("button", { name: "Close the list" }).click(patience);
  });

  await test.step("all look from the clinician's side; the patient looks away and comes back", async () => {
    await staff.getByRole("button", { name: "More", exact: true }).click(patience);
    await staff.getByRole("checkbox", { name: "Show everyone what I see" }).check(patience);
    await staff.getByRole("button", { name: "Done" }).click(patience);
    await expect(staff.locator("[data-together=own]")).toBeVisible(patience);
    await expect(patient.locator("[data-together=following]")).toBeVisible(patience);
    await lookAround(staff);
    await expectSameLook(staff, patient);
    await patient.getByRole("button", { name: "Stop following" }).click(patience);
    await expect(patient.locator("[data-together=apart]")).toBeVisible(patience);
    await lookAround(staff);
    await patient.getByRole("button", { name: "Follow again" }).click(patience);
    await expectSameLook(staff, patient);
    await staff.locator("[data-together=own]").getByRole("button", { name: "Stop" }).click(patience);
    await expect(patient.locator("[data-together]")).toHaveCount(0, patience);
  });

  await test.step("who is held back asks, and sees the answer", async () => {
    await staff.getByRole("button", { name: "More", exact: true }).click(patience);
    await staff.getByRole("checkbox", { name: "The patient may change the scene" }).uncheck(patience);
    await staff.getByRole("button", { name: "Done" }).click(patience);
    await expect(patient.locator("[data-ask=free]")).toBeVisible(patience);
    const before = await readScene(patient);
    await patient.getByRole("application").focus();
    await patient.keyboard.press("ArrowLeft");
    await expect(patient.getByText(/^Only .* can move the model now\.$/)).toBeVisible(patience);
    await patient.getByRole("button", { name: "Ask to move it" }).click(patience);
    await staff.locator("[data-asks]").getByRole("button", { name: "Not now" }).click(patience);
    await expect(patient.locator("[data-ask=declined]")).toBeVisible(patience);
    expect((await readScene(patient)).transform).toBe(before.transform);
    await patient.getByRole("button", { name: "Ask again" }).click(patience);
    await staff.locator("[data-asks]").getByRole("button", { name: "Allow" }).click(patience);
    await expect(tool(patient, "Undo")).toBeVisible(patience);
    await patient.getByRole("application").focus();
    await expectTurned(patient, () => patient.keyboard.press("ArrowLeft"));
    await expectSameScene(staff, patient);
  });

  expect(watches.flatMap((seen) => [...seen.errors, ...seen.foreign])).toEqual([]);
});

test.describe("tools without signing in", () => {
  test.use({ viewport: DESK });

  test("a pin on the chosen part, a distance, an angle and an area by keys, a stroke by mouse; each is one undo; life size, and a view that comes back", async ({ page }) => {
    const seen = watch(page);
    await loadTestLevel(page);
    await page.goto("/explore");
    await expectHeart(page);
    await tool(page, "Pin").click();
    await visible(page.locator("[data-structure=ascending-aorta]")).locator("[data-cell=name]").click();
    await page.getByRole("button", { name: /^Pin / }).last().click();
    await page.getByRole("button", { name: "Without words" }).click();
    const { pins } = await expectMarks([page], { pins: 1, measures: 0, strokes: 0 });
    expect(pins[0]).toMatchObject({ structure: "ascending-aorta", text: "" });

    await tool(page, "Measure").click();
    await page.getByRole("button", { name: "Aim with keys" }).click();
    await page.keyboard.press("Enter");
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expectMarks([page], { pins: 1, measures: 1, strokes: 0 });
    expect(await violations(page)).toEqual([]);

    // An angle and an area by the same keys; the same place twice closes the loop.
    await page.getByRole("radio", { name: "Angle" }).check();
    await page.getByRole("button", { name: "Aim with keys" }).click();
    await page.keyboard.press("Enter");
    for (const way of ["ArrowUp", "ArrowRight"]) {
      for (let i = 0; i < 2; i += 1) await page.keyboard.press(way);
      await page.keyboard.press("Enter");
    }
    await expect.poll(async () => (await readMarks(page)).angles.length).toBe(1);
    await page.getByRole("radio", { name: "Area" }).check();
    await page.getByRole("button", { name: "Aim with keys" }).click();
    await page.keyboard.press("Enter");
    for (const way of ["ArrowUp", "ArrowLeft"]) {
      for (let i = 0; i < 2; i += 1) await page.keyboard.press(way);
      await page.keyboard.press("Enter");
    }
    await expect(page.getByRole("button", { name: "Close the loop" })).not.toHaveAttribute("aria-disabled", "true");
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await readMarks(page)).areas.map(({ points }) => points.length)).toEqual([3]);
    await page.getByRole("radio", { name: "Centimetres" }).check();
    await visible(page.getByRole("button", { name: "Marks", exact: true })).click();
    await expect(visible(page.locator("[data-element^=area]"))).toContainText("cm²");
    await page.getByRole("radio", { name: "Millimetres" }).check();
    expect(await violations(page)).toEqual([]);
    for (let left = 2; left > 0; left -= 1) await tool(page, "Undo").click();
    await expect.poll(async () => { const { angles, areas } = await readMarks(page); return angles.length + areas.length; }).toBe(0);

    await tool(page, "Draw").click();
    const [from, to] = [await onModel(page, -0.1), await onModel(page, 0.1)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 12 });
    await page.mouse.up();
    await expectMarks([page], { pins: 1, measures: 1, strokes: 1 });
    for (const left of [{ pins: 1, measures: 1, strokes: 0 }, { pins: 1, measures: 0, strokes: 0 }, { pins: 0, measures: 0, strokes: 0 }]) {
      await tool(page, "Undo").click();
      await expectMarks([page], left);
    }
    await tool(page, "Redo").click();
    await expectMarks([page], { pins: 1, measures: 0, strokes: 0 });

    // Life size, and a view of it: one press each, and back.
    await tool(page, "Turn").click();
    await page.getByRole("button", { name: "Larger" }).click();
    await page.getByRole("button", { name: "Life size" }).click();
    await expect(page.locator("[data-life-size=life]")).toBeVisible();
    await expect.poll(async () => (await readScene(page)).transform).toContain('"s":1}');
    await page.getByRole("button", { name: "Hold a card against it" }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "It fits" }).click();
    await expect(page.getByText("Life size on this screen.")).toBeVisible();
    await tool(page, "Views").click();
    await page.getByRole("button", { name: "Keep this view" }).click();
    await expect(page.locator("[data-view] img")).toBeVisible();
    await tool(page, "X-ray").click();
    await page.getByRole("button", { name: /^View 1/ }).click();
    await expect(page.locator("[data-view][data-shown]")).toBeVisible();
    await page.getByRole("button", { name: "More about View 1" }).click();
    await page.getByRole("button", { name: "Rename View 1" }).click();
    await page.getByLabel("Name of the view").fill("As in life");
    await page.keyboard.press("Enter");
    await expect(page.locator("[data-view]")).toContainText("As in life");
    expect(await violations(page)).toEqual([]);
    await tool(page, "Draw").click();

    await page.setViewportSize({ width: 320, height: 640 });
    await expect(page.getByRole("radiogroup", { name: "Pen" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(seen).toEqual({ errors: [], refused: [], foreign: [] });
  });
});
