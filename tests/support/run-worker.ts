import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { bundle } from "../../scripts/launch/bundle.mjs";

const root = resolve(import.meta.dirname, "../..");

/** The worker as it is shipped: one bundled file, run as a process of its own on the test's database. */
export interface WorkerProgram {
  start(env?: Record<string, string>): Promise<ChildProcess>;
  remove(): void;
}

/** Bundles the worker once for a test file. */
export async function bundleWorker(): Promise<WorkerProgram> {
  const dir = join(root, ".bedside", `test-worker-${process.pid}`);
  mkdirSync(dir, { recursive: true });
  const file = join(dir, "worker.mjs");
  await bundle("worker", file, { demo: true });
  return {
    start: (env = {}) => startWorker(file, env),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

async function startWorker(file: string, env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, BEDSIDE_LOG_LEVEL: "info", BEDSIDE_SERVICE: "worker", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((ready, fail) => {
    child.once("exit", (code) => fail(new Error(`the worker ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.includes('"worker.ready"')) ready();
    });
  });
  return child;
}

/** Ends a worker and waits until it is gone. */
export async function endWorker(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  child.kill(signal);
  return gone;
}
