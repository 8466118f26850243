import type { Page } from "@playwright/test";
import { expect } from "./expect";

/** The exact shared state that a page holds of the heart. */
export interface SceneReading {
  readonly transform: string;
  readonly hidden: string;
  readonly selected: string;
}

/** Reads the scene's DOM twin. */
export async function readScene(page: Page): Promise<SceneReading> {
  const twin = page.locator("[data-model='heart']");
  const [transform, hidden, selected] = await Promise.all(
    ["data-transform", "data-hidden", "data-selected"].map((name) => twin.getAttribute(name)),
  );
  return { transform: transform ?? "", hidden: hidden ?? "", selected: selected ?? "" };
}

/** Waits until the heart is drawn. */
export async function expectHeart(page: Page): Promise<void> {
  await expect(page.locator("[data-scene='ready']")).toBeVisible({ timeout: 90_000 });
}

/** Waits until two pages hold the same heart, to the last digit. */
export async function expectSameScene(a: Page, b: Page): Promise<void> {
  await expect
    .poll(async () => {
      const [one, other] = [await readScene(a), await readScene(b)];
      return one.transform === other.transform && one.hidden === other.hidden ? "same" : JSON.stringify([one, other]);
    }, { timeout: 30_000 })
    .toBe("same");
}

/** Turns the heart by dragging over it; the drag begins in the middle of the scene. */
export async function turnByMouse(page: Page): Promise<void> {
  const box = await page.getByRole("application").boundingBox();
  if (box === null) throw new Error("the scene has no box");
  const [x, y] = [box.x + box.width * 0.42, box.y + box.height * 0.42];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 6; step += 1) await page.mouse.move(x + step * 14, y + step * 4);
  await page.mouse.up();
}

/** Does something and waits until this page's heart is somewhere else. */
export async function expectTurned(page: Page, turn: () => Promise<void>): Promise<void> {
  const before = (await readScene(page)).transform;
  await turn();
  await expect.poll(async () => (await readScene(page)).transform).not.toBe(before);
}
