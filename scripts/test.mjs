// npm test: installs what it lacks, checks, builds and tests everything, and closes with
// "N passed, N failed". `npm test -- unit|contract|arch|launch|build|e2e|xr [filter]` runs one part.
import { join } from "node:path";
import { generateClient, installPackages } from "./launch/install.mjs";
import { findLivekitServer } from "./launch/livekit-binary.mjs";
import { Explained, explain, say, secondsSince } from "./launch/print.mjs";
import { stateFolder } from "./launch/state.mjs";
import { startWatchdog } from "./launch/watchdog.mjs";
import { runPlaywright, runVitest, sumOf } from "./testing/run.mjs";

const [part = "all", ...filters] = process.argv.slice(2);
const parts = ["all", "check", "unit", "contract", "arch", "launch", "build", "e2e", "xr"];
const state = stateFolder();
const watchdog = startWatchdog(join(state.dir, "watched-by-tests.json"));
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];

async function section(name, work) {
  const from = performance.now();
  say(`\n── ${name}`);
  let counts;
  try {
    counts = await work();
  } catch (error) {
    say(explain(error));
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  for (const key of Object.keys(total)) total[key] += counts[key];
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  lines.push(`  ${counts.failed === 0 ? "✓" : "✗"} ${name.padEnd(10)} ${counts.passed} passed, ${counts.failed} failed${skipped}, ${secondsSince(from)}`);
}

async function check() {
  const { runCheck } = await import("./check.mjs");
  const results = await runCheck({ withoutUnit: true });
  const failed = results.filter((one) => !one.passed).length;
  return { passed: results.length - failed, failed, skipped: 0 };
}

let demoBuild;
let productionBuild;
async function buildOnce(demo) {
  const { buildProduct } = await import("./launch/build.mjs");
  const from = performance.now();
  say(`  building ${demo ? "with" : "without"} the demo …`);
  const { dir, isFresh } = await buildProduct({ state, watchdog, demo });
  say(isFresh ? "  … was built before" : `  … built in ${secondsSince(from)}`);
  return dir;
}
const demo = () => (demoBuild ??= buildOnce(true));
const production = () => (productionBuild ??= demo().then(() => buildOnce(false)));

/** Pages share the two cores of a small machine well; rooms and 3D need both for themselves. */
async function browser(folders) {
  const { findChromium } = await import("./testing/chromium.mjs");
  const { startProductForTests } = await import("./testing/product.mjs");
  const isWhole = folders.includes("e2e");
  const chromium = await findChromium();
  const product = await startProductForTests({ build: await demo() });
  if (!product.hasMedia) say("  · without a media server: the tests that need one will fail");
  try {
    const env = {
      BEDSIDE_TEST_URL: product.url,
      BEDSIDE_TEST_DATABASE_URL: product.database,
      BEDSIDE_TEST_STATE_DIR: product.stateDir,
      BEDSIDE_CHROMIUM: chromium,
    };
    const pages = isWhole ? [await runPlaywright(["pages"], { workers: 2, filters, env })] : [];
    const counts = [...pages, await runPlaywright(folders, { workers: 1, filters, env })];
    // A filtered run plants too little to say anything.
    if (filters.length > 0 || !isWhole) return sumOf(counts);
    const { scanForCanaries } = await import("./testing/canaries.mjs");
    return sumOf([...counts, await scanForCanaries(product)]);
  } finally {
    await product.stop();
  }
}

const launchTests = async (hear) => runVitest(["launch"], filters, { BEDSIDE_BUILD_DIR: await demo() }, hear);
const buildTests = async (hear) => runVitest(["build"], filters, { BEDSIDE_PRODUCTION_BUILD_DIR: await production() }, hear);

/** Begins a section's work beside another's. What it says is told in its turn, as is how it ended. */
function begin(work) {
  const said = [];
  const ending = work((text) => said.push(text));
  // Told where it is waited for.
  ending.catch(() => {});
  return async () => {
    try {
      return await ending;
    } finally {
      process.stdout.write(said.join(""));
    }
  };
}

/**
 * Which sections go on beside which: of the first two nothing needs all of a machine, and starts wait for processes more
 * than they work. The second build comes after the first, while those wait.
 */
const beside = {
  check: () => {
    let unit = Promise.resolve();
    sections.unit = begin((hear) => (unit = runVitest(["unit", "server"], filters, {}, hear)));
    sections.arch = begin(async (hear) => {
      await unit.catch(() => {});
      return runVitest(["arch"], filters, {}, hear);
    });
  },
  contract: () => {
    sections.launch = begin(launchTests);
    sections.build = begin(buildTests);
  },
};

const sections = {
  check,
  unit: () => runVitest(["unit", "server"], filters),
  contract: () => runVitest(["contract"], filters),
  arch: () => runVitest(["arch"], filters),
  launch: () => launchTests(),
  build: () => buildTests(),
  e2e: () => browser(part === "all" ? ["e2e", "xr"] : ["e2e"]),
  xr: () => browser(["xr"]),
};

/** The media server is looked for (and, once, built) beside the first checks. */
function findMedia() {
  if (["check", "unit", "arch"].includes(part)) return Promise.resolve({ path: "" });
  return findLivekitServer({ state, watchdog }).catch((error) => ({ path: null, why: [error.message] }));
}

async function main() {
  if (!parts.includes(part)) throw new Explained(`say one of: ${parts.join(", ")}`);
  await installPackages(state, watchdog);
  await generateClient(state, watchdog);
  const media = findMedia();
  const order = part === "all" ? ["check", "unit", "arch", "contract", "launch", "build", "e2e"] : [part];
  for (const name of order) {
    if (name === "contract" || order.length === 1) {
      const { path, why } = await media;
      if (path === null) say(`\nThere is no media server, so its tests are skipped or fail: ${why.join("; ")}`);
    }
    if (part === "all") beside[name]?.();
    await section(name, sections[name]);
  }
}

const from = performance.now();
try {
  await main();
} catch (error) {
  say(explain(error));
  total.failed += 1;
}
watchdog.stop();
say(`\n${lines.join("\n")}\n  in ${secondsSince(from)}\n`);
say(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
