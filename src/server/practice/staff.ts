import "server-only";
import { z } from "zod";
import { practiceOf, type Actor } from "@/core/access/actor";
import { StaffView, type StaffMemberView } from "@/core/practice/staff";
import { defineQuery } from "../kit/define";
import { canSignIn, rolesOf, withAccount, type StaffRow } from "./staff-record";

function stateOf(row: StaffRow, nowMs: number): StaffMemberView["state"] {
  if (!row.active) return "inactive";
  if (canSignIn(row)) return "active";
  const until = row.account.tokens[0]?.expiresAt.getTime() ?? 0;
  return until > nowMs ? "invited" : "lapsed";
}

/** A member of staff for those who manage them. */
export function staffMemberView(row: StaffRow, actor: Actor, nowMs: number): z.input<typeof StaffMemberView> {
  const state = stateOf(row, nowMs);
  return {
    id: row.id,
    version: row.version,
    displayName: row.displayName,
    speciality: row.speciality,
    email: row.account.email,
    roles: [...rolesOf(row)],
    languages: row.languages,
    licencePlaces: row.licencePlaces,
    zone: row.zone,
    supervisorId: row.supervisorId,
    state,
    inviteEndsAtMs: state === "invited" ? (row.account.tokens[0]?.expiresAt.getTime() ?? null) : null,
    deactivatedAtMs: row.deactivatedAt?.getTime() ?? null,
    isSelf: actor.kind === "staff" && actor.staffId === row.id,
  };
}

/** Everybody who works or worked here, with what those who manage them must know. */
export const practiceStaff = defineQuery({
  name: "practice/staff",
  summary: "The staff with their roles, languages, licence places and where their invitations stand.",
  input: z.strictObject({}),
  output: StaffView,
  access: { resource: "staff", verb: "list" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const [practice, rows] = await Promise.all([
      ctx.tx.practice.findUniqueOrThrow({ where: { id: practiceId }, select: { zone: true } }),
      ctx.tx.staffMember.findMany({ where: { practiceId }, include: withAccount, orderBy: [{ active: "desc" }, { displayName: "asc" }, { id: "asc" }] }),
    ]);
    const facts = { practiceId };
    return {
      view: {
        zone: practice.zone,
        mayInvite: ctx.may("staff", "create", facts),
        mayChange: ctx.may("staff", "change", facts),
        staff: rows.map((row) => staffMemberView(row, ctx.actor, ctx.nowMs)),
      },
      facts,
    };
  },
});
