import "server-only";
import { CHECKPOINT_EVERY } from "@/core/audit/checkpoint";
import { db } from "../kit/db";
import { meters } from "../kit/metrics";
import { publishCheckpoints, takeCheckpoint } from "./checkpoints";
import { AuditSealer, sealLagS } from "./seal";

const SOURCE_KEPT_MS = 90 * 24 * 3_600_000;
const PRUNE_BATCH = 10_000;

/** The sealer of this process. */
const sealer = new AuditSealer();

const LOOK_EVERY_MS = 5_000;
const look = { sealed: 0, atMs: -Infinity };

/** A round of the worker: seals what waits, signs when it is time, puts signed checkpoints outside. */
export async function keepChain(nowMs: number): Promise<void> {
  look.sealed += (await sealer.round())?.sealed ?? 0;
  // Whether it is time is asked now and then, and at once where much was sealed.
  if (look.sealed < CHECKPOINT_EVERY && performance.now() - look.atMs < LOOK_EVERY_MS) return;
  look.sealed = 0;
  look.atMs = performance.now();
  await takeCheckpoint(nowMs);
  await publishCheckpoints(nowMs);
}

/** At a stop: whatever was written until now is sealed, signed and outside. */
export async function closeChain(nowMs: number): Promise<void> {
  await sealer.round();
  await takeCheckpoint(nowMs, true);
  await publishCheckpoints(nowMs);
}

/** Tells the meters how far the chain is behind. */
export async function measureChain(nowMs: number): Promise<void> {
  meters().auditLagS.set(await sealLagS(db()));
  const last = await db().auditCheckpoint.findFirst({ orderBy: { position: "desc" }, select: { at: true } });
  if (last !== null) meters().checkpointAgeS.set(Math.max(0, (nowMs - last.at.getTime()) / 1000));
}

/**
 * Takes network addresses and browsers away after 90 days. The entries stay, and so does the hash by
 * which two of one place can be told (AUD-8); the chain never covered the clear ones.
 */
export async function pruneSources(nowMs: number): Promise<number> {
  let pruned = 0;
  for (;;) {
    const gone = await db().$executeRaw`
      delete from audit_source where entry_id in (
        select entry_id from audit_source where at < ${new Date(nowMs - SOURCE_KEPT_MS)} order by at limit ${PRUNE_BATCH})`;
    pruned += gone;
    if (gone < PRUNE_BATCH) return pruned;
  }
}
