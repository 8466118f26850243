// What a frame of the consult scene costs: all our own organs and at least twenty of the atlas on one stage, two people
// and a video, drawn by the product's own parts in a headless browser with software graphics; beside it, in the same
// run, the same triangles as one plain three.js mesh a structure. Options: --from <folder of the atlas's files>
// (else the organs that are installed), --frames <n>, --short (the light level alone, 20 frames), --profile (where the
// page's thread is while it draws).
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { loadavg } from "node:os";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium, type CDPSession, type Page } from "@playwright/test";
import { build } from "esbuild";
import { atlasSchema, manifestSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import { readLibrary } from "../anatomy/atlas/library";
import { installed } from "../anatomy/atlas/install";
import { pull } from "../anatomy/atlas/pull";
import { root, stateFolder } from "../launch/state.mjs";
import { BROWSER_FLAGS } from "../testing/browser-flags.mjs";
import { findChromium } from "../testing/chromium.mjs";
import { EYES, HEADSET_BUDGET } from "./_headset-cost";
import { quantile, rounded } from "./_scene-bench";
import type { Drawing, FirstVisible, RenderFigures, RenderLevel } from "./_render-bench";

const LEVELS: readonly RenderLevel[] = ["full", "light", "test"];
const FIRST_TRIES = 5;
/** So many places are named where memory or time goes. */
const LARGEST = 12;
const WARM_FRAMES = 1500;

const own = join(root, "public/models");

/** Where organs of the atlas are: in the installation, or pulled for the bench from a folder, which takes minutes and is kept. */
async function atlasFolder(from: string | undefined): Promise<string> {
  const there = process.env.BEDSIDE_ATLAS_DIR ?? join(own, "hra");
  if (from === undefined) return there;
  const out = join(stateFolder().dir, "bench-atlas");
  const library = readLibrary();
  if ((await installed(out)).length < library.organs.length) await pull({ library, names: [], all: true, from, out, say: console.log });
  return out;
}

function modelsIn(path: string, schema: typeof manifestSchema | typeof atlasSchema): readonly AnatomyModel[] {
  return existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, "utf8"))).models : [];
}

/** A page's script; small, as the product's are, where what it weighs is measured too. */
async function scriptOf(entry: string, minify: boolean): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "scripts/bench", entry)],
    bundle: true, write: false, minify, format: "iife", platform: "browser", target: "es2023", tsconfig: join(root, "tsconfig.json"), define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0]?.text ?? "";
}

/** Pages with the bench's scripts, and the models beside it as the product serves them. */
async function serve(atlas: string): Promise<{ url: string; stop: () => void }> {
  const scripts = new Map([
    ["/page.js", await scriptOf("_render-page.ts", false)],
    ["/first.js", await scriptOf("_render-first.ts", true)],
  ]);
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const name = /^\/models\/(hra\/)?([a-z0-9-]+\.glb)$/.exec(path);
    const answer = (type: string, content: string | Uint8Array): void => void response.writeHead(200, { "content-type": type }).end(content);
    const script = scripts.get(path);
    if (script !== undefined) answer("text/javascript", script);
    else if (path === "/" || path === "/first") answer("text/html", `<!doctype html><meta charset="utf-8"><body><script src="/${path === "/" ? "page" : "first"}.js"></script>`);
    else if (path === "/models/manifest.json") answer("application/json", readFileSync(join(own, "manifest.json")));
    else if (name) void readFile(join(name[1] ? atlas : own, name[2] ?? "")).then((bytes) => answer("model/gltf-binary", bytes), () => response.writeHead(404).end());
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop: () => server.close() };
}

interface ProfileNode {
  readonly callFrame: { readonly functionName: string; readonly lineNumber: number; readonly url: string };
  readonly selfSize: number;
  readonly children: readonly ProfileNode[];
}

/** Which source file a line of the page's script comes from, by the notes that the bundler leaves. */
async function sourceOf(url: string): Promise<(line: number) => string> {
  const lines = (await (await fetch(`${url}page.js`)).text()).split("\n");
  return (line) => {
    for (let at = line; at >= 0; at -= 1) {
      const file = /^\s*\/\/ (\S+\.(?:ts|tsx|js|mjs))$/.exec(lines[at] ?? "")?.[1];
      if (file !== undefined) return file;
    }
    return "";
  };
}

