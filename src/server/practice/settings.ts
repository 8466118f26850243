import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import type { PracticeId } from "@/core/kit/ids";
import { knownModules } from "@/core/practice/modules";
import { ChangePracticeInput, decidePracticeChange, PracticeSettings } from "@/core/practice/settings";
import { SealingPolicy } from "@/core/room/media-sealing";
import { defineCommand, defineQuery } from "../kit/define";

/** The practice's own settings. */
export const practiceSettings = defineQuery({
  name: "practice/settings",
  summary: "The practice's own settings: name, look, zone, languages, modules.",
  input: z.strictObject({}),
  output: PracticeSettings,
  access: { resource: "practice", verb: "read" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const [row, visitsToCome] = await Promise.all([
      ctx.tx.practice.findUnique({ where: { id: practiceId } }),
      ctx.tx.appointment.count({ where: { practiceId, status: "booked", startsAt: { gt: new Date(ctx.nowMs) } } }),
    ]);
    if (row === null) return null;
    const facts = { practiceId };
    const { createdAt: _createdAt, modules, mediaSealing, ...settings } = row;
    return { view: { ...settings, modules: [...knownModules(modules)], mediaSealing: SealingPolicy.parse(mediaSealing), visitsToCome, mayChange: ctx.may("practice", "change", facts) }, facts };
  },
});

/** Changes the practice. Moments of visits stay when the zone changes (PRC-3). */
export const changePractice = defineCommand({
  name: "practice/change-practice",
  summary: "Changes the practice's settings. Fields that are not sent stay as they are.",
  input: ChangePracticeInput,
  output: z.object({ version: z.number().int() }),
  load: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    await ctx.tx.$queryRaw`select 1 from practice where id = ${practiceId}::uuid for no key update`;
    return ctx.tx.practice.findUnique({ where: { id: practiceId } });
  },
  access: { resource: "practice", verb: "change", facts: ({ id }) => ({ practiceId: id as PracticeId }) },
  audit: { action: "practice.change", subject: (_input, state) => ({ type: "practice", id: state?.id ?? null }) },
  decide: (state, input) => decidePracticeChange(state, input),
  save: async (ctx, changes, { id, version }) => {
    const { count } = await ctx.tx.practice.updateMany({ where: { id, version }, data: { ...changes, version: version + 1 } });
    if (count !== 1) throw new Error("a locked practice changed");
    return { version: version + 1 };
  },
});
