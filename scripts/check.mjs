// npm run check: types, core's purity, lint, import matrix, dead code and unit tests, each with its
// seconds. All of them run, two at a time, so that one run names everything that is wrong.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { generateClient, installPackages } from "./launch/install.mjs";
import { explain, say, secondsSince } from "./launch/print.mjs";
import { root, sharedDir, stateFolder } from "./launch/state.mjs";

const tool = (path) => join(root, "node_modules", path);
const leastModules = 200;

const parts = [
  ["types", [tool("typescript/bin/tsc"), "--noEmit", "--pretty", "false", "--incremental", "--tsBuildInfoFile", join(sharedDir, "app.tsbuildinfo")]],
  ["lint", [tool("eslint/bin/eslint.js"), "--cache", "--cache-location", join(sharedDir, "eslint.cache"), "--max-warnings", "0", "--format", join(root, "scripts/lint/format.mjs"), "."]],
  ["core is pure", [tool("typescript/bin/tsc"), "--noEmit", "--pretty", "false", "-p", "tsconfig.core.json"]],
  ["imports", [join(root, "scripts/lint/matrix.mjs"), String(leastModules)]],
  ["dead code", [tool("knip/bin/knip.js"), "--no-config-hints"]],
  ["unit tests", [tool("vitest/vitest.mjs"), "run", "--project", "unit", "--project", "server"]],
];

function runPart([name, args]) {
  const from = performance.now();
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, FORCE_COLOR: "0" } });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.once("close", (code) => {
      say(`  ${code === 0 ? "✓" : "✗"} ${name.padEnd(14)} ${secondsSince(from)}`);
      if (code !== 0) say(output.trimEnd());
      done({ name, passed: code === 0 });
    });
  });
}

/** Runs all parts and returns how each ended. `npm test` counts the unit tests by themselves. */
export async function runCheck({ withoutUnit = false } = {}) {
  mkdirSync(sharedDir, { recursive: true });
  const state = stateFolder();
  await installPackages(state);
  await generateClient(state);
  // Next's own declarations: a fresh clone has none, an older one may have those of pages long gone.
  const declarations = await runPart(["route types", [tool("next/dist/bin/next"), "typegen"]]);
  const waiting = parts.filter(([name]) => !(withoutUnit && name === "unit tests"));
  const results = [declarations];
  const lane = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) results.push(await runPart(part));
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
  return results;
}

if (process.argv[1] === join(root, "scripts/check.mjs")) {
  try {
    const from = performance.now();
    const results = await runCheck();
    const failed = results.filter((one) => !one.passed).map((one) => one.name);
    say(failed.length === 0 ? `all right in ${secondsSince(from)}` : `not all right: ${failed.join(", ")} (${secondsSince(from)})`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  } catch (error) {
    say(explain(error));
    process.exitCode = 1;
  }
}
