import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { ChainStatus } from "@/core/audit/search";
import { defineQuery } from "../kit/define";
import { kekKeeper } from "../kit/kek";
import { ROTATION_FACT } from "../kit/rotate-keys";
import { readHead, sealLagS } from "./seal";
import { lastVerification } from "./verification";

/** How far the chain is, when it was last signed, and when it was last checked. */
export const chainStatus = defineQuery({
  name: "audit/chain-status",
  summary: "How the chain over the audit stands.",
  input: z.strictObject({}),
  output: ChainStatus,
  access: { resource: "audit", verb: "list" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const [head, lagS, checkpoint, verification] = await Promise.all([
      readHead(ctx.tx),
      sealLagS(ctx.tx),
      ctx.tx.auditCheckpoint.findFirst({ orderBy: { position: "desc" } }),
      lastVerification(ctx.tx),
    ]);
    return {
      view: {
        sealed: Number(head.position),
        lagS,
        checkpoint:
          checkpoint === null ? null : { position: Number(checkpoint.position), atMs: checkpoint.at.getTime(), isOutside: checkpoint.publishedAt !== null },
        verification,
        nowMs: ctx.nowMs,
      },
      facts: { practiceId },
    };
  },
});

const KeyStatus = z.object({
  /** Id of the key-encryption key that wraps now, or null where its keeper is out of reach. */
  currentId: z.string().nullable(),
  /** How many data keys each key-encryption key wraps, in the whole installation. */
  keys: z.array(z.object({ kekId: z.string(), count: z.number(), isKnown: z.boolean() })),
  rotation: z.object({ startedAtMs: z.number(), finishedAtMs: z.number().nullable(), rewrapped: z.number(), left: z.number() }).nullable(),
});

/** Which key-encryption keys are in use: whether an old one can go. Ids and counts, never a key. */
export const keyStatus = defineQuery({
  name: "audit/key-status",
  summary: "Which key-encryption keys wrap how many data keys, and how the last rotation went.",
  input: z.strictObject({}),
  output: KeyStatus,
  access: { resource: "key", verb: "read" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const [counts, rotation, currentId] = await Promise.all([
      ctx.tx.$queryRaw<{ kekId: string; count: number }[]>`
        select kek_id as "kekId", count(*)::int as count from (select kek_id from patient_key union all select kek_id from practice_key) k group by 1 order by 2 desc`,
      ctx.tx.systemFact.findUnique({ where: { name: ROTATION_FACT } }),
      kekKeeper().currentId().catch(() => null),
    ]);
    return {
      view: {
        currentId,
        keys: counts.map((each) => ({ ...each, isKnown: kekKeeper().knows(each.kekId) })),
        rotation: rotation === null ? null : KeyStatus.shape.rotation.parse(rotation.value),
      },
      facts: { practiceId },
    };
  },
});
