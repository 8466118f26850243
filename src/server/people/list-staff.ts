import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { StaffListEntry } from "@/core/people/patient-page";
import { defineQuery } from "../kit/define";

/** Everybody who works here. */
export const listStaff = defineQuery({
  name: "people/list-staff",
  summary: "The staff of the practice.",
  input: z.strictObject({}),
  output: z.object({ staff: z.array(StaffListEntry) }),
  access: { resource: "staff", verb: "list" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const rows = await ctx.tx.staffMember.findMany({
      where: { practiceId },
      include: { account: { select: { email: true } } },
      orderBy: [{ active: "desc" }, { displayName: "asc" }],
    });
    const staff = rows.map((row) => ({
      id: row.id,
      name: row.displayName,
      speciality: row.speciality,
      roles: row.roles,
      zone: row.zone,
      email: row.account.email,
      active: row.active,
    }));
    return { view: { staff }, facts: { practiceId } };
  },
});
