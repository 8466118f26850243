// npm run audit:verify | keys:rotate: runs one of the product's own programs against the database of
// DATABASE_URL, or against what `npm start` runs from this checkout. In the image the same programs
// lie beside the server: `node audit-verify.mjs`, `node keys-rotate.mjs`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { bundle } from "./launch/bundle.mjs";
import { productEnvironment } from "./launch/environment.mjs";
import { readJson, sharedDir, stateFolder } from "./launch/state.mjs";

const [, , name, ...rest] = process.argv;

function environment() {
  if (process.env.DATABASE_URL) return process.env;
  const state = stateFolder();
  const [run, secrets] = [readJson(state.run), readJson(state.secrets)];
  if (run === null || secrets === null) throw new Error("Nothing runs from this checkout: npm start first, or set DATABASE_URL and the keys.");
  return productEnvironment({ url: run.url, databaseUrl: run.database, secrets, livekit: null, metricsPort: 0, checkpoints: state.checkpoints, files: state.files });
}

async function main() {
  if (name !== "audit-verify" && name !== "keys-rotate") throw new Error("say audit-verify or keys-rotate");
  const env = { ...environment(), BEDSIDE_SERVICE: name, BEDSIDE_LOG_LEVEL: process.env.BEDSIDE_LOG_LEVEL ?? "silent" };
  delete env.BEDSIDE_METRICS_PORT;
  const file = join(sharedDir, "tools", `${name}.mjs`);
  await bundle(name, file, { demo: env.BEDSIDE_DEMO === "1" });
  const child = spawn(process.execPath, ["--enable-source-maps", file, ...rest], { env, stdio: "inherit" });
  process.exitCode = await new Promise((done) => child.once("exit", (code) => done(code ?? 2)));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
