// Runs beside the launcher with a pipe from it. When that pipe ends, however the launcher died, this
// ends what the launcher had started, the database last. Lines: "+<pid> <kind>", "-<pid>" and, for a
// folder to be removed then, "~<path>".
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { endProcess, recordOf } from "./processes.mjs";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

const watched = new Map();
const folders = [];

createInterface({ input: process.stdin })
  .on("line", (line) => {
    if (line.startsWith("~")) return void folders.push(line.slice(1));
    const pid = Number.parseInt(line.slice(1), 10);
    if (line.startsWith("-")) watched.delete(pid);
    else watched.set(pid, { record: recordOf(pid), kind: line.split(" ")[1] });
  })
  .once("close", async () => {
    const all = [...watched.values()];
    const databases = all.filter((one) => one.kind === "postgres");
    const others = all.filter((one) => one.kind !== "postgres");
    await Promise.all(others.map((one) => endProcess(one.record)));
    await Promise.all(databases.map((one) => endProcess(one.record, { signal: "SIGINT", group: false })));
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
