import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { ChangeRule, CLASS_RULES, decideRule, RECORD_CLASSES, type RecordClass, type StandingRule } from "@/core/record/retention";
import { RetentionRules } from "@/core/record/retention-views";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";

/** The rule of each class as it stands in a practice: its own, else ours. */
export async function standingRules(tx: Tx, practiceId: string): Promise<ReadonlyMap<RecordClass, StandingRule & { readonly isOwn: boolean }>> {
  const own = new Map((await tx.retentionRule.findMany({ where: { practiceId } })).map((row) => [row.recordClass, row]));
  return new Map(
    RECORD_CLASSES.map((recordClass) => {
      const { years, minorsUntilAge } = own.get(recordClass) ?? CLASS_RULES[recordClass];
      return [recordClass, { years, minorsUntilAge, isOwn: own.has(recordClass) }];
    }),
  );
}

/** The rule of one class in a practice. */
export async function standingRule(tx: Tx, practiceId: string, recordClass: RecordClass): Promise<StandingRule> {
  const row = await tx.retentionRule.findUnique({ where: { practiceId_recordClass: { practiceId, recordClass } } });
  return row ?? CLASS_RULES[recordClass];
}

/** How long each class of records is kept. */
export const listRules = defineQuery({
  name: "retention/rules",
  summary: "How long the practice keeps each class of records.",
  input: z.strictObject({}),
  output: RetentionRules,
  access: { resource: "retention", verb: "list" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const rules = await standingRules(ctx.tx, practiceId);
    const list = [...rules].map(([recordClass, rule]) => ({ ...CLASS_RULES[recordClass], ...rule, recordClass }));
    return { view: { rules: list, mayChange: ctx.verbs("retention", { practiceId }).includes("change") }, facts: { practiceId } };
  },
});

/** Sets how long a class is kept, within what the law of several places leaves. */
export const changeRule = defineCommand({
  name: "retention/change-rule",
  summary: "Sets how long the practice keeps a class of records.",
  input: ChangeRule,
  output: z.object({ recordClass: z.enum(RECORD_CLASSES) }),
  load: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    return practiceId === null ? null : { practiceId };
  },
  access: { resource: "retention", verb: "change", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "retention.change", subject: () => ({ type: "retention", id: null }) },
  decide: (_state, input) => decideRule(input),
  save: async (ctx, rule, { practiceId }, { recordClass }) => {
    const data = { ...rule, changedBy: "accountId" in ctx.actor ? ctx.actor.accountId : null, changedAt: new Date(ctx.nowMs) };
    await ctx.tx.retentionRule.upsert({
      where: { practiceId_recordClass: { practiceId, recordClass } },
      create: { practiceId, recordClass, ...data },
      update: data,
    });
    return { recordClass };
  },
});
