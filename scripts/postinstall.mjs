// After an install: generates the database client and copies the controller and hand models that
// headsets need out of their package, so that no page ever asks another server for them.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(join(root, "package.json"));

const wantedProfiles = [
  "meta-quest-touch-plus",
  "meta-quest-touch-plus-v2",
  "oculus-touch-v3",
  "generic-hand",
  "generic-trigger",
];

const find = (name) => {
  const path = join(root, "node_modules", name);
  return existsSync(path) ? path : null;
};

function generate() {
  const prisma = find("prisma");
  if (prisma === null || !existsSync(join(root, "prisma/schema.prisma"))) {
    console.log("prisma is not installed here: the database client is not generated");
    return;
  }
  const { bin } = require("prisma/package.json");
  const cli = join(prisma, typeof bin === "string" ? bin : bin.prisma);
  const done = spawnSync(process.execPath, [cli, "generate"], { cwd: root, stdio: "inherit" });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

function copyProfiles() {
  const source = find("@webxr-input-profiles/assets");
  if (source === null) {
    console.log("@webxr-input-profiles/assets is not installed here: no headset models are copied");
    return;
  }
  const from = join(source, "dist/profiles");
  const to = join(root, "public/webxr-profiles");
  const list = JSON.parse(readFileSync(join(from, "profilesList.json"), "utf8"));
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const kept = wantedProfiles.filter((name) => existsSync(join(from, name)));
  for (const name of kept) cpSync(join(from, name), join(to, name), { recursive: true });
  const short = Object.fromEntries(kept.filter((name) => name in list).map((name) => [name, list[name]]));
  writeFileSync(join(to, "profilesList.json"), `${JSON.stringify(short, null, 2)}\n`);
}

generate();
copyProfiles();
