// From nothing to "Ready", and again: a clone of the last commit in a temporary folder, started cold
// (packages, database, build, demo practice) and then warm. The media server comes from the cache
// where it was built before; `--build-media` builds it too.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { say } from "../launch/print.mjs";
import { readJson, root } from "../launch/state.mjs";

const warmStarts = 5;

async function startOnce(checkout, env) {
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
    void ended.then(() => fail(new Error(`the start ended before it was ready:\n${output}`)));
  });
  await ready;
  const ms = Math.round(performance.now() - from);
  const { steps } = readJson(join(checkout, ".bedside/run.json"));
  process.kill(-child.pid, "SIGINT");
  await ended;
  return { ms, steps };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

function printTable(cold, warm) {
  say(`${"step".padEnd(16)} ${"cold s".padStart(8)} ${"warm s".padStart(8)}`);
  for (const { name, ms } of cold.steps) {
    const again = warm.steps.find((one) => one.name === name);
    say(`${name.padEnd(16)} ${(ms / 1000).toFixed(1).padStart(8)} ${again ? (again.ms / 1000).toFixed(1).padStart(8) : "".padStart(8)}`);
  }
  say(`${"all".padEnd(16)} ${(cold.ms / 1000).toFixed(1).padStart(8)} ${(warm.ms / 1000).toFixed(1).padStart(8)}`);
}

export async function run(options) {
  const top = mkdtempSync(join(tmpdir(), "bedside-bench-"));
  chmodSync(top, 0o755);
  const checkout = join(top, "bedside");
  const env = { ...process.env, PORT: "3700", BEDSIDE_POSTGRES_PORT: "54700" };
  for (const name of ["BEDSIDE_STATE_DIR", "BEDSIDE_BUILD_DIR", "DATABASE_URL", "LIVEKIT_URL", "NODE_ENV"]) delete env[name];
  if (options.includes("--build-media")) env.BEDSIDE_CACHE_DIR = join(top, "cache");
  try {
    const clone = spawnSync("git", ["clone", "-q", root, checkout], { stdio: "inherit" });
    if (clone.status !== 0) throw new Error("git clone failed");
    const cold = await startOnce(checkout, env);
    const warm = [];
    for (let i = 0; i < warmStarts; i += 1) warm.push(await startOnce(checkout, env));
    const times = warm.map((one) => one.ms);
    printTable(cold, warm.find((one) => one.ms === median(times)));
    const parts = Object.fromEntries(cold.steps.map(({ name, ms }) => [name, ms]));
    return { coldMs: cold.ms, warmMs: median(times), warmMaxMs: Math.max(...times), coldParts: parts, withMediaBuild: options.includes("--build-media") };
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}
