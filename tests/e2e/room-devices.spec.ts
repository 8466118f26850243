import { type BrowserContext, type Page } from "@playwright/test";
import { bookSoon } from "../support/desk-steps";
import { signInAs, violations } from "../support/e2e";
import { expectPictureAndSound, expectSound, framesSeen, recordConnections } from "../support/media-stats";
import { refuseDevices } from "../support/refuse-devices";
import { expectHeart, expectSameScene, expectTurned, readScene, turnByMouse } from "../support/scene-steps";
import { loadTestLevel } from "../support/test-level";
import { comeToTheWaitingRoom, inventPatient, type TestPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

const DESK = { width: 1280, height: 720 };

test("microphone only, and a broken model: heard both ways, a name in place of the picture, and the room stays of use", async ({ browser }) => {
  test.setTimeout(420_000);
  const contexts = await Promise.all([browser.newContext({ viewport: DESK }), browser.newContext({ viewport: DESK })]);
  await Promise.all(contexts.map(recordConnections));
  const [staff, patient] = (await Promise.all(contexts.map((each) => each.newPage()))) as [Page, Page];
  await Promise.all([loadTestLevel(staff), loadTestLevel(patient)]);
  await refuseDevices(patient, { camera: "NotAllowedError" });
  const model = await breakModelFor(patient);
  const somebody = inventPatient();

  await test.step("the patient goes in without a camera", () => goIn(staff, patient, somebody));

  await test.step("each hears the other; no picture comes from the patient, and theirs is drawn as name and letter", async () => {
    await Promise.all([expectSound(staff), expectPictureAndSound(patient)]);
    expect(await framesSeen(staff)).toBe(0);
    const tile = staff.locator(".room-tile-other");
    await expect(tile).toHaveAttribute("data-remote-video", "none");
    await expect(tile).toHaveAttribute("data-remote-audio", "attached");
    await expect(tile.getByText(somebody.given, { exact: true })).toBeVisible();
    await expect(tile.getByText("Camera is off")).toBeVisible();
    await expect(tile.getByText(somebody.given.slice(0, 1), { exact: true })).toBeVisible();
    await expect(patient.locator("[data-remote-video='playing']")).toBeVisible();
  });

  await test.step("the patient tries the camera all the same: it says what that means for the other, and voice goes on", async () => {
    await patient.getByRole("button", { name: /camera/i }).first().click();
    await expect(patient.getByText("Your camera does not work.")).toBeVisible();
    await expect(patient.getByText(/hears you and sees the scene/)).toBeVisible();
    await patient.getByRole("button", { name: "Go on without" }).click();
    await Promise.all([expectSound(staff), expectSound(patient)]);
  });

  await test.step("the model is broken on the patient's side: said in words, list and voice go on, the other sees it whole", async () => {
    await expect(patient.getByRole("heading", { name: "The heart arrived damaged." })).toBeVisible({ timeout: 60_000 });
    expect(await violations(patient)).toEqual([]);
    await expectHeart(staff);
    await expectTurned(staff, () => turnByMouse(staff));
    await patient.locator(".room-parts [data-structure]").getByRole("button", { name: /^Hide / }).first().click();
    await expect.poll(async () => (await readScene(staff)).hidden).not.toBe("");
    await expectSameScene(staff, patient);
    await expectSound(staff);
  });

  await test.step("tried again with a whole file, it is there, as the other has it", async () => {
    model.mend();
    await patient.getByRole("button", { name: "Load it again" }).click();
    await expectHeart(patient);
    await expectSameScene(staff, patient);
  });
  await Promise.all(contexts.map((each: BrowserContext) => each.close()));
});

/** Serves this page a model whose bytes are not what the manifest promises, until it is mended. */
async function breakModelFor(page: Page): Promise<{ mend: () => void }> {
  let isBroken = true;
  await page.route("**/models/**/*.glb", async (route) => {
    if (!isBroken) return route.continue();
    const response = await route.fetch();
    const body = await response.body();
    body.fill(0x5a, Math.floor(body.length / 2));
    await route.fulfill({ response, body });
  });
  return { mend: () => void (isBroken = false) };
}

async function goIn(staff: Page, patient: Page, somebody: TestPatient): Promise<void> {
  const booking = await bookSoon(staff, somebody);
  await signInAs(staff, booking.clinician);
  await comeToTheWaitingRoom(patient.context(), patient, somebody, "Go on without my camera");
  await staff.getByRole("button", { name: new RegExp(`Admit .*${somebody.family}`) }).click();
  for (const page of [staff, patient]) await expect(page.locator("[data-connection='connected']")).toBeVisible({ timeout: 90_000 });
}
