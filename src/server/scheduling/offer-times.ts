import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { PatientId, ServiceId, StaffId } from "@/core/kit/ids";
import { minutesMs } from "@/core/scheduling/interval";
import { offerSlots } from "@/core/scheduling/offer-slots";
import { CalendarDate } from "@/core/scheduling/wall-schemas";
import { dayBounds } from "@/core/scheduling/wall-time";
import { defineQuery } from "../kit/define";
import { findBusy } from "./booking-state";

const DAYS = 14;
const COUNT = 3;

/** The first times that fit a patient, a service and one clinician or any. */
export const offerTimes = defineQuery({
  name: "scheduling/offer-times",
  summary: "The first three free times for a patient and a service.",
  input: z.strictObject({
    patientId: PatientId,
    serviceId: ServiceId,
    clinicianId: StaffId.optional(),
    /** Not before this day of the practice's calendar. */
    fromDate: CalendarDate.optional(),
  }),
  output: z.object({
    slots: z.array(z.object({ clinicianId: StaffId, startsAtMs: z.number(), endsAtMs: z.number() })),
  }),
  access: { resource: "appointment", verb: "list" },
  run: async (ctx, input) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const where = { practiceId };
    const [practice, patient, service, staff] = await Promise.all([
      ctx.tx.practice.findUnique({ where: { id: practiceId }, select: { zone: true } }),
      ctx.tx.patient.findFirst({ where: { ...where, id: input.patientId }, select: { id: true } }),
      ctx.tx.service.findFirst({ where: { ...where, id: input.serviceId, active: true } }),
      ctx.tx.staffMember.findMany({
        where: { ...where, active: true, roles: { has: "clinician" }, ...(input.clinicianId && { id: input.clinicianId }) },
      }),
    ]);
    if (practice === null || patient === null || service === null) return null;
    const dayStartMs = input.fromDate === undefined ? 0 : dayBounds(input.fromDate, practice.zone).startMs;
    const fromMs = Math.max(ctx.nowMs, dayStartMs);
    const window = { fromMs, untilMs: fromMs + minutesMs((DAYS + 1) * 1440) };
    const bookable = staff.filter(({ id }) => ctx.may("appointment", "book", { practiceId, clinicianId: id as StaffId }));
    const clinicians = await Promise.all(
      bookable.map(async ({ id, zone }) => ({
        id: id as StaffId,
        zone,
        busy: await findBusy(ctx.tx, practiceId, { clinicianId: id }, window),
      })),
    );
    const patientBusy = await findBusy(ctx.tx, practiceId, { patientId: patient.id }, window);
    const slots = offerSlots({
      clinicians,
      patientBusy,
      durationMin: service.durationMin,
      fromMs,
      days: DAYS,
      count: COUNT,
    });
    return { view: { slots: [...slots] }, facts: { practiceId } };
  },
});
