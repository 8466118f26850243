import "server-only";
import { z } from "zod";
import { StaffId } from "@/core/kit/ids";
import { decideStaffChange } from "@/core/practice/decide-staff";
import { ChangeStaffInput } from "@/core/practice/staff";
import { defineCommand } from "../kit/define";
import { countOtherAdmins, findSupervisor, lockStaff, staffFacts, storedStaff, visitsToComeOf } from "./staff-record";

/** Changes what somebody is and may do here. Roles count from their next request on. */
export const changeStaff = defineCommand({
  name: "practice/change-staff",
  summary: "Changes a member of staff: name, roles, speciality, languages, licence places, supervisor.",
  input: ChangeStaffInput,
  output: z.object({ staffId: StaffId, version: z.number().int() }),
  load: async (ctx, { staffId, changes }) => {
    const row = await lockStaff(ctx.tx, ctx.actor, staffId);
    if (row === null) return null;
    const { practiceId } = row;
    const supervisorId = changes.supervisorId === undefined ? row.supervisorId : changes.supervisorId;
    return {
      row,
      member: storedStaff(row),
      supervisor: await findSupervisor(ctx.tx, practiceId, supervisorId),
      otherAdmins: await countOtherAdmins(ctx.tx, practiceId, staffId),
      visitsToCome: await ctx.tx.appointment.count({ where: visitsToComeOf(practiceId, staffId, ctx.nowMs) }),
      trainees: await ctx.tx.staffMember.count({ where: { practiceId, supervisorId: staffId, active: true, roles: { has: "trainee" } } }),
    };
  },
  access: { resource: "staff", verb: "change", facts: ({ row }) => staffFacts(row) },
  audit: { action: "staff.change", subject: (input) => ({ type: "staff", id: input.staffId }) },
  decide: (state, input, now) => decideStaffChange(state, input, now),
  save: async (ctx, changes, { row }) => {
    const { count } = await ctx.tx.staffMember.updateMany({
      where: { id: row.id, practiceId: row.practiceId, version: row.version },
      data: { ...changes, version: row.version + 1 },
    });
    if (count !== 1) throw new Error("a locked member of staff changed");
    if (changes.displayName !== undefined) await ctx.tx.account.update({ where: { id: row.accountId }, data: { name: changes.displayName } });
    return { staffId: row.id as StaffId, version: row.version + 1 };
  },
});
