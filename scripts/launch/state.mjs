import { createHash, randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isAlive, recordOf } from "./processes.mjs";

/** The checkout that this launcher belongs to. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Builds and install records belong to the checkout; data and secrets to the state folder. */
export const sharedDir = join(root, ".bedside");

export function stateFolder(env = process.env) {
  const dir = env.BEDSIDE_STATE_DIR ? resolve(env.BEDSIDE_STATE_DIR) : sharedDir;
  for (const one of [sharedDir, dir, join(dir, "logs")]) mkdirSync(one, { recursive: true });
  return {
    dir,
    logs: join(dir, "logs"),
    log: (name) => join(dir, "logs", `${name}.log`),
    secrets: join(dir, "secrets.json"),
    lock: join(dir, "launcher.lock"),
    run: join(dir, "run.json"),
    watched: join(dir, "watched.json"),
    places: join(dir, "places.json"),
    checkpoints: join(dir, "checkpoints"),
    files: join(dir, "files"),
  };
}

/** A short name for this checkout and state folder, for things that must lie elsewhere. */
export const stateKey = (dir) => createHash("sha256").update(dir).digest("hex").slice(0, 12);

export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Writes by rename, so that a reader or a crash never sees half a file. */
export function writeJson(path, value, mode = 0o644) {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(draft, path);
}

/**
 * Takes a lock file for this process. Returns null, or the record of the living process that holds
 * it. A dead holder's lock is put aside by rename, which only one of two racing starts can do.
 */
export function takeLock(path) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(recordOf(process.pid)));
  try {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      try {
        linkSync(draft, path);
        return null;
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      const holder = readJson(path);
      if (isAlive(holder)) return holder;
      clearStaleLock(path);
    }
    throw new Error(`cannot take the lock ${path}`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function clearStaleLock(path) {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  // Somebody may have taken the lock between our look and our rename: give it back.
  if (isAlive(readJson(aside)) && !existsSync(path)) linkSync(aside, path);
  rmSync(aside, { force: true });
}

export function releaseLock(path) {
  const holder = readJson(path);
  if (holder?.pid === process.pid) rmSync(path, { force: true });
}

const text = (bytes) => randomBytes(bytes).toString("base64url");

/**
 * The secrets of this state folder, made once. They begin with "demo-" so that a production build,
 * which refuses such secrets, can never be run with them by mistake.
 */
export function loadSecrets(path) {
  const found = readJson(path) ?? {};
  const made = {
    postgresAdminPassword: text(18),
    postgresPassword: text(18),
    nextAuthSecret: `demo-${text(32)}`,
    livekitKey: "demo-key",
    livekitSecret: `demo-${text(32)}`,
    kek: `demo-${randomBytes(32).toString("base64")}`,
    auditKey: `demo-${randomBytes(32).toString("base64")}`,
    checkpointKey: `demo-${randomBytes(32).toString("base64")}`,
  };
  const secrets = { ...made, ...found };
  if (Object.keys(secrets).some((key) => !(key in found))) writeJson(path, secrets, 0o600);
  return secrets;
}
