import { type Page } from "@playwright/test";
import { loadTestLevel } from "../support/test-level";
import { EmulatedHeadset } from "./emulated-headset";
import { expect, test } from "../support/test";

/** Where the heart's middle is for somebody who sits: 0.52 m in front, 0.14 m below the eyes. */
const HEART = [0, 1.06, -0.52] as const;

async function openExplore(page: Page): Promise<void> {
  await loadTestLevel(page);
  await page.goto("/explore");
  await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
}

const transformOf = (page: Page): Promise<string | null> => page.locator("[data-model]").getAttribute("data-transform");

async function enter(page: Page, headset: EmulatedHeadset): Promise<void> {
  await page.getByRole("button", { name: "Enter VR" }).click();
  await expect.poll(() => headset.isInside()).toBe(true);
  await headset.frames(12);
}

async function expectTurnedAndTakenBack(page: Page, headset: EmulatedHeadset, before: string | null): Promise<void> {
  await expect.poll(() => transformOf(page)).not.toBe(before);
  const after: { s: number; q: number[] } = JSON.parse((await transformOf(page)) ?? "");
  expect(after.s).toBeGreaterThan(0.19);
  expect(Math.hypot(...after.q)).toBeCloseTo(1, 3);
  // The emulator draws over the page, so the button is reached by key.
  await page.getByRole("button", { name: "Leave VR" }).press("Enter");
  await expect.poll(() => headset.isInside()).toBe(false);
  await page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(() => transformOf(page)).toBe(before);
}

test.describe("an emulated headset on the explore page", () => {
  test.setTimeout(180_000);

  test("a ray that drags the heart turns it, and one undo takes it back", async ({ page }) => {
    const headset = await EmulatedHeadset.install(page);
    await openExplore(page);
    const before = await transformOf(page);
    await enter(page, headset);
    await headset.place("controller", [0.15, 1.0, 0], HEART);
    await headset.trigger(1);
    for (const x of [0.04, 0.08, 0.12]) await headset.place("controller", [0.15, 1.0, 0], [HEART[0] + x, HEART[1], HEART[2]]);
    await headset.trigger(0);
    await expectTurnedAndTakenBack(page, headset, before);
  });

  test("a near squeeze carries the heart with the hand", async ({ page }) => {
    const headset = await EmulatedHeadset.install(page);
    await openExplore(page);
    const before = await transformOf(page);
    await enter(page, headset);
    const [x, y, z] = HEART;
    await headset.place("controller", [x, y, z + 0.06], [x, y, z - 1]);
    await headset.squeeze(1);
    for (const step of [0.03, 0.06, 0.1]) await headset.place("controller", [x + step, y + step / 2, z + 0.06], [x + step * 4, y, z - 1]);
    await headset.squeeze(0);
    const moved: { p: number[] } = JSON.parse((await transformOf(page)) ?? "");
    expect(moved.p[0]).toBeGreaterThan(0.03);
    await expectTurnedAndTakenBack(page, headset, before);
  });

  test("a pinch of the hand carries the heart", async ({ page }) => {
    const headset = await EmulatedHeadset.install(page);
    await openExplore(page);
    const before = await transformOf(page);
    await enter(page, headset);
    await headset.useHands();
    const [x, y, z] = HEART;
    // The fingertips of a pinch are about 1 cm ahead of this point and 2.5 cm below it.
    const hand = [x, y + 0.02, z + 0.06] as const;
    await headset.place("hand", hand, [hand[0], y, z - 1]);
    await headset.pinch(1);
    for (const step of [0.03, 0.06, 0.1]) await headset.place("hand", [hand[0] + step, hand[1], hand[2]], [hand[0] + step, y, z - 1]);
    await headset.pinch(0);
    const moved: { p: number[] } = JSON.parse((await transformOf(page)) ?? "");
    expect(moved.p[0]).toBeGreaterThan(0.03);
    await expectTurnedAndTakenBack(page, headset, before);
  });

  test("a headset that shows its own menu edits nothing", async ({ page }) => {
    const headset = await EmulatedHeadset.install(page);
    await openExplore(page);
    const before = await transformOf(page);
    await enter(page, headset);
    await headset.place("controller", [0.15, 1.0, 0], HEART);
    await headset.blur(true);
    await headset.trigger(1);
    await headset.place("controller", [0.15, 1.0, 0], [HEART[0] + 0.1, HEART[1], HEART[2]]);
    await headset.trigger(0);
    expect(await transformOf(page)).toBe(before);
  });
});
