import "server-only";
import { isCheckpointDue, type Checkpoint } from "@/core/audit/checkpoint";
import { db } from "../kit/db";
import { logger } from "../kit/logger";
import { meters } from "../kit/metrics";
import { signCheckpoint } from "./checkpoint-key";
import { checkpointStore } from "./checkpoint-store";
import { readHead, tryLockSealer } from "./seal";

const BATCH = 100;

/**
 * Signs how the chain ends now, if it is time (or `always`, at a stop), and keeps that in the database
 * until {@link publishCheckpoints} has put it outside.
 */
export async function takeCheckpoint(nowMs: number, always = false): Promise<void> {
  await db().$transaction(async (tx) => {
    if (!(await tryLockSealer(tx))) return;
    const [head, last] = [await readHead(tx), await tx.auditCheckpoint.findFirst({ orderBy: { position: "desc" } })];
    const position = Number(head.position);
    const before = last === null ? null : { position: Number(last.position), atMs: last.at.getTime() };
    const isNew = position > (before?.position ?? 0);
    if (!(isCheckpointDue(position, before, nowMs) || (always && isNew))) return;
    const signed = signCheckpoint({ position, atMs: nowMs, head: Buffer.from(head.hash).toString("hex") });
    if (signed === null) return;
    await tx.auditCheckpoint.create({
      data: {
        position: head.position,
        at: new Date(nowMs),
        head: new Uint8Array(head.hash),
        keyId: signed.keyId,
        signature: new Uint8Array(Buffer.from(signed.signature, "base64")),
      },
    });
  });
}

/** Puts waiting checkpoints outside the database, oldest first. One that can't be put waits for the next round. */
export async function publishCheckpoints(nowMs: number): Promise<number> {
  const store = checkpointStore();
  if (store === null) return 0;
  const waiting = await db().auditCheckpoint.findMany({ where: { publishedAt: null }, orderBy: { position: "asc" }, take: BATCH });
  meters().checkpointsWaiting.set(waiting.length);
  for (const row of waiting) {
    await store.put(checkpointOfRow(row));
    await db().auditCheckpoint.update({ where: { position: row.position }, data: { publishedAt: new Date(nowMs) } });
    logger().info({ event: "audit.checkpoint", count: Number(row.position) });
  }
  meters().checkpointsWaiting.set(0);
  return waiting.length;
}

function checkpointOfRow(row: { position: bigint; at: Date; head: Uint8Array; keyId: string; signature: Uint8Array }): Checkpoint {
  return {
    position: Number(row.position),
    atMs: row.at.getTime(),
    head: Buffer.from(row.head).toString("hex"),
    keyId: row.keyId,
    signature: Buffer.from(row.signature).toString("base64"),
  };
}
