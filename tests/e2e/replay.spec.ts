import { signInAs, violations, watch } from "../support/e2e";
import { expectHeart, expectSameScene, expectTurned, readScene } from "../support/scene-steps";
import { loadTestLevel } from "../support/test-level";
import { bookSoon } from "../support/desk-steps";
import { comeToTheWaitingRoom, inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

const DESK = { width: 1280, height: 720 };

test("ROOM-56 ROOM-57: from the note a visit is played again: who did what, and at the end what the room showed last", async ({ browser }) => {
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
    await comeToTheWaitingRoom(patientContext, patient, somebody);
    await staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click();
    await Promise.all([expectHeart(staff), expectHeart(patient)]);
    await staff.getByRole("button", { name: /^Hide .*[Aa]orta/ }).first().click();
    await expect.poll(async () => (await readScene(patient)).hidden, { timeout: 30_000 }).not.toBe("");
    await patient.getByRole("application").focus();
    await expectTurned(patient, () => patient.keyboard.press("ArrowLeft"));
    await expectSameScene(staff, patient);
    return readScene(staff);
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
    await staff.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });

  expect([...seen.errors, ...seen.foreign]).toEqual([]);
});
