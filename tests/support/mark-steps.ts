import type { Page } from "@playwright/test";
import { expect } from "./expect";

/** What a page holds of what stands on its model. */
export interface MarksReading {
  readonly pins: readonly { readonly id: string; readonly structure: string; readonly at: readonly number[]; readonly text: string }[];
  readonly measures: readonly { readonly id: string; readonly mm: number }[];
  readonly angles: readonly { readonly id: string; readonly deg: number }[];
  readonly areas: readonly { readonly id: string; readonly mm2: number; readonly points: readonly unknown[] }[];
  readonly strokes: readonly { readonly id: string; readonly colour: string; readonly points: number }[];
}

const NONE: MarksReading = { pins: [], measures: [], angles: [], areas: [], strokes: [] };

/** Reads the list's twin; before anything was made there is none. */
export async function readMarks(page: Page): Promise<MarksReading> {
  const twin = page.locator("[data-elements]");
  if ((await twin.count()) === 0) return NONE;
  const text = await twin.getAttribute("data-elements");
  return text === null ? NONE : (JSON.parse(text) as MarksReading);
}

/** Waits until every page holds the same marks, so many of each kind, to the last digit. */
export async function expectMarks(pages: readonly Page[], counts: { readonly pins: number; readonly measures: number; readonly strokes: number }): Promise<MarksReading> {
  let first = NONE;
  await expect
    .poll(
      async () => {
        const all = await Promise.all(pages.map(readMarks));
        first = all[0] ?? NONE;
        const found = { pins: first.pins.length, measures: first.measures.length, strokes: first.strokes.length };
        const isSame = all.every((each) => JSON.stringify(each) === JSON.stringify(first));
        return isSame ? found : all;
      },
      { timeout: 60_000 },
    )
    .toEqual(counts);
  return first;
}

/** The place of the model's middle in the window: what is free of panels there, a little above it. */
export async function onModel(page: Page, shareX = 0, shareY = 0): Promise<{ x: number; y: number }> {
  return page.locator("canvas").evaluate(
    (canvas, [dx, dy]) => {
      const box = canvas.getBoundingClientRect();
      const free = { left: box.left, right: box.right, top: box.top, bottom: box.bottom };
      for (const cover of document.querySelectorAll<HTMLElement>("[data-covers]")) {
        const { left, right, top, bottom, width, height } = cover.getBoundingClientRect();
        if (width === 0 || height === 0) continue;
        if (cover.dataset.covers === "left") free.left = Math.max(free.left, right);
        if (cover.dataset.covers === "right") free.right = Math.min(free.right, left);
        if (cover.dataset.covers === "top") free.top = Math.max(free.top, bottom);
        if (cover.dataset.covers === "bottom") free.bottom = Math.min(free.bottom, top);
      }
      const [width, height] = [free.right - free.left, free.bottom - free.top];
      return { x: free.left + width * 0.5 + Math.min(width, height) * (dx ?? 0), y: free.top + height * 0.42 + Math.min(width, height) * (dy ?? 0) };
    },
    [shareX, shareY] as const,
  );
}

/** From which side a page looks at its model: angles around and above, radians. */
export async function readLook(page: Page): Promise<readonly number[]> {
  return JSON.parse((await page.locator("canvas").getAttribute("data-look")) ?? "[]") as number[];
}

/** Waits until two pages look from the same side. */
export async function expectSameLook(a: Page, b: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const [one, other] = await Promise.all([readLook(a), readLook(b)]);
        return one.length === 2 && one.every((angle, i) => Math.abs(angle - (other[i] ?? 9)) < 0.02) ? "same" : JSON.stringify([one, other]);
      },
      { timeout: 60_000 },
    )
    .toBe("same");
}

/** Turns a page's own view by dragging beside the model. */
export async function lookAround(page: Page): Promise<void> {
  const before = JSON.stringify(await readLook(page));
  const { x, y } = await onModel(page, -0.5, 0.1);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => JSON.stringify(await readLook(page))).not.toBe(before);
}
