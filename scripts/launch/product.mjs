import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { productEnvironment } from "./environment.mjs";
import { generateClient, installPackages } from "./install.mjs";
import { localLivekit } from "./livekit.mjs";
import { findLivekitServer, threeWays } from "./livekit-binary.mjs";
import { findPort } from "./ports.mjs";
import { elapsed, Explained, say, step, stepTimings } from "./print.mjs";
import { tailOf } from "./processes.mjs";
import { waitForReady, webService, workerService } from "./services.mjs";
import { writeJson } from "./state.mjs";

export const usualWebPort = 3000;
const usualMetricsPort = 9464;
const readyLimitMs = 120_000;

const movedNote = (usual, port) => (port === usual ? `port ${port}` : `port ${port}, for ${usual} is taken`);

/** Everything that one start knows and hands from step to step. */
export function createStart({ state, secrets, watchdog, supervisor, isDev, lan, onFatal }) {
  const taken = new Set();
  const run = { state, secrets, watchdog, supervisor, isDev, lan, onFatal, taken, ports: {}, isStopping: () => false };
  run.giveUp = (name, log) => (deaths) =>
    onFatal(new Explained(`${name} died ${deaths} times within a minute; giving up.\n${tailOf(log)}\nThe whole log: ${log}`));
  return run;
}

async function startDatabase(run) {
  const given = process.env.DATABASE_URL;
  if (given) {
    await step("database", async () => `yours, at ${new URL(given).host}`);
    return { url: given, adminUrl: null, isOwn: false };
  }
  const { embeddedPostgres } = await import("./postgres.mjs");
  const { makeDatabase } = await import("./database.mjs");
  const usualPort = Number(process.env.BEDSIDE_POSTGRES_PORT ?? 54320);
  return step("database", async () => {
    const server = await embeddedPostgres(run.state, run.secrets, { watchdog: run.watchdog, usualPort, taken: run.taken });
    if (server.note !== null) say(`  · ${server.note}`);
    const log = run.state.log("postgres");
    const service = { name: "database", kind: "postgres", log, start: server.start, onGivenUp: run.giveUp("The database", log) };
    const { isAdopted } = await run.supervisor.add(service);
    await makeDatabase(server.adminUrl(), run.secrets.postgresPassword);
    run.ports.postgres = server.port();
    const text = isAdopted ? `taken over, port ${server.port()}` : movedNote(usualPort, server.port());
    return { text, value: { url: server.url(), adminUrl: server.adminUrl(), isOwn: true } };
  });
}

/** The folder to run from, or null in development, where the web process compiles as it goes. */
async function buildPrograms(run) {
  if (!run.isDev) {
    const { buildProduct, useBuild } = await import("./build.mjs");
    return step("build", async () => {
      const given = process.env.BEDSIDE_BUILD_DIR;
      if (given) return { text: `yours, ${given}`, value: given };
      const built = await buildProduct({ state: run.state, watchdog: run.watchdog, demo: true });
      run.releaseBuild = useBuild(built.dir);
      return { text: built.isFresh ? "up to date" : "built", value: built.dir };
    });
  }
  const { bundle, hasEntry } = await import("./bundle.mjs");
  const dir = join(run.state.dir, "dev");
  mkdirSync(dir, { recursive: true });
  if (hasEntry("seed")) await bundle("seed", join(dir, "seed.mjs"), { demo: true, dev: true });
  return null;
}

async function seed(run, database, buildDir) {
  const entry = join(buildDir ?? join(run.state.dir, "dev"), "seed.mjs");
  if (!existsSync(entry)) return say("  · there is no seed program yet");
  const { seedDatabase } = await import("./database.mjs");
  const env = { ...run.env(null), NODE_ENV: run.isDev ? "development" : "production" };
  await step("demo practice", () =>
    seedDatabase(run.state, { ...database, password: run.secrets.postgresPassword, entry, env, watchdog: run.watchdog }),
  );
}

async function startMedia(run, search) {
  const given = process.env.LIVEKIT_URL;
  if (given) {
    await step("media server", async () => `yours, at ${new URL(given).host}`);
    return { url: given, key: process.env.LIVEKIT_API_KEY ?? "", secret: process.env.LIVEKIT_API_SECRET ?? "" };
  }
  const found = await step("media server", async () => {
    const server = await search;
    return { text: server.path === null ? "none" : server.from, value: server };
  });
  if (found.path === null) {
    run.withoutMedia = found.why;
    return null;
  }
  const webhookUrl = `http://127.0.0.1:${run.ports.web}/api/livekit/webhook`;
  const media = await localLivekit(run.state, run.secrets, {
    binary: found.path,
    webhookUrl,
    taken: run.taken,
    lanAddress: run.lan?.address ?? null,
  });
  const log = run.state.log("livekit");
  const onGivenUp = (deaths) => say(`The media server died ${deaths} times within a minute and stays down; everything else goes on. Log: ${log}`);
  const service = { name: "media server", kind: "livekit", log, start: media.start, isReady: media.isReady, onGivenUp };
  return step("media start", async () => {
    await run.supervisor.add(service);
    if (!(await media.isReady())) {
      run.withoutMedia = [`livekit-server did not answer; its log: ${log}`];
      return { text: "did not answer", value: null };
    }
    Object.assign(run.ports, { livekit: media.port, media: media.mediaPort });
    const value = { url: run.lan?.mediaUrl ?? media.url, key: run.secrets.livekitKey, secret: run.secrets.livekitSecret };
    return { text: `${movedNote(7880, media.port)}, media on udp ${media.mediaPort}`, value };
  });
}

