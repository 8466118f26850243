import { waitByCalls } from "../support/arrive";
import { signInAs, violations, watch } from "../support/e2e";
import { expectHeart, expectSameScene, expectTurned, readScene } from "../support/scene-steps";
import { loadTestLevel } from "../support/test-level";
import { bookSoon } from "../support/desk-steps";
import { inventPatient } from "../support/visit-steps";
import { picture } from "../support/picture";
import { expect, test } from "../support/test";

const DESK = { width: 1280, height: 720 };

test("ROOM-56 ROOM-57 ROOM-85 NOTE-18: in the room and from the note a visit is looked at again: who did what, any moment kept as a view, and at the end what the room showed last", async ({ browser }) => {
  test.setTimeout(420_000);
  const staff = await (await browser.newContext({ viewport: DESK })).newPage();
  const patientContext = await browser.newContext({ viewport: DESK });
  const patient = await patientContext.newPage();
  for (const page of [staff, patient]) await loadTestLevel(page);
  const seen = watch(staff);
  const somebody = inventPatient();
  const booking = await bookSoon(staff, somebody);
  await signInAs(staff, booking.clinician);

  const last = await test.step("two people hide and turn", async () => {
    await waitByCalls(patientContext, patient, somebody.email);
    await staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click();
    await Promise.all([expectHeart(staff), expectHeart(patient)]);
    await staff.getByRole("button", { name: /^Hide .*[Aa]orta/ }).first().click();
    await expect.poll(async () => (await readScene(patient)).hidden, { timeout: 30_000 }).not.toBe("");
    await patient.getByRole("application").focus();
    await expectTurned(patient, () => patient.keyboard.press("ArrowLeft"));
    await expectSameScene(staff, patient);
    return readScene(staff);
  });

  await test.step("in the room what happened is told, and a moment of it looked at and kept, while the other's scene goes on", async () => {
    expect(await patient.getByRole("button", { name: "What happened" }).count()).toBe(0);
    await staff.getByRole("button", { name: "What happened" }).first().click();
    const past = staff.getByRole("region", { name: "What happened so far" });
    const lines = past.getByRole("list").getByRole("button");
    // What the patient did is on its way to the server: whoever asks anew has it.
    await expect(async () => {
      await past.getByRole("button", { name: "Update" }).click();
      await expect(lines.filter({ hasText: somebody.given }).filter({ hasText: "turned or moved" })).not.toHaveCount(0, { timeout: 10_000 });
    }).toPass({ timeout: 90_000 });
    // Everybody, then in the order of what they did: the clinician hid first, or the patient's turn was stored first.
    const names = past.getByLabel("Whose").locator("option");
    await expect(names).toHaveCount(3);
    const clinician = (await names.allTextContents()).slice(1).find((name) => !name.includes(somebody.given)) ?? "";
    await past.getByLabel("Whose").selectOption({ label: clinician });
    await expect(lines.filter({ hasText: somebody.given })).toHaveCount(0);
    const hid = lines.filter({ hasText: /hid/ });
    await hid.focus();
    await staff.keyboard.press("Enter");
    await expect(past.getByRole("status").filter({ hasText: "Only you see it" })).toBeVisible();
    await past.getByRole("slider", { name: "Time in the visit" }).press("Home");
    await expect.poll(async () => (await readScene(staff)).hidden).not.toContain("aorta");
    expect(await readScene(patient)).toMatchObject({ transform: last.transform, hidden: last.hidden });
    await hid.press("Enter");
    await expect.poll(async () => (await readScene(staff)).hidden).toBe(last.hidden);
    await expect(hid).toHaveAttribute("aria-current", "step");
    await expectHeart(staff);
    expect(await violations(staff)).toEqual([]);
    await picture(staff, "room-past");
    await past.getByRole("button", { name: "Keep this moment as a view" }).click();
    await past.getByRole("textbox", { name: "Name" }).fill("Hidden, in the room");
    await past.getByRole("button", { name: "Keep view" }).click();
    await expect(past.getByRole("status").filter({ hasText: "Kept: Hidden, in the room" })).toBeVisible({ timeout: 30_000 });
    await past.getByRole("button", { name: "Back to now" }).click();
    await expectSameScene(staff, patient);
    await past.getByRole("button", { name: "Close what happened" }).focus();
    await staff.keyboard.press("Escape");
    await expect(past).toBeHidden();
  });

  await test.step("the visit ends, and the note tells what happened", async () => {
    await staff.getByRole("button", { name: /^End/ }).first().click();
    await staff.getByRole("button", { name: "End for everyone" }).click();
    await expect(staff).toHaveURL(/\/note$/, { timeout: 60_000 });
    await expect(patient.getByRole("heading", { name: "Your visit is over" })).toBeVisible({ timeout: 60_000 });
  });

  const dialog = staff.getByRole("dialog", { name: "The visit, replayed" });
  const moments = dialog.getByRole("list").getByRole("button");
  const time = dialog.getByRole("slider", { name: "Time in the visit" });
  await test.step("at its end the replay shows the last state", async () => {
    // What was on its way at the end is stored a moment later: whoever looks again sees it.
    await expect(async () => {
      if (await dialog.isVisible()) await dialog.getByRole("button", { name: "Back to the note" }).click();
      await staff.getByRole("button", { name: "Replay the visit" }).click();
      await expect(moments).not.toHaveCount(0, { timeout: 20_000 });
      await time.press("End");
      const { transform, hidden } = await readScene(staff);
      expect({ transform, hidden }).toEqual({ transform: last.transform, hidden: last.hidden });
    }).toPass({ timeout: 120_000 });
    await expect(moments.filter({ hasText: /hid/ })).toHaveCount(1);
    await expect(moments.filter({ hasText: "turned or moved the model" }).first()).toContainText(somebody.given);
    await expectHeart(staff);
    expect(await violations(staff)).toEqual([]);
  });

  await test.step("the keys go to the beginning, and a step of the list to its moment", async () => {
    await time.press("Home");
    await expect.poll(async () => (await readScene(staff)).hidden).not.toContain("aorta");
    const first = moments.filter({ hasText: /hid/ });
    await first.focus();
    await staff.keyboard.press("Enter");
    await expect.poll(async () => (await readScene(staff)).hidden).toBe(last.hidden);
    await dialog.getByRole("button", { name: "Keep this moment as a view" }).click();
    await dialog.getByRole("textbox", { name: "Name" }).fill("Just after hiding");
    await dialog.getByRole("button", { name: "Keep view" }).click();
    await expect(dialog.getByRole("status").filter({ hasText: "Kept: Just after hiding" })).toBeVisible({ timeout: 30_000 });
    await dialog.getByRole("button", { name: "Back to the note" }).click();
    await expect(dialog).toBeHidden();
    for (const label of ["Hidden, in the room", "Just after hiding"]) {
      await expect(staff.getByRole("listitem").filter({ hasText: label })).toContainText("The model as it was at", { timeout: 30_000 });
    }
  });

  expect([...seen.errors, ...seen.foreign]).toEqual([]);
});
