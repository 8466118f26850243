import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { ServiceId, type PracticeId } from "@/core/kit/ids";
import { ChangeServiceInput, CreateServiceInput, decideNewService, decideServiceChange, ServiceSetting } from "@/core/practice/settings";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";

/** Every kind of visit, those that can no longer be booked included. */
export const practiceServices = defineQuery({
  name: "practice/services",
  summary: "All kinds of visit of the practice, with how many are booked.",
  input: z.strictObject({}),
  output: z.object({ services: z.array(ServiceSetting), mayChange: z.boolean() }),
  access: { resource: "service", verb: "list" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const toCome = { status: "booked", startsAt: { gt: new Date(ctx.nowMs) } };
    const rows = await ctx.tx.service.findMany({
      where: { practiceId },
      include: { _count: { select: { appointments: { where: toCome } } } },
      orderBy: [{ active: "desc" }, { durationMin: "asc" }, { name: "asc" }],
    });
    const services = rows.map(({ _count, ...row }) => ({ ...row, visitsToCome: _count.appointments }));
    return { view: { services, mayChange: ctx.may("service", "change", { practiceId }) }, facts: { practiceId } };
  },
});

/** One at a time, so that no two get one name. */
async function lockServices(tx: Tx, practiceId: PracticeId) {
  await tx.$queryRaw`select 1 from practice where id = ${practiceId}::uuid for no key update`;
  return tx.service.findMany({ where: { practiceId } });
}

/** Adds a kind of visit. */
export const createService = defineCommand({
  name: "practice/create-service",
  summary: "Adds a kind of visit that can be booked.",
  input: CreateServiceInput,
  output: z.object({ serviceId: ServiceId, version: z.number().int() }),
  load: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    return practiceId === null ? null : { practiceId, active: (await lockServices(ctx.tx, practiceId)).filter(({ active }) => active) };
  },
  access: { resource: "service", verb: "create", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "service.create", subject: (_input, _state, output) => ({ type: "service", id: output?.serviceId ?? null }) },
  decide: ({ active }, input) => decideNewService(active, input),
  save: async (ctx, { name, durationMin }, { practiceId }) => {
    const id = ctx.ids();
    await ctx.tx.service.create({ data: { id, practiceId, name, durationMin } });
    return { serviceId: id, version: 1 };
  },
});

/** Renames, lengthens, takes out or brings back a kind of visit. Visits that are booked stay as they are (PRC-4). */
export const changeService = defineCommand({
  name: "practice/change-service",
  summary: "Changes a kind of visit: its name, length, or whether it can be booked.",
  input: ChangeServiceInput,
  output: z.object({ version: z.number().int() }),
  load: async (ctx, { serviceId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const all = await lockServices(ctx.tx, practiceId);
    const row = all.find(({ id }) => id === serviceId);
    return row === undefined ? null : { ...row, practiceId, others: all.filter(({ id, active }) => active && id !== serviceId) };
  },
  access: { resource: "service", verb: "change", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "service.change", subject: (input) => ({ type: "service", id: input.serviceId }) },
  decide: (state, input) => decideServiceChange(state, input),
  save: async (ctx, changes, { id, version }) => {
    const { count } = await ctx.tx.service.updateMany({ where: { id, version }, data: { ...changes, version: version + 1 } });
    if (count !== 1) throw new Error("a locked service changed");
    return { version: version + 1 };
  },
});
