/**
 * For development: draws model files in a headless browser.
 * `npx tsx scripts/anatomy/preview/shot.ts out.jpg '{"views":["front","back"],"rows":[{"file":"public/models/heart.glb","hide":"blood"}]}'`
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import type { Picture, Row } from "./picture";

type Order = Partial<Omit<Picture, "rows">> & { rows: readonly (Omit<Row, "base64" | "inside" | "also"> & { file: string; also?: readonly string[] })[] };

const [out, json] = process.argv.slice(2);
if (!out || !json) throw new Error("usage: shot.ts <out.png|out.jpg> <order as JSON>");
const base64 = (file: string): string => readFileSync(file).toString("base64");
/** A model's inside, where it lies beside it. */
const insideOf = (file: string): string[] => [file.replace(/\.glb$/, "-inside.glb")].filter((name) => name !== file && existsSync(name));
const order = JSON.parse(json) as Order;
const picture: Picture = {
  width: 420, height: 420, views: ["front"], jpeg: out.endsWith(".jpg"),
  ...order,
  rows: order.rows.map(({ file, also, ...row }) => ({ ...row, base64: base64(file), inside: insideOf(file).map(base64), ...(also ? { also: also.flatMap((each) => [each, ...insideOf(each)]).map(base64) } : {}) })),
};

const bundle = await build({ entryPoints: [fileURLToPath(new URL("viewer.ts", import.meta.url))], bundle: true, write: false, format: "iife", minify: true });
const system = "/usr/bin/chromium";
const browser = await chromium.launch({
  ...(existsSync(system) ? { executablePath: system } : {}),
  args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--disable-background-networking"],
});
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error.message));
  await page.setContent("<body></body>");
  await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? "" });
  const url = await page.evaluate((p) => window.drawPicture(p), picture);
  writeFileSync(out, Buffer.from(url.slice(url.indexOf(",") + 1), "base64"));
} finally {
  await browser.close();
}
