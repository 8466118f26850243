import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { domainError, staleError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import { OFFERED_LANGUAGES } from "@/core/practice/settings";
import { decideTemplate, ResetTemplateInput, SaveTemplateInput, TEMPLATE_KINDS, TemplateView } from "@/core/practice/templates";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { ourWords } from "./our-words";

/** All mails that a practice can put in its own words. */
export const practiceTemplates = defineQuery({
  name: "practice/templates",
  summary: "The mails that the practice can put in its own words, in each language, beside ours.",
  input: z.strictObject({}),
  output: z.object({ templates: z.array(TemplateView), practice: z.object({ name: z.string(), emergencyNumber: z.string(), zone: z.string() }) }),
  access: { resource: "template", verb: "list" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const practice = await ctx.tx.practice.findUniqueOrThrow({ where: { id: practiceId }, select: { name: true, emergencyNumber: true, zone: true } });
    const rows = await ctx.tx.textTemplate.findMany({ where: { practiceId } });
    const templates = TEMPLATE_KINDS.flatMap((kind) =>
      OFFERED_LANGUAGES.map((locale) => {
        const row = rows.find((each) => each.kind === kind && each.locale === locale);
        const ours = ourWords(kind, locale);
        const { subject, body } = row ?? ours;
        return { kind, locale, version: row?.version ?? 0, subject, body, ours, changedAtMs: row?.changedAt.getTime() ?? null };
      }),
    );
    return { view: { templates, practice }, facts: { practiceId } };
  },
});

async function lockTemplate(tx: Tx, practiceId: string, { kind, locale }: { kind: string; locale: string }) {
  await tx.$queryRaw`select 1 from practice where id = ${practiceId}::uuid for no key update`;
  return tx.textTemplate.findFirst({ where: { practiceId, kind, locale } });
}

/** Puts a mail in the practice's own words, from the next one on. */
export const saveTemplate = defineCommand({
  name: "practice/save-template",
  summary: "Saves the practice's own words for a mail in one language.",
  input: SaveTemplateInput,
  output: z.object({ version: z.number().int() }),
  load: async (ctx, input) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const row = await lockTemplate(ctx.tx, practiceId, input);
    return { practiceId, row, version: row?.version ?? 0 };
  },
  access: { resource: "template", verb: "change", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "template.save", subject: (_input, state) => ({ type: "template", id: state?.row?.id ?? null }) },
  decide: (state, input) => decideTemplate(state, input),
  save: async (ctx, { subject, body }, { practiceId, row }, { kind, locale }) => {
    if (ctx.actor.kind !== "staff") throw new Error("only staff write templates");
    const words = { subject, body, changedBy: ctx.actor.staffId, changedAt: new Date(ctx.nowMs) };
    if (row === null) {
      await ctx.tx.textTemplate.create({ data: { id: ctx.ids(), practiceId, kind, locale, ...words } });
      return { version: 1 };
    }
    await ctx.tx.textTemplate.update({ where: { id: row.id }, data: { ...words, version: row.version + 1 } });
    return { version: row.version + 1 };
  },
});

/** Goes back to our words. */
export const resetTemplate = defineCommand({
  name: "practice/reset-template",
  summary: "Takes the practice's own words for a mail away, so that ours are used again.",
  input: ResetTemplateInput,
  output: z.object({ version: z.literal(0) }),
  load: async (ctx, input) => {
    const practiceId = practiceOf(ctx.actor);
    return practiceId === null ? null : { practiceId, row: await lockTemplate(ctx.tx, practiceId, input) };
  },
  access: { resource: "template", verb: "change", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "template.reset", subject: (_input, state) => ({ type: "template", id: state?.row?.id ?? null }) },
  decide: ({ row }, { version }) => {
    if (row === null) return err(domainError("conflict", "practice.template_ours"));
    return row.version === version ? ok(row) : err(staleError("practice.template_stale", row.version, version));
  },
  save: async (ctx, row) => {
    await ctx.tx.textTemplate.delete({ where: { id: row.id } });
    return { version: 0 as const };
  },
});
