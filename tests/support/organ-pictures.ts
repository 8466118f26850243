import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import { manifestSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import type { PictureOrder } from "./organ-pictures-kinds";

const root = join(import.meta.dirname, "../..");
const models = join(root, "public/models");

/** Where kept pictures lie. `npm run pictures:keep` makes them anew. */
export const KEPT_FOLDER = join(root, "tests/pictures");

/** Our own organs, as they are served. */
export function ownOrgans(): readonly AnatomyModel[] {
  return manifestSchema.parse(JSON.parse(readFileSync(join(models, "manifest.json"), "utf8"))).models;
}

/** Every picture that is kept, by its name: each organ, and each tool on the heart. */
export function keptOrders(): ReadonlyMap<string, PictureOrder> {
  const organs = ownOrgans();
  const orders = new Map<string, PictureOrder>(organs.map((model) => [model.id, { model, tool: "none" }]));
  const [heart] = organs;
  if (!heart) throw new Error("there is no heart");
  for (const tool of ["cut", "apart", "xray", "chosen", "measure", "marks"] as const) orders.set(`${heart.id}-${tool}`, { model: heart, tool });
  return orders;
}

/** Opens a page that draws them; it needs no product, only the files of our models. */
export async function openPicturePage(page: Page): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "tests/support/organ-pictures-page.ts")],
    bundle: true, write: false, format: "iife", platform: "browser", target: "es2023", tsconfig: join(root, "tsconfig.json"), define: { "process.env.NODE_ENV": '"production"' },
  });
  const script = outputFiles[0]?.text ?? "";
  await page.route("http://pictures.localhost/**", async (route) => {
    const path = new URL(route.request().url()).pathname;
    const name = /^\/models\/([a-z0-9-]+\.glb)$/.exec(path)?.[1];
    if (path === "/") await route.fulfill({ contentType: "text/html", body: '<!doctype html><meta charset="utf-8"><script src="/page.js"></script>' });
    else if (path === "/page.js") await route.fulfill({ contentType: "text/javascript", body: script });
    else if (name) await route.fulfill({ contentType: "model/gltf-binary", path: join(models, name) });
    else await route.abort();
  });
  await page.goto("http://pictures.localhost/");
}
