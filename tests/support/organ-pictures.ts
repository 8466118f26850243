import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import { manifestSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import { conditionListSchema } from "@/core/anatomy/condition-manifest";
import { conditionsPath, hasConditions } from "@/core/anatomy/conditions";
import { PICTURE_TOOLS, type PictureOrder, type PictureTool } from "./organ-pictures-kinds";

const root = join(import.meta.dirname, "../..");
const models = join(root, "public/models");

/** Where kept pictures lie. `npm run pictures:keep` makes them anew. */
export const KEPT_FOLDER = join(root, "tests/pictures");

/** Our own organs, as they are served. */
export function ownOrgans(): readonly AnatomyModel[] {
  return manifestSchema.parse(JSON.parse(readFileSync(join(models, "manifest.json"), "utf8"))).models;
}

/** What a model of ours has in the gravest grade of each of its conditions. */
function gravestOf(model: AnatomyModel): { id: string; grade: string }[] {
  if (!hasConditions(model.id)) return [];
  const { conditions } = conditionListSchema.parse(JSON.parse(readFileSync(join(root, "public", conditionsPath(model.id)), "utf8")));
  return conditions.map(({ id, grades }) => ({ id, grade: grades.at(-1)?.id ?? "" }));
}

/** The tools that only a knee shows; the others are shown on the heart. */
const ON_KNEE: readonly PictureTool[] = ["bend", "beside"];

/** Every picture that is kept, by its name: each organ, each tool, and the place of each condition. */
export function keptOrders(): ReadonlyMap<string, PictureOrder> {
  const organs = ownOrgans();
  const orders = new Map<string, PictureOrder>(organs.map((model) => [model.id, { model, tool: "none" }]));
  const find = (id: string): AnatomyModel => {
    const model = organs.find((each) => each.id === id);
    if (!model) throw new Error(`there is no ${id}`);
    return model;
  };
  for (const tool of PICTURE_TOOLS.filter((each) => each !== "place")) {
    const model = find(ON_KNEE.includes(tool) ? "knee" : "heart");
    orders.set(`${model.id}-${tool}`, { model, tool });
  }
  for (const model of organs) for (const condition of gravestOf(model)) orders.set(`${model.id}-${condition.id}`, { model, tool: "place", condition });
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
    const name = /^\/models\/((?:[a-z0-9-]+\/)?[a-z0-9-]+\.(?:glb|json))$/.exec(path)?.[1];
    if (path === "/") await route.fulfill({ contentType: "text/html", body: '<!doctype html><meta charset="utf-8"><script src="/page.js"></script>' });
    else if (path === "/page.js") await route.fulfill({ contentType: "text/javascript", body: script });
    else if (name) await route.fulfill({ contentType: name.endsWith(".json") ? "application/json" : "model/gltf-binary", path: join(models, name) });
    else await route.abort();
  });
  await page.goto("http://pictures.localhost/");
}
