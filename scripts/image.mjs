// What the image's build step runs: builds for production and puts the one folder that runs at the
// path given. `node scripts/image.mjs <folder>` makes the same by hand.
import { copyFileSync, cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildProduct } from "./launch/build.mjs";
import { generateClient } from "./launch/install.mjs";
import { explain, say } from "./launch/print.mjs";
import { root, stateFolder } from "./launch/state.mjs";

const to = process.argv[2];

async function main() {
  if (!to) throw new Error("say where: node scripts/image.mjs <folder>");
  const state = stateFolder();
  await generateClient(state);
  const { dir } = await buildProduct({ state, demo: false });
  const target = resolve(to);
  rmSync(target, { recursive: true, force: true });
  cpSync(dir, target, { recursive: true, verbatimSymlinks: true });
  copyFileSync(join(root, "deploy/health.mjs"), join(target, "health.mjs"));
  say(`the image's folder is ${target}`);
}

main().catch((error) => {
  say(explain(error));
  process.exitCode = 1;
});
