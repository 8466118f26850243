import "server-only";
import { PushIds, TOPICS, type Topic } from "@/core/kit/topics";
import { addJob } from "./jobs";
import { runWithin, type Tx } from "./db";
import { FOLDED } from "./folding-client";

/** The one channel that every web process listens to. */
export const PUSH_CHANNEL = "bedside_push";

// By select alone it would give back nothing that Prisma can read.
const NOTIFY = { name: "notify", text: `${FOLDED} select pg_notify($1, $2)::text` };

/**
 * Announces a change in the transaction that makes it. Postgres tells listeners at commit; a durable
 * topic also leaves an outbox row and the job that delivers it.
 */
export async function emit(tx: Tx, topic: Topic, ids: PushIds): Promise<void> {
  const payload = PushIds.parse(ids);
  if (TOPICS[topic].durable) {
    const row = await tx.outbox.create({ data: { practiceId: payload.practiceId, topic, payload } });
    await addJob(tx, "outbox", { outboxId: row.id.toString() });
  }
  await runWithin(tx, NOTIFY, [PUSH_CHANNEL, JSON.stringify({ topic, ids: payload })]);
}
