import "server-only";
import { z } from "zod";
import { hasSession } from "@/core/access/actor";
import { FACTORS } from "@/core/access/factors";
import { isSessionLive } from "@/core/access/session";
import { defineQuery } from "../kit/define";
import { sessionState } from "./sessions";

const SessionView = z.object({
  sessionId: z.uuid(),
  userAgent: z.string(),
  createdAtMs: z.number(),
  lastSeenAtMs: z.number(),
  expiresAtMs: z.number(),
  isThisOne: z.boolean(),
  place: z.string(),
  factors: z.array(z.enum(FACTORS)),
});

/** Browsers in which the actor is signed in now, the newest use first. */
export const listSessions = defineQuery({
  name: "access/list-sessions",
  summary: "Lists the browsers in which you are signed in.",
  input: z.strictObject({}),
  output: z.object({ sessions: z.array(SessionView) }),
  access: { resource: "session", verb: "list" },
  run: async (ctx) => {
    const { actor, nowMs } = ctx;
    if (!hasSession(actor)) return null;
    const rows = await ctx.tx.session.findMany({
      where: { practiceId: actor.practiceId, accountId: actor.accountId, revokedAt: null },
      orderBy: { lastSeenAt: "desc" },
      take: 50,
    });
    const sessions = rows
      .map((row) => ({ row, state: sessionState(row) }))
      .filter(({ state }) => isSessionLive(state, actor.kind === "staff" ? "staff" : "patient", nowMs))
      .map(({ row, state }) => ({
        sessionId: state.sessionId,
        userAgent: row.userAgent,
        createdAtMs: state.createdAtMs,
        lastSeenAtMs: state.lastSeenAtMs,
        expiresAtMs: state.expiresAtMs,
        isThisOne: state.sessionId === actor.sessionId,
        place: row.place,
        factors: FACTORS.filter((each) => row.factors.includes(each)),
      }));
    return { view: { sessions }, facts: { practiceId: actor.practiceId, accountId: actor.accountId } };
  },
});
