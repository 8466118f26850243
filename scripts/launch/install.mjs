import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runStep } from "./processes.mjs";
import { readJson, root, sharedDir, writeJson } from "./state.mjs";

/**
 * True when what is installed is what the lock names. Optional packages of other platforms may be
 * missing; a package more, less or of another version is not allowed.
 */
export function isInstalled(lock, installed) {
  if (lock === null || installed === null) return false;
  const wanted = lock.packages;
  const found = installed.packages ?? {};
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "" || entry.link) continue;
    if (found[path] === undefined ? !entry.optional : found[path].version !== entry.version) return false;
  }
  return Object.keys(found).every((path) => path in wanted);
}

const packageManager = () =>
  process.env.npm_execpath?.endsWith(".js")
    ? [process.execPath, [process.env.npm_execpath]]
    : [process.platform === "win32" ? "npm.cmd" : "npm", []];

/** Installs the locked packages where they are missing or others. */
export async function installPackages(state, watchdog) {
  const lock = readJson(join(root, "package-lock.json"));
  if (isInstalled(lock, readJson(join(root, "node_modules/.package-lock.json")))) {
    return "as locked";
  }
  const [command, args] = packageManager();
  await runStep(command, [...args, "ci", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: root,
    env: { ...process.env, PRISMA_SKIP_POSTINSTALL_GENERATE: "1" },
    log: state.log("install"),
    what: "Installing the packages (npm ci)",
    watchdog,
  });
  return "installed";
}

const schemaFiles = (dir) =>
  readdirSync(dir, { recursive: true })
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => join(dir, name));

/** Generates the database client where the schema changed since it was last generated. */
export async function generateClient(state, watchdog) {
  const hash = createHash("sha256");
  for (const path of schemaFiles(join(root, "prisma"))) hash.update(path).update(readFileSync(path));
  const key = hash.digest("hex");
  const record = join(sharedDir, "generated.json");
  const isThere = existsSync(join(root, "src/generated/prisma/client.ts"));
  const hasProfiles = existsSync(join(root, "public/webxr-profiles/profilesList.json"));
  if (isThere && hasProfiles && readJson(record)?.key === key) return "up to date";
  await runStep(process.execPath, [join(root, "scripts/postinstall.mjs")], {
    cwd: root,
    env: process.env,
    log: state.log("generate"),
    what: "Generating the database client",
    watchdog,
  });
  writeJson(record, { key });
  return "generated";
}
