import { spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { join } from "node:path";
import { openLog, waitUntil } from "./processes.mjs";
import { root } from "./state.mjs";

/** Starts a Node program in its own process group, its output in a log (or, in dev, on the terminal). */
function spawnNode(args, { cwd, env, log, isShown }) {
  const fd = isShown ? null : openLog(log);
  const child = spawn(process.execPath, args, {
    cwd,
    env,
    detached: true,
    stdio: isShown ? ["ignore", "inherit", "inherit"] : ["ignore", fd, fd],
  });
  if (fd !== null) closeSync(fd);
  child.on("error", () => {});
  child.unref();
  return { pid: child.pid };
}

const shortOf = (body) => body.replace(/\s+/g, " ").slice(0, 300);

/** Whether everything answers that a start brings up; a missing media server is told, not waited for. */
const isWhole = (body) => Object.entries(body.checks ?? {}).every(([name, { state }]) => name === "media" || state === "ok");

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Asks the ready route once: `{ isReady, status, text }`. */
export async function askReady(port, path = "/api/health/ready") {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(30_000) });
    const text = await response.text();
    const body = parsed(text);
    return { isReady: response.status === 200 && body !== null && isWhole(body), status: response.status, text: `${response.status} ${shortOf(text)}` };
  } catch (error) {
    return { isReady: false, text: error.cause?.code ?? error.message };
  }
}

/** Waits for the ready route, or until `isEnough` says of an answer that no more waiting helps. */
export async function waitForReady(port, limitMs, { isEnough = () => false, everyMs = 100 } = {}) {
  let last = { isReady: false, text: "no answer" };
  const ask = async () => {
    last = await askReady(port);
    return last.isReady || isEnough(last);
  };
  await waitUntil(ask, limitMs, everyMs);
  return last;
}

const productionArgs = ["--enable-source-maps"];

export const webService = ({ state, env, port, build }) => ({
  name: "web",
  kind: "web",
  log: state.log("web"),
  isReady: async () => (await waitForReady(port, 30_000)).isReady,
  start: async () =>
    build === null
      ? spawnNode([join(root, "node_modules/next/dist/bin/next"), "dev", "-H", "127.0.0.1", "-p", String(port)], {
          cwd: root,
          env: { ...env, NODE_ENV: "development" },
          isShown: true,
        })
      : spawnNode([...productionArgs, join(build, "server.js")], {
          cwd: build,
          env: { ...env, NODE_ENV: "production", PORT: String(port), HOSTNAME: "127.0.0.1" },
          log: state.log("web"),
        }),
});

export const workerService = ({ state, env, entry, isDev }) => ({
  name: "worker",
  kind: "worker",
  log: state.log("worker"),
  start: async () =>
    spawnNode([...productionArgs, entry], {
      cwd: isDev ? root : join(entry, ".."),
      env: { ...env, NODE_ENV: isDev ? "development" : "production" },
      log: state.log("worker"),
      isShown: isDev,
    }),
});
