import "server-only";
import { run, type Runner, type TaskList } from "graphile-worker";
import { EventEmitter } from "node:events";
import { config, ConfigError } from "./kit/config";
import { closeChain, keepChain, measureChain, pruneSources } from "./audit/keep-chain";
import { sweepFiles } from "./files/sweep";
import { closeDb } from "./kit/db";
import { deliverMail, deliverOutbox } from "./kit/deliver";
import { tidyUp } from "./kit/housekeeping";
import type { Job } from "./kit/jobs";
import { logger } from "./kit/logger";
import { meters } from "./kit/metrics";
import { startMetricsServer } from "./kit/metrics-server";
import { quietLogger } from "./kit/queue-logger";
import { tellWorkerAlive } from "./kit/worker-fact";
import { WorkerLiveness } from "./kit/worker-liveness";
import { keepRetention } from "./retention/daily";
import { deliverModel } from "./models/convert-job";
import { CONVERT, runConversion } from "./models/convert-program";
import { deliverCompaction } from "./room/compact";
import { deliverRoom, sweepRooms } from "./room/reconcile";
import { followVisits } from "./room/follow";
import { sweepVisits } from "./visits/sweep";

/** What to do about each job. All of it bears being done twice: a killed worker's jobs run again. */
const handlers: Record<Job, (payload: unknown) => Promise<void>> = {
  outbox: (payload) => deliverOutbox(payload, Date.now()),
  mail: deliverMail,
  room: (payload) => deliverRoom(payload, Date.now()),
  compact: (payload) => deliverCompaction(payload, Date.now()),
  model: (payload) => deliverModel(payload, Date.now()),
};

/** What is done again and again, each in turn, and how often. A failure is logged and tried at the next turn. */
const rounds: readonly { readonly name: string; readonly everyMs: number; readonly work: () => Promise<unknown> }[] = [
  { name: "alive", everyMs: 3_000, work: () => tellWorkerAlive(Date.now()) },
  { name: "visits", everyMs: 3_000, work: () => sweepVisits(Date.now()) },
  { name: "rooms", everyMs: 15_000, work: () => sweepRooms(Date.now()) },
  // Within a second of its commit an entry is in the chain.
  { name: "chain", everyMs: 500, work: () => keepChain(Date.now()) },
  { name: "chain_meters", everyMs: 15_000, work: () => measureChain(Date.now()) },
  { name: "sources", everyMs: 3_600_000, work: () => pruneSources(Date.now()) },
  { name: "files", everyMs: 600_000, work: () => sweepFiles(Date.now()) },
  // Asks each hour and works once a day.
  { name: "retention", everyMs: 3_600_000, work: () => keepRetention(Date.now()) },
  { name: "tidy", everyMs: 600_000, work: () => tidyUp(Date.now()) },
];

function taskList(): TaskList {
  const tasks: TaskList = {};
  for (const job of Object.keys(handlers) as Job[]) {
    tasks[job] = async (payload, { job: { id, attempts } }) => {
      const startedMs = Date.now();
      try {
        await handlers[job](payload);
        meters().jobs.inc({ job, outcome: "done" });
        logger().info({ event: "job", job, jobId: id, attempt: attempts, durationMs: Date.now() - startedMs });
      } catch (error) {
        meters().jobs.inc({ job, outcome: "failed" });
        logger().error({ event: "job.failed", job, jobId: id, attempt: attempts, err: error });
        // graphile-worker keeps the message with the job: a plain one, as drivers put values into theirs.
        throw new Error(error instanceof Error ? error.name : "failed");
      }
    };
  }
  return tasks;
}

function startRounds(): () => void {
  const timers = rounds.map(({ name, everyMs, work }) => {
    let isRunning = false;
    const turn = async () => {
      if (isRunning) return;
      isRunning = true;
      try {
        await work();
      } catch (error) {
        logger().error({ event: "round.failed", job: name, err: error });
      } finally {
        isRunning = false;
      }
    };
    void turn();
    return setInterval(() => void turn(), everyMs);
  });
  return () => timers.forEach(clearInterval);
}

async function main(): Promise<void> {
  const { DATABASE_URL } = config();
  let runner: Runner | null = null;
  let isStopping = false;
  const liveness = new WorkerLiveness((error) => {
    if (isStopping) return;
    // Without that connection others take us for dead and run our jobs: better to be it.
    logger().error({ event: "worker.lost", err: error });
    process.exit(1);
  });
  await liveness.open();
  followVisits();

  const events = new EventEmitter();
  events.on("pool:create", ({ workerPool }: { workerPool: { id: string } }) => void liveness.hold(workerPool.id));
  runner = await run({
    connectionString: DATABASE_URL,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 2_000,
    taskList: taskList(),
    events,
    logger: quietLogger(),
  });
  const stopRounds = startRounds();
  const sweep = setInterval(() => void liveness.sweep().catch((error) => logger().error({ event: "sweep", err: error })), 1_000);
  startMetricsServer();
  logger().info({ event: "worker.ready" });

  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    logger().info({ event: "worker.stop", signal });
    stopRounds();
    clearInterval(sweep);
    await runner?.stop();
    await closeChain(Date.now()).catch((error: unknown) => logger().error({ event: "chain.close", err: error }));
    await liveness.close();
    await closeDb();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
  await runner.promise;
}

(process.argv[2] === CONVERT ? runConversion() : main()).catch((error: unknown) => {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else logger().fatal({ event: "worker.failed", err: error });
  process.exit(1);
});
