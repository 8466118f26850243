import type { Page } from "@playwright/test";
import { violations } from "../support/e2e";
import { expect, test } from "../support/test";

// The level of a machine without a graphics card, which comes in two files; that for tests is one.
const OUTSIDE = "/models/heart-lod1.glb";
const INSIDE = "/models/heart-lod1-inside.glb";

/** Opens the heart; the answer names the files of models that the page has asked for. */
async function open(page: Page): Promise<string[]> {
  const asked: string[] = [];
  page.on("request", (request) => {
    const path = new URL(request.url()).pathname;
    if (path.endsWith(".glb")) asked.push(path);
  });
  await page.goto("/explore");
  await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 90_000 });
  return asked;
}

const row = (page: Page, id: string) => page.locator(`[data-structure=${id}]`).filter({ visible: true });
const tool = (page: Page, name: string) => page.getByRole("toolbar").getByRole("button", { name, exact: true });

test.describe("what nobody sees of a whole heart", () => {
  test.use({ viewport: { width: 1280, height: 720 } });

  test("ANA-651: comes when somebody chooses a part, and not before; what is cut then is cut through all of it", async ({ page }) => {
    const asked = await open(page);
    expect(asked).toEqual([OUTSIDE]);
    // Turned, sized and looked at, it stays one file.
    await page.getByRole("application").focus();
    await page.keyboard.press("ArrowLeft");
    await expect(page.locator("[data-model=heart]")).not.toHaveAttribute("data-transform", JSON.stringify({ p: [0, 0, 0], q: [0, 0, 0, 1], s: 1 }));
    expect(asked).toEqual([OUTSIDE]);
    await row(page, "left-ventricle").locator("[data-cell=name]").click();
    await expect.poll(() => asked).toEqual([OUTSIDE, INSIDE]);
    await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
    await tool(page, "Cut").click();
    await page.getByRole("button", { name: "Front from back" }).click();
    await expect(page.locator("[data-slice]")).toHaveAttribute("data-slice", /chordae-tendineae/, { timeout: 30_000 });
    await expect(page.locator("[data-slice]")).toHaveAttribute("data-slice", /left-ventricle/);
  });

  test("ANA-652: does not come: the heart is shown closed, words say so, and it opens when it is tried again", async ({ page }) => {
    let isOut = true;
    await page.route(`**${INSIDE}`, (route) => (isOut ? route.abort() : route.continue()));
    await open(page);
    await expect(async () => {
      await tool(page, "X-ray").click();
      await expect(page.locator("[data-model=heart]")).toHaveAttribute("data-xray", "true", { timeout: 1_000 });
    }).toPass();
    const note = page.getByRole("alert").filter({ hasText: "The inside of the heart did not arrive, so it is shown closed." });
    await expect(note).toBeVisible({ timeout: 30_000 });
    await expect(page.locator("[data-scene=closed] canvas")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    isOut = false;
    await note.getByRole("button", { name: "Load it again" }).click();
    await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
    await expect(note).toHaveCount(0);
    await expect(page.locator("[data-model=heart]")).toHaveAttribute("data-xray", "true");
  });
});