async function startWorker(run, env, buildDir) {
  const { hasEntry, watchBundle } = await import("./bundle.mjs");
  if (!hasEntry("worker")) return say("  · there is no worker program yet");
  const log = run.state.log("worker");
  const entry = join(buildDir ?? join(run.state.dir, "dev"), "worker.mjs");
  const service = { ...workerService({ state: run.state, env, entry, isDev: run.isDev }), onGivenUp: run.giveUp("The worker", log) };
  if (!run.isDev) return step("worker", async () => void (await run.supervisor.add(service)));
  let isStarted = false;
  run.workerBundle = await watchBundle("worker", entry, { demo: true }, async (errors) => {
    if (errors.length > 0) return say(`worker: ${errors[0].text}`);
    if (isStarted) return run.supervisor.restart("worker");
    isStarted = true;
    await run.supervisor.add({ ...service, onGivenUp: () => say("The worker keeps dying; it starts again when its code changes.") });
  });
}

async function startWeb(run, env, buildDir) {
  const log = run.state.log("web");
  const service = { ...webService({ state: run.state, env, port: run.ports.web, build: buildDir }), onGivenUp: run.giveUp("The web server", log) };
  await run.supervisor.add(service);
  if (run.isDev) {
    // A route that doesn't compile yet is no reason to stop somebody who is about to write it.
    const isEnough = (seen) => run.isStopping() || (seen.status !== undefined && seen.status !== 503);
    const seen = await waitForReady(run.ports.web, readyLimitMs, { isEnough, everyMs: 1000 });
    if (!seen.isReady) say(`  · not ready yet (${seen.text.slice(0, 100)}); going on, as this is development`);
    return;
  }
  await step("web", async () => {
    const seen = await waitForReady(run.ports.web, readyLimitMs, { isEnough: run.isStopping });
    if (!seen.isReady) throw new Explained(`The product does not become ready: ${seen.text}\n${tailOf(log)}\nThe whole log: ${log}`);
    return movedNote(run.usualWebPort, run.ports.web);
  });
}

/** Late, so that little time passes between finding a port free and using it. */
async function choosePorts(run) {
  run.usualWebPort = Number(process.env.PORT ?? usualWebPort);
  run.ports.web = await findPort(run.usualWebPort, { taken: run.taken });
  run.ports.metrics = await findPort(usualMetricsPort, { taken: run.taken });
  run.ports.workerMetrics = await findPort(usualMetricsPort, { taken: run.taken });
  run.url = `http://localhost:${run.ports.web}`;
  if (run.lan !== null) await run.lan.prepare(run);
}

/** Runs all steps of a start up to "Ready". */
export async function startProduct(run) {
  const { state, watchdog } = run;
  await step("packages", () => installPackages(state, watchdog));
  await step("client", () => generateClient(state, watchdog));
  const search = process.env.LIVEKIT_URL ? null : findLivekitServer({ state, watchdog }).catch((error) => ({ path: null, why: [error.message] }));
  const database = await startDatabase(run);
  run.env = (livekit, metricsPort = run.ports.metrics) =>
    productEnvironment({ url: run.lan?.url ?? run.url, databaseUrl: database.url, secrets: run.secrets, livekit, metricsPort, checkpoints: state.checkpoints, files: state.files });
  const { migrateDatabase } = await import("./database.mjs");
  await step("migrations", () => migrateDatabase(database.url));
  const buildDir = await buildPrograms(run);
  await choosePorts(run);
  await seed(run, database, buildDir);
  const livekit = await startMedia(run, search);
  await startWorker(run, { ...run.env(livekit, run.ports.workerMetrics), BEDSIDE_SERVICE: "worker" }, buildDir);
  await startWeb(run, run.env(livekit), buildDir);
  if (run.lan !== null) await run.lan.open(run);
  writeJson(state.run, { url: run.url, lanUrl: run.lan?.url ?? null, phase: "ready", isDev: run.isDev, hasMedia: livekit !== null, ports: run.ports, database: database.url, build: buildDir, steps: stepTimings() }, 0o600);
}

/** The lines after a finished start: where it is and how to see both sides of a visit. */
export function announce(run) {
  if (run.withoutMedia) {
    say();
    say("There is no media server, so people can't see or hear each other; everything else works.");
    for (const reason of run.withoutMedia) say(`  (${reason})`);
    say("To get one:");
    for (const way of threeWays()) say(`  - ${way}`);
  }
  say();
  const url = run.lan?.url ?? run.url;
  say(`Ready: ${url}`);
  if (run.lan !== null) say("Open to this network. Each browser warns once about the certificate, which this machine made itself; go on.");
  say();
  say(`Started in ${elapsed()}. See a visit from both sides in two windows:`);
  say(`  1. ${url}/demo         be the clinician with one click, and see today's patients`);
  say(`  2. ${url}/demo/mail    in another browser window: the patient's mail, with the link to the visit`);
  say(`Or touch the anatomy first: ${url}/explore`);
  say(`Stop with Ctrl-C. The logs are in ${run.state.logs}`);
}