/** Bytes a frame that our own code takes from the heap, by the sampled stack of each allocation. Says where. */
async function allocationsPerFrame(page: Page, session: CDPSession, fileOf: (line: number) => string, frames: number): Promise<number> {
  // Once the compiler is done with our code, numbers in it are no longer objects; the models' own drawing is not ours.
  await page.evaluate((n) => window.renderBench.keepDrawing(n, true), WARM_FRAMES);
  await session.send("HeapProfiler.startSampling", { samplingInterval: 128, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true } as never);
  await page.evaluate((n) => window.renderBench.keepDrawing(n, false), frames);
  const { profile } = await session.send("HeapProfiler.stopSampling");
  const own = new Map<string, number>();
  const walk = (node: ProfileNode): void => {
    const { functionName, lineNumber, url } = node.callFrame;
    const file = url.endsWith("page.js") ? fileOf(lineNumber) : "";
    if (file.startsWith("src/") && node.selfSize > 0) own.set(`${file} ${functionName}`, (own.get(`${file} ${functionName}`) ?? 0) + node.selfSize / frames);
    node.children.forEach(walk);
  };
  walk(profile.head as ProfileNode);
  for (const [where, bytes] of [...own].sort(([, a], [, b]) => b - a).slice(0, LARGEST)) console.log(`  ${rounded(bytes, 0)} bytes a frame: ${where}`);
  return [...own.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** Prints where the page's thread is while it draws. */
async function printProfile(page: Page, session: CDPSession, fileOf: (line: number) => string, frames: number): Promise<void> {
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: 200 });
  await session.send("Profiler.start");
  await page.evaluate((n) => window.renderBench.keepDrawing(n, false), frames);
  const { profile } = await session.send("Profiler.stop");
  const where = new Map(profile.nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName} ${callFrame.url.endsWith("page.js") ? fileOf(callFrame.lineNumber) : ""}`]));
  const spent = new Map<string, number>();
  profile.samples?.forEach((id, i) => {
    const name = where.get(id) ?? "";
    spent.set(name, (spent.get(name) ?? 0) + (profile.timeDeltas?.[i] ?? 0) / 1000 / frames);
  });
  for (const [name, ms] of [...spent].sort(([, a], [, b]) => b - a).slice(0, 3 * LARGEST)) console.log(`  ${rounded(ms, 2)} ms a frame: ${name}`);
}

const row = (cells: readonly (string | number)[]): string => cells.map((cell, i) => (i === 0 ? String(cell).padEnd(26) : String(cell).padStart(11))).join(" ");
const drawing = (name: string, { calls, triangles, cpuMs, cpuP95Ms }: Drawing): string => row([name, calls, triangles, rounded(cpuMs), rounded(cpuP95Ms)]);

function printLevel(level: RenderLevel, { ours, cut, plain, sets }: RenderFigures): void {
  console.log(`\n${row([level, "calls", "triangles", "cpu p50 ms", "cpu p95 ms"])}`);
  console.log(drawing("the product's", ours));
  if (cut) console.log(drawing("cut and closed", cut));
  console.log(drawing("plain meshes", plain));
  console.log(row(["", "calls", "triangles", "kB", "decode ms", "BVH ms"]));
  for (const { id, calls, triangles, bytes, decodeMs, bvhMs } of sets) {
    const isOver = level === "light" && (EYES * triangles > HEADSET_BUDGET.triangles || EYES * calls > HEADSET_BUDGET.calls);
    console.log(row([id, calls, triangles, Math.round(bytes / 1000), rounded(decodeMs), rounded(bvhMs)]) + (isOver ? "  over a headset's budget" : ""));
  }
}

export async function run(options: readonly string[]) {
  const { values } = parseArgs({ args: [...options], options: { from: { type: "string" }, frames: { type: "string" }, short: { type: "boolean", default: false }, profile: { type: "boolean", default: false } } });
  const frames = Number(values.frames ?? (values.short ? 20 : 60));
  const atlas = await atlasFolder(values.from);
  const theirs = modelsIn(join(atlas, "manifest.json"), atlasSchema);
  const models = [...modelsIn(join(own, "manifest.json"), manifestSchema), ...theirs];
  const load = loadavg()[0] ?? 0;
  console.log(`${models.length - theirs.length} organs of our own, ${theirs.length} of the atlas; load before ${rounded(load)}`);
  if (theirs.length < 20) console.log("Fewer than twenty organs of the atlas: name their folder with --from.");
  const site = await serve(atlas);
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...BROWSER_FLAGS, "--enable-precise-memory-info"] });
  try {
    const firsts: FirstVisible[] = [];
    for (let n = 0; n < FIRST_TRIES; n += 1) {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${site.url}first`);
      firsts.push(await page.evaluate(() => window.firstVisible));
      await page.context().close();
    }
    const first = (of: (one: FirstVisible) => number): number => rounded(quantile(firsts.map(of), 0.5), 0);
    console.log(`first heart: script ${first((one) => one.scriptMs)}, stage ${first((one) => one.stageMs)}, unpacked ${first((one) => one.loadedMs)}, drawn ${first((one) => one.drawnMs)}, there ${first((one) => one.ms)} ms (${firsts.map(({ ms }) => rounded(ms, 0)).join(", ")})`);
    const byLevel = new Map<RenderLevel, RenderFigures>();
    let allocated = NaN;
    for (const level of values.short ? LEVELS.filter((each) => each === "light") : LEVELS) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
      const startedMs = performance.now();
      page.on("pageerror", (error) => console.error(error.message));
      await page.goto(site.url);
      const figures = await page.evaluate((order) => window.renderBench.draw(order), { models: [...models], level, isCut: level === "light", frames });
      byLevel.set(level, figures);
      printLevel(level, figures);
      console.log(`${level}: ${rounded((performance.now() - startedMs) / 1000, 0)} s`);
      if (level === "light") {
        const session = await page.context().newCDPSession(page);
        const fileOf = await sourceOf(site.url);
        if (values.profile) await printProfile(page, session, fileOf, frames);
        allocated = await allocationsPerFrame(page, session, fileOf, frames);
      }
      await page.close();
    }
    const light = byLevel.get("light");
    if (!light) throw new Error("nothing was drawn");
    const { ours, cut, plain, sets } = light;
    return {
      calls: ours.calls,
      callsCut: cut?.calls ?? null,
      callsRatio: rounded(plain.calls / ours.calls),
      cpuRatio: rounded(plain.cpuMs / ours.cpuMs),
      firstVisibleMs: first((one) => one.ms),
      bytes: light.bytes,
      allocationsPerFrame: Math.round(allocated),
      cpuMs: rounded(ours.cpuMs),
      plainCpuMs: rounded(plain.cpuMs),
      plainCalls: plain.calls,
      triangles: Object.fromEntries([...byLevel].map(([level, figures]) => [level, figures.ours.triangles])),
      decodeMs: rounded(light.decodeMs, 0),
      bvhMs: rounded(light.bvhMs, 0),
      largestSetTriangles: Math.max(...sets.map(({ triangles }) => triangles)),
      organs: models.length,
      load: rounded(load),
    };
  } finally {
    await browser.close();
    site.stop();
  }
}
