import { setTimeout as sleep } from "node:timers/promises";
import { say } from "./print.mjs";
import { endProcess, isAlive, recordOf } from "./processes.mjs";

const windowMs = 60_000;
const maxFailures = 6;
const backoffMs = (failures) => Math.min(250 * 2 ** (failures - 1), 8000);

/**
 * Keeps services running: one that dies is started again, ever later, and after six deaths within a
 * minute it is given up. A service is `{ name, kind, start(): Promise<{pid}>, isReady?(), onGivenUp }`.
 */
export function createSupervisor({ watchdog }) {
  const running = new Map();
  let isStopping = false;

  const launch = async (service) => {
    const { pid, isAdopted } = await service.start();
    if (pid === undefined) throw new Error(`${service.name} could not be started`);
    const record = recordOf(pid);
    running.set(service.name, { service, record });
    watchdog.watch(pid, service.kind);
    return { record, isAdopted };
  };

  const watch = async (service, first) => {
    let { record } = first;
    let deaths = [];
    for (;;) {
      while (isAlive(record)) await sleep(200);
      watchdog.forget(record.pid);
      if (isStopping || running.get(service.name)?.record !== record) return;
      deaths = [...deaths.filter((at) => at > Date.now() - windowMs), Date.now()];
      if (deaths.length >= maxFailures) return service.onGivenUp(deaths.length);
      say(`${service.name} ended unexpectedly; starting it again (log: ${service.log})`);
      await sleep(backoffMs(deaths.length));
      if (isStopping) return;
      record = await relaunch(service, record);
    }
  };

  const relaunch = async (service, old) => {
    try {
      const { record } = await launch(service);
      if (service.isReady === undefined || (await service.isReady())) say(`${service.name} runs again`);
      return record;
    } catch (error) {
      say(`${service.name} did not start: ${error.message.split("\n")[0]}`);
      return old;
    }
  };

  return {
    /** Starts a service and keeps it running. */
    async add(service) {
      const first = await launch(service);
      void watch(service, first);
      return first;
    },
    /** Ends a service's process; it comes back as after any other death, without counting as one. */
    async restart(name) {
      const entry = running.get(name);
      if (entry === undefined || isStopping) return;
      running.delete(name);
      await endProcess(entry.record);
      if (!isStopping) void watch(entry.service, await launch(entry.service));
    },
    /** Ends everything, the database last. */
    async stopAll() {
      isStopping = true;
      const all = [...running.values()];
      const isDatabase = ({ service }) => service.kind === "postgres";
      await Promise.all(all.filter((one) => !isDatabase(one)).map((one) => endProcess(one.record, { graceMs: 4000 })));
      const databases = all.filter(isDatabase);
      await Promise.all(databases.map((one) => endProcess(one.record, { signal: "SIGINT", group: false })));
    },
  };
}
