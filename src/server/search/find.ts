import "server-only";
import type { z } from "zod";
import { hasSession, type ProxyActor, type SessionActor } from "@/core/access/actor";
import type { StaffId } from "@/core/kit/ids";
import { foldName } from "@/core/people/names";
import { dateAt } from "@/core/scheduling/wall-time";
import { FindInput, FindView, SEARCH_LIMITS } from "@/core/search/views";
import { parseWhen } from "@/core/search/when";
import type { ReadContext } from "../kit/context";
import { defineQuery } from "../kit/define";
import { findAppointments } from "./appointments";
import { findPeople } from "./people";

type Input = z.input<typeof FindView>;

/** The calendar's zone for staff, their own for everybody else. */
async function zoneOf(ctx: ReadContext, actor: SessionActor | ProxyActor): Promise<string> {
  if (actor.kind !== "staff") return actor.zone;
  return (await ctx.tx.practice.findUniqueOrThrow({ where: { id: actor.practiceId }, select: { zone: true } })).zone;
}

/** Colleagues, for those who look after them. */
async function findStaff(ctx: ReadContext, actor: SessionActor | ProxyActor, text: string): Promise<Input["staff"]> {
  const { practiceId } = actor;
  const words = text.split(/\s+/).map(foldName).filter((word) => word !== "");
  if (actor.kind !== "staff" || words.length === 0 || !ctx.may("staff", "change", { practiceId })) return [];
  const rows = await ctx.tx.staffMember.findMany({ where: { practiceId, active: true }, orderBy: { displayName: "asc" }, take: 500 });
  return rows
    .filter(({ displayName }) => words.every((word) => foldName(displayName).includes(word)))
    .slice(0, SEARCH_LIMITS.staff)
    .map(({ id, displayName, speciality }) => ({ id: id as StaffId, name: displayName, speciality, href: "/settings/staff" }));
}

/** People and appointments by what was typed, of those that the reader may see and nothing beside them. */
export const searchFind = defineQuery({
  name: "search/find",
  summary: "Finds people and appointments by name, day and time, among those that you may see.",
  input: FindInput,
  output: FindView,
  access: { resource: "search", verb: "search" },
  audit: { action: "search.find", subject: () => ({ type: "search", id: null }) },
  run: async (ctx, { text }) => {
    const { actor } = ctx;
    if (!hasSession(actor)) return null;
    const zone = await zoneOf(ctx, actor);
    const when = parseWhen(text, dateAt(ctx.nowMs, zone));
    // "Domingo" is a day and a name: where nothing but a day was typed, it is looked for as a name too.
    const name = when.rest === "" && /\p{L}/u.test(text) ? text : when.rest;
    const [people, appointments, staff] = await Promise.all([
      findPeople(ctx, actor, name),
      findAppointments(ctx, actor, when, zone),
      findStaff(ctx, actor, name),
    ]);
    const view: Input = { people, appointments, staff, when: { date: when.date, time: when.time }, zone };
    return { view, facts: { practiceId: actor.practiceId, accountId: actor.accountId } };
  },
});

/** Queries that look for things across areas. */
export const searchQueries = [searchFind];
