import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { PatientId } from "@/core/kit/ids";
import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import type { WriteContext } from "../kit/context";
import { defineCommand } from "../kit/define";

/** Notes pairs as two people, so that nobody is asked about them again. */
export async function tellApart(ctx: WriteContext, practiceId: string, pairs: readonly (readonly [string, string])[]): Promise<void> {
  if (pairs.length === 0) return;
  const ids = [...new Set(pairs.flat())];
  const known = new Set((await ctx.tx.patient.findMany({ where: { practiceId, id: { in: ids } }, select: { id: true } })).map(({ id }) => id));
  const actor = ctx.actor.kind === "staff" ? ctx.actor.accountId : null;
  if (actor === null) return;
  const data = pairs
    .filter(([one, other]) => one !== other && known.has(one) && known.has(other))
    .map(([one, other]) => (one < other ? { aId: one, bId: other } : { aId: other, bId: one }))
    .map((pair) => ({ ...pair, practiceId, decidedBy: actor, decidedAt: new Date(ctx.nowMs) }));
  await ctx.tx.patientDistinct.createMany({ data, skipDuplicates: true });
}

/** The desk has looked at two records and says that they are two people (PPL-16). */
export const keepApart = defineCommand({
  name: "people/keep-apart",
  summary: "Notes that two records are two people, so that the pair is not listed again.",
  input: z.object({ aId: PatientId, bId: PatientId }),
  output: z.object({ done: z.literal(true) }),
  load: async (ctx, { aId, bId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const count = await ctx.tx.patient.count({ where: { practiceId, id: { in: [aId, bId] } } });
    return count === (aId === bId ? 1 : 2) ? { practiceId } : null;
  },
  access: { resource: "patient_merge", verb: "change", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "patient.keep_apart", subject: ({ aId }) => ({ type: "patient", id: aId, patientId: aId }) },
  decide: (_state, { aId, bId }) => (aId === bId ? err(domainError("invalid", "people.merge_same")) : ok({ aId, bId })),
  save: async (ctx, { aId, bId }, { practiceId }) => {
    await tellApart(ctx, practiceId, [[aId, bId]]);
    return { done: true as const };
  },
});
