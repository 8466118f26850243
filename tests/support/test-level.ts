import type { Page } from "@playwright/test";

/**
 * Makes a page load the model's level of few triangles: it loads what the manifest names, and here
 * the manifest names that file. Software graphics draw it several times as fast. Where pictures are kept for
 * somebody who looks at them (picture.ts), the whole model stays.
 */
export async function loadTestLevel(page: Page): Promise<void> {
  if (process.env.BEDSIDE_TEST_PICTURES !== undefined) return;
  await page.route("**/models/manifest.json", async (route) => {
    const response = await route.fetch();
    const manifest: { models: { levels: { level: string; file: string; bytes: number; sha256: string }[] }[] } = await response.json();
    for (const model of manifest.models) {
      const light = model.levels.find(({ level }) => level === "test");
      if (light) Object.assign(model, { file: light.file, bytes: light.bytes, sha256: light.sha256, inside: undefined, levels: [] });
    }
    await route.fulfill({ response, json: manifest });
  });
}
