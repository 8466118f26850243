import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { AppointmentId, VisitId, type PracticeId } from "@/core/kit/ids";
import { BookAppointmentInput } from "@/core/scheduling/appointment";
import { decideBooking, type Booking } from "@/core/scheduling/book";
import type { WriteContext } from "../kit/context";
import { defineCommand } from "../kit/define";
import { sealForPatient } from "../kit/sealing";
import { issueVisitLink } from "../visits/issue-link";
import {
  dayWindow,
  findBookableClinician,
  findBookablePatient,
  findBookableService,
  lockCalendars,
} from "./booking-state";
import { bookedMail } from "./mail";
import { announce, appointmentFacts, TIME_VIOLATIONS } from "./stored-appointment";
import { reasonPlace } from "./reason";

/** What a booking answers with. */
const BookedView = z.object({
  appointmentId: AppointmentId,
  visitId: VisitId,
  version: z.number().int(),
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  /** The wall time comes twice that day; the first was booked. */
  clockRepeats: z.boolean(),
  /** Whether a link is on its way by mail; without an address on file it isn't. */
  linkMailed: z.boolean(),
});

/** Books: the appointment, its visit and the link that goes out by mail, all or nothing. */
export const bookAppointment = defineCommand({
  name: "scheduling/book-appointment",
  summary: "Books a visit and mails its link to the patient.",
  input: BookAppointmentInput,
  output: BookedView,
  access: {
    resource: "appointment",
    verb: "book",
    facts: ({ practiceId, patient, clinician }) =>
      appointmentFacts({ practiceId, patientId: patient.id, clinicianId: clinician.id }),
  },
  writes: { reason: "reason" },
  audit: {
    action: "appointment.book",
    subject: (_input, _state, output) => ({ type: "appointment", id: output?.appointmentId ?? null }),
  },
  violations: TIME_VIOLATIONS,
  load: loadBooking,
  decide: (state, input, now) => decideBooking(state, input, now),
  save: async (ctx, booking, { practiceId }) => {
    const made = await storeBooking(ctx, practiceId, booking);
    await announce(ctx, made.row);
    return {
      appointmentId: made.row.id,
      visitId: made.visitId,
      version: made.row.version,
      startsAtMs: booking.startsAtMs,
      endsAtMs: booking.endsAtMs,
      clockRepeats: booking.clockRepeats,
      linkMailed: await mailLink(ctx, made),
    };
  },
});

async function loadBooking(ctx: WriteContext, input: BookAppointmentInput) {
  const practiceId: PracticeId | null = practiceOf(ctx.actor);
  if (practiceId === null) return null;
  await lockCalendars(ctx.tx, practiceId, { clinicianIds: [input.clinicianId], patientId: input.patientId });
  const window = dayWindow(input.date, input.zone);
  const clinician = await findBookableClinician(ctx.tx, practiceId, input.clinicianId, window);
  const patient = await findBookablePatient(ctx.tx, practiceId, input.patientId, window);
  const service = await findBookableService(ctx.tx, practiceId, input.serviceId);
  if (clinician === null || patient === null || service === null) return null;
  return { practiceId, clinician, patient, service };
}

async function storeBooking(ctx: WriteContext, practiceId: PracticeId, booking: Booking) {
  const id = ctx.ids();
  const visitId = ctx.ids();
  const { reason, patientId } = booking;
  const reasonSealed = reason === null ? null : await sealForPatient(ctx.tx, patientId, reasonPlace(id), reason);
  await ctx.tx.appointment.create({
    data: {
      id,
      practiceId,
      clinicianId: booking.clinicianId,
      patientId,
      serviceId: booking.serviceId,
      startsAt: new Date(booking.startsAtMs),
      endsAt: new Date(booking.endsAtMs),
      reasonSealed,
      createdAt: new Date(ctx.nowMs),
    },
  });
  await ctx.tx.visit.create({ data: { id: visitId, practiceId, appointmentId: id, patientId, roomName: ctx.ids() } });
  const row = await ctx.tx.appointment.findUniqueOrThrow({
    where: { id },
    include: {
      visit: true,
      patient: true,
      clinician: true,
      practice: { select: { name: true, zone: true, emergencyNumber: true } },
    },
  });
  return { row, visitId };
}

async function mailLink(ctx: WriteContext, { row, visitId }: Awaited<ReturnType<typeof storeBooking>>): Promise<boolean> {
  if (row.patient.email === null) return false;
  const { url } = await issueVisitLink(ctx.tx, { practiceId: row.practiceId, visitId });
  const about = {
    practice: { id: row.practiceId, ...row.practice },
    patient: row.patient,
    clinicianName: row.clinician.displayName,
    startsAtMs: row.startsAt.getTime(),
  };
  const draft = await bookedMail(ctx.tx, about, url);
  if (draft !== null) await ctx.mail(draft);
  return draft !== null;
}
