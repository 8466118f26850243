import type { Page } from "@playwright/test";

const folder = process.env.BEDSIDE_TEST_PICTURES;

/** Keeps pictures of a page for somebody who looks at them; the product's tests need none. */
export async function picture(page: Page, name: string): Promise<void> {
  if (folder === undefined) return;
  const before = page.viewportSize();
  for (const [width, scheme] of [[320, "light"], [768, "dark"], [1280, "light"]] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: `${folder}/${name}-${width}-${scheme}.png`, fullPage: true, timeout: 120_000 });
  }
  await page.emulateMedia({ colorScheme: null });
  if (before !== null) await page.setViewportSize(before);
}
