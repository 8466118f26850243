import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundle, hasEntry } from "./bundle.mjs";
import { precompress } from "./precompress.mjs";
import { Explained, say } from "./print.mjs";
import { isAlive, recordOf, runStep } from "./processes.mjs";
import { readJson, releaseLock, root, sharedDir, takeLock } from "./state.mjs";

const inputs = [
  "src",
  "messages",
  "public",
  "prisma",
  "scripts/db",
  "scripts/launch/build.mjs",
  "scripts/launch/bundle.mjs",
  "scripts/launch/precompress.mjs",
  "scripts/web",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
// Pulled models are read by the running product, wherever they are: no build holds or knows them.
const pulledModels = "public/models/hra";
const isInput = (path) => !/\.test\.tsx?$|(^|\/)generated(\/|$)|\.tsbuildinfo$/.test(path) && !path.startsWith(`${pulledModels}/`);
const buildsDir = join(sharedDir, "builds");

function* filesOf(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesOf(join(path, name));
}

const tools = ["audit-verify", "keys-rotate", "practice-create", "make-backup"];

/** A name for everything that the output depends on. `BEDSIDE_BUILD_LABEL` asks for one of its own. */
export function buildKey({ demo }) {
  const about = [process.versions.node.split(".")[0], process.platform, process.arch, demo, process.env.BEDSIDE_BUILD_LABEL ?? ""];
  const hash = createHash("sha256").update(JSON.stringify(about));
  for (const input of inputs) {
    for (const path of filesOf(join(root, input))) {
      const name = relative(root, path);
      if (isInput(name)) hash.update(`\n${name}\n`).update(readFileSync(path));
    }
  }
  return hash.digest("hex").slice(0, 20);
}

/** What a build may see of the environment: no secrets, no addresses of services. */
function buildEnvironment(demo) {
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", BEDSIDE_DEMO: demo ? "1" : "" };
  for (const name of Object.keys(env)) {
    if (/^(DATABASE_URL|NEXTAUTH_|LIVEKIT_|SMTP_URL|BEDSIDE_(?!DEMO$))/.test(name)) delete env[name];
  }
  return env;
}

/** The builds that are whole: one gets its name when nothing of it is missing. */
const finishedBuilds = () => (existsSync(buildsDir) ? readdirSync(buildsDir) : []).filter((name) => !name.endsWith(".draft")).map((name) => join(buildsDir, name));

/** The folder with Next's server.js, wherever the trace put it. */
function findServer(dir) {
  if (existsSync(join(dir, "server.js"))) return dir;
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === "node_modules") continue;
    const below = findServer(join(dir, entry.name));
    if (below !== null) return below;
  }
  return null;
}

/**
 * Puts everything that runs into one folder: what the server needs as traced, its static files with
 * their Brotli copies, and the bundled programs with the migrations; `server.js` is ours in place of
 * the one that Next makes. The image runs the same folder.
 */
export async function assemble(to, { demo }) {
  const server = findServer(join(root, ".next/standalone"));
  if (server === null) throw new Explained("The build made no server (.next/standalone).");
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, ".."), { recursive: true });
  cpSync(server, to, { recursive: true, verbatimSymlinks: true });
  cpSync(join(root, ".next/static"), join(to, ".next/static"), { recursive: true });
  await precompress(join(to, ".next/static"), join(to, "brotli"), finishedBuilds().map((dir) => ({ plain: join(dir, ".next/static"), packed: join(dir, "brotli") })));
  if (existsSync(join(root, "public"))) {
    cpSync(join(root, "public"), join(to, "public"), { recursive: true, filter: (from) => relative(root, from) !== pulledModels });
  }
  cpSync(join(root, "prisma/migrations"), join(to, "migrations"), { recursive: true });
  for (const name of demo ? ["server", "worker", "seed", "migrate", ...tools] : ["server", "worker", "migrate", ...tools]) {
    if (hasEntry(name)) await bundle(name, join(to, name === "server" ? "server.js" : `${name}.mjs`), { demo });
  }
}

const livingUsers = (dir) =>
  readdirSync(dir)
    .filter((name) => name.startsWith("in-use-"))
    .filter((name) => isAlive(readJson(join(dir, name))));

/** Removes builds that nobody runs, all but the newest few. */
function prune(keepKey) {
  const all = readdirSync(buildsDir)
    .map((name) => join(buildsDir, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const [index, dir] of all.entries()) {
    const isDraft = dir.endsWith(".draft");
    if (dir.endsWith(keepKey) || (!isDraft && (index < 4 || livingUsers(dir).length > 0))) continue;
    rmSync(dir, { recursive: true, force: true });
  }
}

async function withBuildLock(work) {
  const lock = join(sharedDir, "build.lock");
  let isTold = false;
  while (takeLock(lock) !== null) {
    if (!isTold) say("  … build: waiting for another build of this checkout to end");
    isTold = true;
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    releaseLock(lock);
  }
}

/**
 * Builds the product unless a finished build of exactly these sources is there, and resolves to its
 * folder. A build becomes visible only by the last rename, so that one that was cut off is never run.
 */
export async function buildProduct({ state, watchdog, demo }) {
  mkdirSync(buildsDir, { recursive: true });
  return withBuildLock(async () => {
    const key = buildKey({ demo });
    const dir = join(buildsDir, key);
    if (existsSync(join(dir, "server.js"))) return { dir, key, isFresh: true };
    await runStep(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
      cwd: root,
      env: buildEnvironment(demo),
      log: state.log("build"),
      what: "Building (next build)",
      watchdog,
    });
    const draft = `${dir}.draft`;
    await assemble(draft, { demo });
    rmSync(dir, { recursive: true, force: true });
    renameSync(draft, dir);
    prune(key);
    return { dir, key, isFresh: false };
  });
}

/** Notes that this process runs from a build, which keeps others from removing it. */
export function useBuild(dir) {
  for (const name of readdirSync(dir).filter((one) => one.startsWith("in-use-"))) {
    if (!isAlive(readJson(join(dir, name)))) rmSync(join(dir, name), { force: true });
  }
  const mark = join(dir, `in-use-${process.pid}`);
  writeFileSync(mark, JSON.stringify(recordOf(process.pid)));
  return () => rmSync(mark, { force: true });
}
