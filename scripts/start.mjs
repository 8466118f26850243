// npm start, npm run dev: brings the whole product up on this machine and keeps it running.
// Only Node's own modules until the packages are installed: the steps import theirs when they run.
import { rmSync } from "node:fs";
import { announce, createStart, startProduct } from "./launch/product.mjs";
import { Explained, explain, say } from "./launch/print.mjs";
import { endRunningSteps } from "./launch/processes.mjs";
import { loadSecrets, readJson, releaseLock, stateFolder, takeLock } from "./launch/state.mjs";
import { createSupervisor } from "./launch/supervise.mjs";
import { endLeftovers, startWatchdog } from "./launch/watchdog.mjs";

const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !["--dev", "--lan"].includes(flag));

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const isFit = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major > 22;
  if (!isFit) throw new Explained(`Bedside needs Node 20.19, 22.13 or newer; this is ${process.versions.node}.`);
}

function sayAlreadyRunning(state) {
  const other = readJson(state.run);
  if (other?.phase === "ready") say(`Bedside already runs from this folder: ${other.url}`);
  else say("Bedside is already being started from this folder, in another terminal.");
}

async function main() {
  checkNode();
  if (unknown.length > 0) throw new Explained(`unknown option ${unknown.join(" ")}; there are --dev and --lan`);
  const state = stateFolder();
  if (takeLock(state.lock) !== null) return sayAlreadyRunning(state);
  rmSync(state.run, { force: true });
  const ended = await endLeftovers(state.watched);
  if (ended.length > 0) say(`ended what an earlier start had left running: ${ended.join(", ")}`);

  const watchdog = startWatchdog(state.watched);
  const supervisor = createSupervisor({ watchdog });
  let stopping = null;
  const stop = (code) => {
    stopping ??= (async () => {
      await run.workerBundle?.dispose();
      await run.lan?.close();
      await endRunningSteps();
      await supervisor.stopAll();
      run.releaseBuild?.();
      watchdog.stop();
      rmSync(state.run, { force: true });
      releaseLock(state.lock);
      process.exit(code);
    })();
    return stopping;
  };
  const onFatal = (error) => {
    if (stopping !== null) return;
    process.stderr.write(`\n${explain(error)}\n`);
    void stop(1);
  };
  const lan = flags.has("--lan") ? (await import("./launch/lan.mjs")).createLan() : null;
  const run = createStart({ state, secrets: loadSecrets(state.secrets), watchdog, supervisor, isDev: flags.has("--dev"), lan, onFatal });
  run.isStopping = () => stopping !== null;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (stopping === null) say("\nStopping …");
      void stop(run.isReady ? 0 : 130);
    });
  }
  if (process.env.BEDSIDE_END_WITH_STDIN === "1") {
    // For a program that starts us and may be killed: its pipe ends with it, and so do we.
    process.stdin.once("end", () => void stop(0)).once("error", () => void stop(0)).resume();
  }
  process.on("unhandledRejection", onFatal);
  process.on("uncaughtException", onFatal);
  try {
    await startProduct(run);
    if (stopping === null) {
      run.isReady = true;
      announce(run);
    }
  } catch (error) {
    onFatal(error);
  }
  // Services are polled by timers; this keeps the launcher alive whatever they do.
  setInterval(() => {}, 60_000);
}

main().catch((error) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
