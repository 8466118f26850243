import "server-only";
import { db } from "./db";

/** Name of the fact that a living worker keeps fresh. */
export const WORKER_FACT = "worker.seen";

/** Says that a worker is alive, by the database's clock as the web process reads it. */
export async function tellWorkerAlive(nowMs: number): Promise<void> {
  const updatedAt = new Date(nowMs);
  await db().systemFact.upsert({
    where: { name: WORKER_FACT },
    create: { name: WORKER_FACT, value: {}, updatedAt },
    update: { updatedAt },
  });
}
