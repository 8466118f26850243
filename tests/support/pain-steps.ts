import type { Page } from "@playwright/test";
import { violations } from "./e2e";
import { expect } from "./expect";

/** Opens where it hurts from a page of the patient, and waits for the figure. */
export async function openPain(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Show where it hurts" }).click();
  await expect(page.getByRole("img", { name: /^Figure to paint on, seen from: Front/ })).toBeVisible();
}

const savedLine = (page: Page) => page.locator("dialog [data-save-status='saved']");

/** Paints on the left of the chest with the mouse, says how it is, and waits until the server has it. */
export async function paintByMouse(page: Page): Promise<void> {
  await openPain(page);
  const canvas = page.locator("canvas.pain-canvas");
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (box === null) throw new Error("the figure is not shown");
  await page.mouse.move(box.x + box.width * 0.56, box.y + box.height * 0.24);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.27, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByRole("img", { name: /Painted: .*Left side of the chest/ })).toBeVisible();
  // Said again where it may matter (PAIN-10).
  await expect(page.getByText(/This is not for emergencies.* call \d+ now/)).toBeVisible();
  await page.locator("label", { hasText: /^7$/ }).click();
  await page.getByRole("checkbox", { name: "Pressing" }).check();
  await expect(savedLine(page)).toHaveText(/^Saved at/);
  expect(await violations(page)).toEqual([]);
}

/** A second place without a pointer: from the list, taken back, done again, and closed, all by keys. */
export async function paintByKeys(page: Page): Promise<void> {
  const press = (key: string) => page.keyboard.press(key);
  await page.getByRole("button", { name: "Add another place" }).focus();
  await press("Enter");
  await expect(page.getByRole("button", { name: /^Place 2/ })).toHaveAttribute("aria-pressed", "true");
  await page.locator("summary", { hasText: "Hips and legs" }).focus();
  await press("Enter");
  const knee = page.getByRole("checkbox", { name: "Left knee", exact: true });
  await knee.focus();
  await press("Space");
  await expect(knee).toBeChecked();
  await press("Control+z");
  await expect(knee).not.toBeChecked();
  await press("Control+Shift+z");
  await expect(knee).toBeChecked();
  await expect(page.getByRole("button", { name: /^Place 2.*Left knee/ })).toBeVisible();
  await expect(savedLine(page)).toHaveText(/^Saved at/);
  await press("Escape");
  await expect(page.locator("dialog.pain-dialog")).toHaveCount(0);
}

/** In the room: a third place by keys, from behind the rest of the tools. */
export async function paintInTheRoom(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await openPain(page);
  await page.getByRole("button", { name: "Add another place" }).click();
  await expect(page.getByRole("button", { name: /^Place 3/ })).toHaveAttribute("aria-pressed", "true");
  const knee = page.getByRole("checkbox", { name: "Right knee", exact: true });
  await expect(async () => {
    if (!(await knee.isVisible())) await page.locator("summary", { hasText: "Hips and legs" }).click();
    await expect(knee).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await knee.check();
  await expect(page.getByRole("button", { name: /^Place 3.*Right knee/ })).toBeVisible();
  await expect(savedLine(page)).toHaveText(/^Saved at/);
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog.pain-dialog")).toHaveCount(0);
}

/** Beside the note of the visit: both places are read, and go into the note with their codes. */
export async function putPainInNote(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Show the pain maps" }).click();
  await page.getByRole("button", { name: "Put it in the note" }).click();
  const told = page.getByLabel("What they say");
  await expect(told).toHaveValue(/Pain map, version \d+ .*\n1\. .*Left side of the chest.*intensity 7 of 10; Pressing\n2\. Left knee/s);
  await expect(told).toHaveValue(/Left knee: UBERON:0001465/);
}
