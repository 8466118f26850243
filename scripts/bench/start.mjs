// From nothing to "Ready", and again: a clone of the last commit in a temporary folder, started cold
// (packages, database, build, demo practice) and then warm. What else is on the machine helps as it
// would help anybody: npm's cache and a media server that was built before. `--empty-npm-cache` fetches
// every package, `--build-media` builds the media server too.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { say } from "../launch/print.mjs";
import { readJson, root } from "../launch/state.mjs";

const warmStarts = 5;
const coldWithinMs = 1_800_000;
const warmWithinMs = 120_000;
const stopWithinMs = 60_000;

/** Rejects when it takes too long, so that a start that never ends makes the bench fail and not hang. */
function within(ms, what, work) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${what} took longer than ${ms / 1000} s`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function startOnce(checkout, env, withinMs) {
  const from = performance.now();
  const child = spawn("npm", ["start"], { cwd: checkout, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const ended = new Promise((done) => child.once("exit", done));
  const ready = new Promise((done, fail) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        output += data;
        if (/^Ready: http/m.test(output)) done();
      });
    }
    void ended.then(() => fail(new Error("the start ended before it was ready")));
  });
  try {
    await within(withinMs, "the start", ready);
    const ms = Math.round(performance.now() - from);
    const { steps } = readJson(join(checkout, ".bedside/run.json"));
    return { ms, steps };
  } catch (error) {
    throw new Error(`${error.message}; it said:\n${output}`);
  } finally {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGINT");
    await within(stopWithinMs, "stopping", ended);
  }
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const seconds = (ms) => (ms === undefined ? "" : (ms / 1000).toFixed(1)).padStart(8);

function printTable(cold, warm) {
  say(`${"step".padEnd(16)} ${"cold s".padStart(8)} ${"warm s".padStart(8)}`);
  const names = new Set([...cold.steps, ...warm.steps].map(({ name }) => name));
  const of = (start, name) => start.steps.find((step) => step.name === name)?.ms;
  for (const name of names) say(`${name.padEnd(16)} ${seconds(of(cold, name))} ${seconds(of(warm, name))}`);
  say(`${"all".padEnd(16)} ${seconds(cold.ms)} ${seconds(warm.ms)}`);
}

const partsOf = ({ steps }) => Object.fromEntries(steps.map(({ name, ms }) => [name, ms]));

/** What was started leaves its database outside of the checkout where it runs as root. */
function removeAll(top, checkout) {
  const places = readJson(join(checkout, ".bedside/places.json"));
  if (places?.postgres) rmSync(places.postgres, { recursive: true, force: true });
  rmSync(top, { recursive: true, force: true });
}

export async function run(options) {
  const top = mkdtempSync(join(tmpdir(), "bedside-bench-"));
  chmodSync(top, 0o755);
  const checkout = join(top, "bedside");
  const withMediaBuild = options.includes("--build-media");
  const emptyNpmCache = options.includes("--empty-npm-cache");
  const env = { ...process.env, PORT: "3700", BEDSIDE_POSTGRES_PORT: "54700" };
  for (const name of ["BEDSIDE_STATE_DIR", "BEDSIDE_BUILD_DIR", "DATABASE_URL", "LIVEKIT_URL", "NODE_ENV"]) delete env[name];
  if (withMediaBuild) env.BEDSIDE_CACHE_DIR = join(top, "cache");
  if (emptyNpmCache) env.npm_config_cache = join(top, "npm");
  const load = () => Number(loadavg()[0].toFixed(2));
  try {
    const clone = spawnSync("git", ["clone", "-q", root, checkout], { stdio: "inherit" });
    if (clone.status !== 0) throw new Error("git clone failed");
    const loadBefore = load();
    const cold = await startOnce(checkout, env, coldWithinMs);
    say(`cold: ${(cold.ms / 1000).toFixed(1)} s`);
    const loadBeforeWarm = load();
    const warm = [];
    for (let i = 0; i < warmStarts; i += 1) {
      warm.push(await startOnce(checkout, env, warmWithinMs));
      say(`warm: ${(warm.at(-1).ms / 1000).toFixed(1)} s`);
    }
    const times = warm.map((one) => one.ms);
    const typical = warm.find((one) => one.ms === median(times));
    printTable(cold, typical);
    return {
      coldMs: cold.ms,
      warmMs: typical.ms,
      warmMaxMs: Math.max(...times),
      coldParts: partsOf(cold),
      warmParts: partsOf(typical),
      withMediaBuild,
      emptyNpmCache,
      cores: cpus().length,
      loadBefore,
      loadBeforeWarm,
    };
  } finally {
    removeAll(top, checkout);
  }
}
