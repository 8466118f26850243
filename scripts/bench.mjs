// npm run bench -- <name> [options]: runs scripts/bench/<name>, prints its table and closes with one
// line of JSON that starts {"bench":"<name>". A bench exports `run(options)` and returns its figures.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installPackages } from "./launch/install.mjs";
import { explain, say } from "./launch/print.mjs";
import { root, stateFolder } from "./launch/state.mjs";

const folder = join(root, "scripts/bench");
const [, , name, ...options] = process.argv;
const known = () =>
  readdirSync(folder)
    .filter((file) => /\.(mjs|ts)$/.test(file) && !/\.test\.ts$|^_/.test(file))
    .map((file) => file.replace(/\.\w+$/, ""));

async function runHere(path) {
  const { run } = await import(pathToFileURL(path).href);
  const figures = await run(options);
  say(JSON.stringify({ bench: name, ...figures }));
}

/** A bench in TypeScript runs this same file again under tsx. */
function runWithTsx() {
  const done = spawnSync(process.execPath, ["--import", "tsx", import.meta.filename, name, ...options], { cwd: root, stdio: "inherit" });
  process.exitCode = done.status ?? 1;
}

try {
  const script = ["mjs", "ts"].map((kind) => join(folder, `${name}.${kind}`)).find((path) => existsSync(path));
  if (!name || script === undefined) throw new Error(`say which bench: ${known().join(", ")}`);
  await installPackages(stateFolder());
  const isUnderTsx = process.execArgv.includes("tsx");
  if (script.endsWith(".ts") && !isUnderTsx) runWithTsx();
  else await runHere(script);
} catch (error) {
  say(explain(error));
  process.exitCode = 1;
}
