import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { endProcess, isAlive, recordOf, waitUntil } from "./processes.mjs";
import { readJson, writeJson } from "./state.mjs";

const script = fileURLToPath(new URL("./watchdog-process.mjs", import.meta.url));

/**
 * Starts the process that cleans up after a launcher that was killed. It is started again when it
 * is killed itself, and told anew what there is to watch. What is watched is also written to `path`,
 * for the next start, should everything be killed at once.
 */
export function startWatchdog(path) {
  const watched = new Map();
  let child;
  let isStopping = false;
  const write = (line) => child.stdin.write(`${line}\n`);
  const record = () => {
    const rows = [...watched].map(([pid, kind]) => ({ ...recordOf(pid), kind }));
    writeJson(path, [{ ...recordOf(child.pid), kind: "watchdog" }, ...rows]);
  };
  const begin = () => {
    child = spawn(process.execPath, [script], { detached: true, stdio: ["pipe", "ignore", "ignore"], cwd: "/" });
    child.stdin.on("error", () => {});
    child.once("exit", () => {
      if (!isStopping) setTimeout(begin, 200).unref();
    });
    child.unref();
    child.stdin.unref?.();
    for (const [pid, kind] of watched) write(`+${pid} ${kind}`);
    record();
  };
  begin();
  return {
    watch: (pid, kind) => {
      watched.set(pid, kind);
      write(`+${pid} ${kind}`);
      record();
    },
    forget: (pid) => {
      watched.delete(pid);
      write(`-${pid}`);
      record();
    },
    /** A folder to be removed when the launcher is gone. */
    removeAfter: (folder) => write(`~${folder}`),
    stop: () => {
      isStopping = true;
      child.stdin.end();
      rmSync(path, { force: true });
    },
  };
}

/**
 * Ends what a killed start left behind, whose watchdog was killed too. The database stays: it is
 * taken over. Returns what was ended, by kind.
 */
export async function endLeftovers(path) {
  const recorded = readJson(path) ?? [];
  const watchdogs = recorded.filter((one) => one.kind === "watchdog" && isAlive(one));
  // A watchdog that lives without its launcher is at its work this moment: let it finish.
  await waitUntil(() => !watchdogs.some(isAlive), 12_000);
  await Promise.all(watchdogs.map((one) => endProcess(one, { signal: "SIGKILL" })));
  const others = recorded.filter((one) => one.kind !== "watchdog" && one.kind !== "postgres" && isAlive(one));
  await Promise.all(others.map((one) => endProcess(one)));
  rmSync(path, { force: true });
  return others.map((one) => one.kind);
}
