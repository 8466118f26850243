import { spawn } from "node:child_process";
import { chownSync, closeSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPort } from "./ports.mjs";
import { findPostgresHome } from "./postgres-home.mjs";
import { Explained } from "./print.mjs";
import { endProcess, identityOf, openLog, recordOf, runStep, tailOf, waitUntil } from "./processes.mjs";

export const usualPostgresPort = 54320;

const asUser = (user) => (user === null ? {} : { uid: user.uid, gid: user.gid });

/** Makes the cluster in a draft folder and renames it, so that half a cluster is never used. */
async function makeCluster(state, home, secrets, { watchdog, isThrowaway }) {
  const draft = `${home.dataDir}.draft`;
  const passwordFile = `${home.dataDir}.password`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(dirname(draft), { recursive: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${secrets.postgresAdminPassword}\n`, { mode: 0o600 });
  if (home.user !== null) for (const path of [draft, passwordFile]) chownSync(path, home.user.uid, home.user.gid);
  const args = ["-D", draft, "-U", "postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "-E", "UTF8", "--locale=C"];
  if (isThrowaway) args.push("--no-sync");
  const [command, full] = withUser(home, join(home.native, "bin/initdb"), args);
  try {
    await runStep(command, full, {
      cwd: "/",
      env: { PATH: process.env.PATH, LANG: "C", LC_ALL: "C" },
      log: state.log("initdb"),
      what: "Making the database folder (initdb)",
      watchdog,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(home.dataDir, { recursive: true, force: true });
  renameSync(draft, home.dataDir);
}

// runStep has no uid option on purpose: one tiny Node program drops the rights and runs initdb.
function withUser(home, program, args) {
  if (home.user === null) return [program, args];
  const drop =
    "const [u,g,p,...a]=process.argv.slice(1);process.setgroups([]);process.setgid(+g);process.setuid(+u);" +
    "const r=require('node:child_process').spawnSync(p,a,{stdio:'inherit'});process.exit(r.status??1)";
  return [process.execPath, ["-e", drop, String(home.user.uid), String(home.user.gid), program, ...args]];
}

function postmasterOf(dataDir) {
  try {
    const [pid, , , port] = readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(pid), port: Number(port) };
  } catch {
    return null;
  }
}

export const databaseUrl = (user, password, port, name) => `postgres://${user}:${password}@127.0.0.1:${port}/${name}`;

async function answers(url, dataDir) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query("show data_directory");
    return dataDir === undefined || rows[0].data_directory === dataDir;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A server that a killed launcher left behind is taken over; one that is ending is waited for. */
async function adopt(home, adminUrl) {
  const left = postmasterOf(home.dataDir);
  if (left === null || identityOf(left.pid) === null) return null;
  const record = recordOf(left.pid);
  const found = await waitUntil(
    async () => identityOf(left.pid) === null || (await answers(adminUrl(left.port), home.dataDir)),
    8000,
    250,
  );
  if (found && identityOf(left.pid) === record.identity) return left;
  if (identityOf(left.pid) === null) return null;
  // Alive but not ours: the number was given to another program since. Postgres checks that itself.
  return null;
}

function spawnServer(state, home, port, isThrowaway) {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    shared_buffers: "64MB",
    max_connections: "120",
    timezone: "UTC",
    log_timezone: "UTC",
    // A test's tables hold a few rows and no statistics: helpers for a query would take thirty times as long as the query.
    ...(isThrowaway ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_parallel_workers_per_gather: "0" } : {}),
  };
  const args = ["-D", home.dataDir, "-p", String(port)];
  for (const [key, value] of Object.entries(settings)) args.push("-c", `${key}=${value}`);
  const fd = openLog(state.log("postgres"));
  const child = spawn(join(home.native, "bin/postgres"), args, {
    cwd: "/",
    detached: true,
    env: { PATH: process.env.PATH, LANG: "C", LC_ALL: "C" },
    stdio: ["ignore", fd, fd],
    ...asUser(home.user),
  });
  closeSync(fd);
  child.on("error", () => {});
  child.unref();
  return child;
}

/** Starts the server and waits until it answers. Backends of a killed one may hold on for a second. */
async function bringUp(state, home, port, { adminUrl, isThrowaway }) {
  for (let attempt = 0; attempt < 24; attempt += 1) {
    const child = spawnServer(state, home, port, isThrowaway);
    const record = recordOf(child.pid);
    let hasEnded = false;
    child.once("exit", () => (hasEnded = true));
    child.once("error", () => (hasEnded = true));
    const isUp = await waitUntil(async () => hasEnded || (await answers(adminUrl(port), home.dataDir)), 60_000, 40);
    if (!hasEnded && isUp) return child.pid;
    await endProcess(record, { signal: "SIGINT", group: false });
    await sleep(250);
  }
  throw new Explained(`The database did not start.\n${tailOf(state.log("postgres"))}\nThe whole log: ${state.log("postgres")}`);
}

/**
 * The embedded database as a service: `start()` brings it up (or takes over one that was left
 * running) and resolves to its pid; the port stays the same for the life of the launcher. A throwaway
 * one, for tests, doesn't wait for the disk.
 */
export async function embeddedPostgres(state, secrets, { watchdog, usualPort = usualPostgresPort, taken, isThrowaway = false }) {
  const home = findPostgresHome(state);
  const adminUrl = (port) => databaseUrl("postgres", secrets.postgresAdminPassword, port, "postgres");
  let port = null;
  const start = async () => {
    if (!existsSync(join(home.dataDir, "PG_VERSION"))) await makeCluster(state, home, secrets, { watchdog, isThrowaway });
    const left = await adopt(home, adminUrl);
    if (left !== null && (port === null || port === left.port)) {
      port = left.port;
      return { pid: left.pid, isAdopted: true };
    }
    port ??= await findPort(usualPort, { taken });
    return { pid: await bringUp(state, home, port, { adminUrl, isThrowaway }), isAdopted: false };
  };
  return {
    note: home.note,
    start,
    adminUrl: () => adminUrl(port),
    url: () => databaseUrl("bedside", secrets.postgresPassword, port, "bedside"),
    port: () => port,
    dataDir: () => home.dataDir,
  };
}
