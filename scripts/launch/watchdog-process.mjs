// Runs beside the launcher with a pipe from it. When that pipe ends, however the launcher died, this
// ends what the launcher had started, the database last. Lines: "+<pid> <kind>" and "-<pid>".
import { createInterface } from "node:readline";
import { endProcess, recordOf } from "./processes.mjs";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

const watched = new Map();

createInterface({ input: process.stdin })
  .on("line", (line) => {
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
    process.exit(0);
  });
