import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import type { StaffId } from "@/core/kit/ids";
import { PracticeOverview } from "@/core/practice/overview";
import { defineQuery } from "../kit/define";

/** What a booking screen must know: clinicians, services, zone. */
export const practiceOverview = defineQuery({
  name: "practice/overview",
  summary: "The practice with its bookable services and its clinicians.",
  input: z.strictObject({}),
  output: PracticeOverview,
  access: { resource: "practice", verb: "read" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const practice = await ctx.tx.practice.findUnique({
      where: { id: practiceId },
      include: {
        services: { where: { active: true }, orderBy: [{ durationMin: "asc" }, { name: "asc" }] },
        staff: { where: { active: true, roles: { has: "clinician" } }, orderBy: { displayName: "asc" } },
      },
    });
    if (practice === null) return null;
    const view: z.input<typeof PracticeOverview> = {
      id: practice.id,
      name: practice.name,
      zone: practice.zone,
      emergencyNumber: practice.emergencyNumber,
      services: practice.services.map(({ id, name, durationMin }) => ({ id, name, durationMin })),
      clinicians: practice.staff.map(({ id, displayName, speciality, zone }) => ({
        id,
        name: displayName,
        speciality,
        zone,
        mayBook: ctx.may("appointment", "book", { practiceId, clinicianId: id as StaffId }),
      })),
    };
    return { view, facts: { practiceId } };
  },
});
