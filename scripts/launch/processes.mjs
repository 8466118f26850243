import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Explained } from "./print.mjs";

/**
 * What tells a process from a later one that was given the same number: its start time. Null when
 * there is no such process, or only its zombie.
 */
export function identityOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform === "linux") {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" ? null : `t${fields[19]}`;
    } catch {
      return null;
    }
  }
  const out = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return out.status === 0 && out.stdout.trim() !== "" ? out.stdout.trim() : null;
}

/** True while the very process that was recorded (pid and start time) lives. */
export const isAlive = (record) =>
  record != null && record.identity != null && identityOf(record.pid) === record.identity;

export const recordOf = (pid) => ({ pid, identity: identityOf(pid) });

export async function waitUntil(test, limitMs, everyMs = 50) {
  const end = Date.now() + limitMs;
  for (;;) {
    if (await test()) return true;
    if (Date.now() > end) return false;
    await sleep(everyMs);
  }
}

/** Signals the process group that `pid` leads, or the process alone where it leads none. */
export function signalGroup(pid, signal) {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return true;
    } catch (error) {
      if (error.code !== "ESRCH") return false;
    }
  }
  return false;
}

/** Asks a recorded process to end, and ends it after `graceMs`. */
export async function endProcess(record, { signal = "SIGTERM", graceMs = 5000, group = true } = {}) {
  if (!isAlive(record)) return;
  const send = (s) => (group ? signalGroup(record.pid, s) : safeKill(record.pid, s));
  send(signal);
  if (await waitUntil(() => !isAlive(record), graceMs)) return;
  send("SIGKILL");
  await waitUntil(() => !isAlive(record), 3000);
}

function safeKill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Opens a log for appending, putting an overgrown one aside first. */
export function openLog(path) {
  if (existsSync(path) && statSync(path).size > 8_000_000) renameSync(path, `${path}.1`);
  return openSync(path, "a");
}

export const tailOf = (path, lines = 20) => {
  try {
    return readFileSync(path, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
};

/** Programs that are running now for a step of the start; ended when the start is interrupted. */
const runningSteps = new Set();

export const endRunningSteps = () =>
  Promise.all([...runningSteps].map((pid) => endProcess(recordOf(pid), { graceMs: 3000 })));

/**
 * Runs a program to its end as a step, in its own process group so that Ctrl-C reaches only the
 * launcher, which then ends it. Its output goes to `log`; a failure shows the end of that.
 */
export async function runStep(command, args, { cwd, env, log, what, watchdog, allowFailure = false }) {
  const fd = openLog(log);
  const offset = statSync(log).size;
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", fd, fd] });
  closeSync(fd);
  if (child.pid !== undefined) {
    runningSteps.add(child.pid);
    watchdog?.watch(child.pid, "step");
  }
  const code = await new Promise((done) => {
    child.once("error", (error) => done(error));
    child.once("exit", (exitCode, signal) => done(exitCode ?? signal));
  });
  if (child.pid !== undefined) {
    runningSteps.delete(child.pid);
    watchdog?.forget(child.pid);
  }
  const output = readFileSync(log).subarray(offset).toString("utf8");
  if (code !== 0 && !allowFailure) {
    const end = output.trimEnd().split("\n").slice(-40).join("\n");
    throw new Explained(`${what} failed (${code instanceof Error ? code.message : code}).\n${end}\nThe whole output: ${log}`);
  }
  return { code, output };
}
