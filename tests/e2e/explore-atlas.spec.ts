import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { PREFERENCE_COOKIES } from "@/core/kit/preferences";
import { pull, removeOrgans, type PullOrder } from "../../scripts/anatomy/atlas/pull";
import { makeLibrary } from "../support/atlas-library";
import { violations, watch } from "../support/e2e";
import { loadTestLevel } from "../support/test-level";
import { expect, test } from "../support/test";

const atlas = join(process.env.BEDSIDE_TEST_STATE_DIR ?? "", "atlas");
const choice = (page: Page) => page.getByRole("combobox", { name: "Model" }).filter({ visible: true });
const stateOf = (page: Page, model: string) => page.locator(`[data-model=${model}]`);
let folder: string;
let order: PullOrder;

async function open(page: Page): Promise<void> {
  await loadTestLevel(page);
  await page.goto("/explore");
  await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
}

test.describe("another publisher's organs, pulled while the product runs", () => {
  test.describe.configure({ mode: "serial" });
  test.use({ viewport: { width: 1280, height: 800 } });
  test.skip(process.env.BEDSIDE_TEST_STATE_DIR === undefined, "the product was not started by npm test, so its folder is not known");

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "bedside-library-"));
    const library = await makeLibrary(folder);
    order = { library, names: [], all: true, from: folder, out: atlas, say: () => undefined };
    await removeOrgans(order);
  });
  test.afterAll(async () => {
    await removeOrgans(order);
    rmSync(folder, { recursive: true, force: true });
  });

  test("without any the choice is among our own organs and nothing is asked for in vain", async ({ page }) => {
    const seen = watch(page);
    await open(page);
    await expect(choice(page).getByRole("option").first()).toHaveText("Bedside’s heart");
    expect(await choice(page).getByRole("option").allTextContents()).not.toContainEqual(expect.stringContaining("Atlas"));
    await choice(page).selectOption("knee");
    await expect(stateOf(page, "knee")).toHaveCount(1);
    await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Left knee in 3D");
    const meniscus = page.locator("[data-structure=medial-meniscus] [data-cell=name]").filter({ visible: true });
    await meniscus.click();
    await expect(stateOf(page, "knee")).toHaveAttribute("data-selected", "medial-meniscus");
    expect(seen).toEqual({ errors: [], refused: [], foreign: [] });
  });

  test("the choice brings in the other heart with its parts and its source; undo brings ours back", async ({ page }) => {
    await pull(order);
    const seen = watch(page);
    await open(page);
    await choice(page).selectOption({ label: "Human Reference Atlas heart" });
    await expect(stateOf(page, "hra-vh-f-heart")).toHaveCount(1);
    await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Heart in 3D");
    const valve = page.locator("[data-structure=mitral-valve] [data-cell=name]").filter({ visible: true });
    await valve.click();
    await expect(stateOf(page, "hra-vh-f-heart")).toHaveAttribute("data-selected", "mitral-valve");
    await expect(page.getByText("UBERON:0002135").filter({ visible: true })).toBeVisible();
    await expect(page.locator("[data-source=hra-vh-f-heart]").filter({ visible: true })).toContainText("Source: Human Reference Atlas, CC BY 4.0");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("toolbar").getByRole("button", { name: "Undo", exact: true }).click();
    await expect(stateOf(page, "heart")).toHaveCount(1);
    await expect(choice(page)).toHaveValue("heart");
    expect(seen).toEqual({ errors: [], refused: [], foreign: [] });
  });

  test("any organ of the library can be chosen, and turned", async ({ page }) => {
    await open(page);
    await choice(page).selectOption({ label: "Human Reference Atlas left kidney" });
    await expect(stateOf(page, "hra-vh-f-kidney-l")).toHaveCount(1);
    await expect(page.locator("[data-scene=ready]")).toBeVisible({ timeout: 60_000 });
    await page.getByRole("application").focus();
    await page.keyboard.press("ArrowRight");
    await expect(stateOf(page, "hra-vh-f-kidney-l")).not.toHaveAttribute("data-transform", /"q":\[0,0,0,1\]/);
  });

  test("names without a Spanish word are marked as English on a Spanish page", async ({ page }) => {
    await page.context().addCookies([{ name: PREFERENCE_COOKIES.locale, value: "es", url: process.env.BEDSIDE_TEST_URL ?? "" }]);
    await open(page);
    await page.getByRole("combobox", { name: "Modelo" }).filter({ visible: true }).selectOption({ label: "Human Reference Atlas: riñón izquierdo" });
    await expect(page.locator("[data-structure=renal-pyramid-l-a] [lang=en]").filter({ visible: true })).toHaveText("Renal pyramid, left 1");
  });

  test("its page says who made it, under which licence, and what was changed", async ({ page }) => {
    await page.goto("/explore/sources");
    const credit = page.locator("section#hra-vh-f-heart");
    await expect(credit).toContainText("Nobody in particular");
    await expect(credit.getByRole("link", { name: "CC BY 4.0" })).toHaveAttribute("href", "https://creativecommons.org/licenses/by/4.0/");
    await expect(credit).toContainText("Joined, thinned and coloured anew");
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });

  test("a model that was taken away meanwhile is said kindly, and ours stands in", async ({ page }) => {
    await open(page);
    await expect(choice(page)).toBeVisible();
    await removeOrgans(order);
    await choice(page).selectOption({ label: "Human Reference Atlas heart" });
    await expect(page.getByText("The chosen model is not on this server any more.")).toBeVisible();
    await expect(stateOf(page, "heart")).toHaveCount(1);
    await page.locator("[data-structure=mitral-valve] [data-cell=name]").filter({ visible: true }).click();
    await expect(stateOf(page, "heart")).toHaveAttribute("data-selected", "mitral-valve");
  });
});
