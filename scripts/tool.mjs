// npm run audit:verify | keys:rotate: runs one of the product's own programs against the database of
// DATABASE_URL, or against what `npm start` runs from this checkout. In the image the same programs
// lie beside the server: `node audit-verify.mjs`, `node keys-rotate.mjs`, `node make-backup.mjs`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./launch/bundle.mjs";
import { productEnvironment } from "./launch/environment.mjs";
import { readJson, sharedDir, stateFolder } from "./launch/state.mjs";

const tools = ["audit-verify", "keys-rotate", "practice-create"];

/** What a program is told: as the product is, from the environment or from what runs here. */
export function toolEnvironment() {
  if (process.env.DATABASE_URL) return process.env;
  const state = stateFolder();
  const [run, secrets] = [readJson(state.run), readJson(state.secrets)];
  if (run === null || secrets === null) throw new Error("Nothing runs from this checkout: npm start first, or set DATABASE_URL and the keys.");
  return productEnvironment({ url: run.url, databaseUrl: run.database, secrets, livekit: null, metricsPort: 0, checkpoints: state.checkpoints, files: state.files });
}

/** Bundles a program and runs it; resolves with how it ended. */
export async function runTool(name, args, environment) {
  const env = { ...environment, BEDSIDE_SERVICE: name, BEDSIDE_LOG_LEVEL: process.env.BEDSIDE_LOG_LEVEL ?? "silent" };
  delete env.BEDSIDE_METRICS_PORT;
  const file = join(sharedDir, "tools", `${name}.mjs`);
  await bundle(name, file, { demo: env.BEDSIDE_DEMO === "1" });
  const child = spawn(process.execPath, ["--enable-source-maps", file, ...args], { env, stdio: "inherit" });
  return new Promise((done) => child.once("exit", (code) => done(code ?? 2)));
}

async function main() {
  const [, , name, ...rest] = process.argv;
  if (!tools.includes(name)) throw new Error(`say one of: ${tools.join(", ")}`);
  process.exitCode = await runTool(name, rest, toolEnvironment());
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 2;
  });
}
