import "server-only";
import { z } from "zod";
import { hasSession, type SessionActor } from "@/core/access/actor";
import { HomeView } from "@/core/home/views";
import { whatNext, type Finding } from "@/core/home/what-next";
import type { ReadContext } from "../kit/context";
import { defineQuery } from "../kit/define";
import { adminFindings, auditorFindings } from "./admin";
import { clinicianFindings, traineeFindings } from "./clinician";
import { deskFindings } from "./desk";
import { interpreterFindings } from "./interpreter";
import { patientFindings, proxyFindings } from "./patient";

async function findings(ctx: ReadContext, actor: SessionActor): Promise<readonly Finding[]> {
  const found = [proxyFindings(ctx, actor)];
  if (actor.kind === "patient") found.push(patientFindings(ctx, actor));
  if (actor.kind === "staff") {
    const is = new Set(actor.roles);
    if (is.has("clinician")) found.push(clinicianFindings(ctx, actor));
    if (is.has("trainee")) found.push(traineeFindings(ctx, actor));
    if (is.has("scheduler")) found.push(deskFindings(ctx, actor));
    if (is.has("admin")) found.push(adminFindings(ctx, actor));
    if (is.has("auditor")) found.push(auditorFindings(ctx, actor));
    if (is.has("interpreter")) found.push(interpreterFindings(ctx, actor));
  }
  return (await Promise.all(found)).flat();
}

/** What is next for whoever asks, the most pressing first: one query for every first page. */
export const homeNext = defineQuery({
  name: "home/next",
  summary: "What you have to do next, the most pressing first.",
  input: z.strictObject({}),
  output: HomeView,
  access: { resource: "account", verb: "read" },
  // It names patients and their visits: as much of a read as the lists it counts.
  audit: { action: "home.read", subject: () => ({ type: "account", id: null }) },
  run: async (ctx) => {
    const { actor } = ctx;
    if (!hasSession(actor) || actor.kind === "proxy") return null;
    // With one factor staff reach nothing that is counted here.
    const found = actor.kind === "staff" && !actor.strong ? [] : await findings(ctx, actor);
    const cards = whatNext(found, ctx.nowMs).map((card) => ({ ...card }));
    return { view: { cards, zone: actor.zone, nowMs: ctx.nowMs }, facts: { practiceId: actor.practiceId, accountId: actor.accountId } };
  },
});
