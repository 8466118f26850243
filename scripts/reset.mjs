// npm run reset: forgets the local database, secrets and logs, after asking. Built output stays.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { explain, Explained, say } from "./launch/print.mjs";
import { endProcess, isAlive, recordOf } from "./launch/processes.mjs";
import { readJson, releaseLock, stateFolder, takeLock } from "./launch/state.mjs";
import { endLeftovers } from "./launch/watchdog.mjs";

const kept = new Set(["builds", "cache", "generated.json", "eslint.cache", "app.tsbuildinfo", "core.tsbuildinfo", "launcher.lock"]);

async function isSure(places) {
  if (process.argv.includes("--yes")) return true;
  say("This removes the local database with everything in it, the local secrets and the logs:");
  for (const place of places) say(`  ${place}`);
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await new Promise((done) => {
    asking.question("Type yes to go on: ").then(done, () => done(""));
    asking.once("close", () => done(""));
  });
  asking.close();
  return answer.trim().toLowerCase() === "yes";
}

/** A database that a killed start left running would go on writing into a removed folder. */
async function endDatabase(dataDir) {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return;
  const record = recordOf(Number(readFileSync(file, "utf8").split("\n")[0]));
  if (isAlive(record)) await endProcess(record, { signal: "SIGINT", group: false });
}

async function main() {
  const state = stateFolder();
  if (takeLock(state.lock) !== null) throw new Explained("Bedside runs from this folder. Stop it first (Ctrl-C in its terminal).");
  try {
    const elsewhere = readJson(state.places)?.postgres;
    const own = readdirSync(state.dir).filter((name) => !kept.has(name));
    const places = [...own.map((name) => join(state.dir, name)), ...(elsewhere ? [elsewhere] : [])];
    if (!(await isSure(places))) {
      say("Nothing was removed.");
      return;
    }
    await endLeftovers(state.watched);
    for (const base of [state.dir, elsewhere].filter(Boolean)) await endDatabase(join(base, "postgres"));
    for (const place of places) rmSync(place, { recursive: true, force: true });
    say("Done. The next start makes the demo practice anew.");
  } finally {
    releaseLock(state.lock);
  }
}

main().catch((error) => {
  say(explain(error));
  process.exitCode = 1;
});
